// SPDX-License-Identifier: Apache-2.0
#include "core/compat/rules/rules.hpp"

#include <utility>

// Every difference of two JSON Schemas knows itself which documents it stops: the old ones under
// the new schema (backward), the new ones under the old schema (forward), or none. So a rule has
// one severity, and is a note where the mode does not ask for the direction.

namespace dcr::rules {
namespace {

/// What every rule about a schema has in common.
Rule of_model(std::string_view id, ChangeKind on, std::string_view message) {
  return {.id = id,
          .group = RuleGroup::model,
          .backward = Severity::error,
          .forward = Severity::error,
          .bump = Bump::major,
          .triggers = {{on, message}}};
}

/// The words of a rule.
struct Words {
  std::string_view summary;
  std::string_view why;
  std::string_view fix;
  std::string_view before;
  std::string_view after;
};

Rule with(Rule rule, const Words& words) {
  rule.summary = words.summary;
  rule.why = words.why;
  rule.fix = words.fix;
  rule.example_before = words.before;
  rule.example_after = words.after;
  return rule;
}

/// What documents may or must have.
std::vector<Rule> properties_rules() {
  return {
      with(of_model("property_removed", ChangeKind::model_property_removed,
                    "property '{field}' was removed"),
           {.summary = "a property is gone from the schema",
            .why = "documents that carry {field} are refused, or their readers miss it",
            .fix = "restore it, or publish a new major version beside this one",
            .before = "\"properties\": {\"name\": {}, \"email\": {}}",
            .after = "\"properties\": {\"name\": {}}"}),
      with(of_model("property_added", ChangeKind::model_property_added,
                    "optional property '{field}' was added"),
           {.summary = "there is a new optional property",
            .why = "documents whose {field} was anything else so far do not fit its schema",
            .fix = "leave the old schema's other properties open, or publish a new major version",
            .before = "\"properties\": {\"name\": {}}",
            .after = "\"properties\": {\"name\": {}, \"email\": {}}"}),
      with(of_model("property_added_required", ChangeKind::model_property_added_required,
                    "required property '{field}' was added"),
           {.summary = "there is a new property that every document must have",
            .why = "documents without {field} are refused",
            .fix = "give it a default and leave it optional, or publish a new major version",
            .before = "\"required\": [\"name\"]",
            .after = "\"required\": [\"name\", \"email\"]"}),
      with(of_model("property_required", ChangeKind::model_property_required,
                    "property '{field}' is now required"),
           {.summary = "a property that was optional must be there",
            .why = "documents without {field} are refused",
            .fix = "leave it optional, or publish a new major version",
            .before = "\"required\": [\"name\"]",
            .after = "\"required\": [\"name\", \"email\"]"}),
      with(of_model("property_optional", ChangeKind::model_property_optional,
                    "property '{field}' is no longer required"),
           {.summary = "a property that was required may be missing",
            .why = "readers of the old schema meet documents without {field}",
            .fix = "keep writing it and leave it required, or publish a new major version",
            .before = "\"required\": [\"name\", \"email\"]",
            .after = "\"required\": [\"name\"]"}),
  };
}

/// Which values are allowed.
std::vector<Rule> values_rules() {
  return {
      with(of_model("type_narrowed", ChangeKind::model_type_narrowed,
                    "type{of} was narrowed from {before} to {after}"),
           {.summary = "a type does not take every value it took",
            .why = "values{of} that were valid are refused",
            .fix = "take both types, or publish a new major version",
            .before = "\"age\": {\"type\": [\"integer\", \"string\"]}",
            .after = "\"age\": {\"type\": \"integer\"}"}),
      with(of_model("type_widened", ChangeKind::model_type_widened,
                    "type{of} was widened from {before} to {after}"),
           {.summary = "a type takes values it did not take",
            .why = "readers of the old schema meet values{of} they refuse",
            .fix = "keep writing the old type, or publish a new major version",
            .before = "\"age\": {\"type\": \"integer\"}",
            .after = "\"age\": {\"type\": [\"integer\", \"string\"]}"}),
      with(of_model("enum_narrowed", ChangeKind::model_enum_narrowed,
                    "allowed values{of} shrank from {before} to {after}"),
           {.summary = "a value that was allowed is not allowed any more",
            .why = "documents with a value{of} that went are refused",
            .fix = "allow the value again, or publish a new major version",
            .before = "\"plan\": {\"enum\": [\"free\", \"pro\"]}",
            .after = "\"plan\": {\"enum\": [\"pro\"]}"}),
      with(of_model("enum_extended", ChangeKind::model_enum_extended,
                    "allowed values{of} grew from {before} to {after}"),
           {.summary = "there is a new allowed value",
            .why = "readers of the old schema meet values{of} they refuse",
            .fix = "do not write the new value before its readers know it, or publish a new major "
                   "version",
            .before = "\"plan\": {\"enum\": [\"free\"]}",
            .after = "\"plan\": {\"enum\": [\"free\", \"pro\"]}"}),
      with(of_model("const_changed", ChangeKind::model_const_changed,
                    "the only value{of} changed from {before} to {after}"),
           {.summary = "the one value a part may have differs",
            .why = "documents with the other value{of} are refused",
            .fix = "restore the value, or publish a new major version",
            .before = "\"kind\": {\"const\": \"user\"}",
            .after = "\"kind\": {\"const\": \"account\"}"}),
      with(of_model("additional_properties_narrowed",
                    ChangeKind::model_additional_properties_narrowed,
                    "further properties{of} are no longer as free: {before} became {after}"),
           {.summary =
                "properties that the schema does not name are forbidden, or must fit a schema",
            .why = "documents with further properties are refused",
            .fix = "leave them open, or publish a new major version",
            .before = "\"additionalProperties\": true",
            .after = "\"additionalProperties\": false"}),
      with(
          of_model("additional_properties_widened", ChangeKind::model_additional_properties_widened,
                   "further properties{of} are freer: {before} became {after}"),
          {.summary = "properties that the schema does not name are allowed, or are freer",
           .why = "readers of the old schema meet properties they refuse",
           .fix = "keep them closed, or publish a new major version",
           .before = "\"additionalProperties\": false",
           .after = "\"additionalProperties\": true"}),
  };
}

/// Limits on values and items.
std::vector<Rule> limits_rules() {
  return {
      with(of_model("bound_tightened", ChangeKind::model_bound_tightened,
                    "{detail}{of} was tightened from {before} to {after}"),
           {.summary = "a bound is new or narrower: of numbers, lengths, items, properties",
            .why = "values{of} outside of it are refused",
            .fix = "restore the bound, or publish a new major version",
            .before = "\"age\": {\"maximum\": 150}",
            .after = "\"age\": {\"maximum\": 120}"}),
      with(of_model("bound_loosened", ChangeKind::model_bound_loosened,
                    "{detail}{of} was loosened from {before} to {after}"),
           {.summary = "a bound is gone or wider: of numbers, lengths, items, properties",
            .why = "readers of the old schema meet values{of} they refuse",
            .fix = "keep writing within the old bound, or publish a new major version",
            .before = "\"age\": {\"maximum\": 120}",
            .after = "\"age\": {\"maximum\": 150}"}),
      with(of_model("pattern_changed", ChangeKind::model_pattern_changed,
                    "pattern{of} changed from {before} to {after}"),
           {.summary = "a regular expression differs",
            .why = "texts{of} that one pattern takes and the other does not are refused",
            .fix = "restore the pattern, or publish a new major version",
            .before = "\"code\": {\"pattern\": \"^[A-Z]+$\"}",
            .after = "\"code\": {\"pattern\": \"^[A-Z]{3}$\"}"}),
      with(of_model("format_changed", ChangeKind::model_format_changed,
                    "format{of} changed from {before} to {after}"),
           {.summary = "the `format` of a text differs",
            .why = "texts{of} in the other format are refused where formats are checked",
            .fix = "restore the format, or publish a new major version",
            .before = "\"at\": {\"format\": \"date\"}",
            .after = "\"at\": {\"format\": \"date-time\"}"}),
      with(of_model("multiple_of_changed", ChangeKind::model_multiple_of_changed,
                    "multipleOf{of} changed from {before} to {after}"),
           {.summary = "what numbers must be a multiple of differs",
            .why = "numbers{of} that are no multiple are refused",
            .fix = "restore it, or publish a new major version",
            .before = "\"price\": {\"multipleOf\": 0.01}",
            .after = "\"price\": {\"multipleOf\": 0.05}"}),
      with(of_model("items_changed", ChangeKind::model_items_changed,
                    "items{of} changed from {before} to {after}"),
           {.summary = "what the items of a list may be differs",
            .why = "lists{of} with the other items are refused",
            .fix = "restore it, or publish a new major version",
            .before = "\"prefixItems\": [{\"type\": \"integer\"}]",
            .after = "\"prefixItems\": [{\"type\": \"integer\"}, {\"type\": \"string\"}]"}),
      with(of_model("unique_items_changed", ChangeKind::model_unique_items_changed,
                    "uniqueItems{of} changed from {before} to {after}"),
           {.summary = "whether the items of a list may repeat differs",
            .why = "lists{of} with an item twice are refused",
            .fix = "restore it, or publish a new major version",
            .before = "\"tags\": {\"uniqueItems\": false}",
            .after = "\"tags\": {\"uniqueItems\": true}"}),
      with(of_model("contains_changed", ChangeKind::model_contains_changed,
                    "{detail}{of} changed from {before} to {after}"),
           {.summary = "what a list must contain differs",
            .why = "lists{of} without it are refused",
            .fix = "restore it, or publish a new major version",
            .before = "\"tags\": {\"contains\": {\"const\": \"a\"}}",
            .after = "\"tags\": {\"contains\": {\"const\": \"b\"}}"}),
  };
}

/// Schemas made of schemas.
std::vector<Rule> combination_rules() {
  return {
      with(of_model("property_names_changed", ChangeKind::model_property_names_changed,
                    "propertyNames{of} changed from {before} to {after}"),
           {.summary = "which names properties may have differs",
            .why = "documents with other property names{of} are refused",
            .fix = "restore it, or publish a new major version",
            .before = "\"propertyNames\": {\"maxLength\": 20}",
            .after = "\"propertyNames\": {\"maxLength\": 10}"}),
      with(of_model("property_dependency_changed", ChangeKind::model_dependency_changed,
                    "{detail}{of} changed from {before} to {after}"),
           {.summary = "what a property asks for beside it differs",
            .why = "documents that have the one without the other are refused",
            .fix = "restore it, or publish a new major version",
            .before = "\"dependentRequired\": {}",
            .after = "\"dependentRequired\": {\"card\": [\"address\"]}"}),
      with(of_model("combined_narrowed", ChangeKind::model_combined_narrowed,
                    "{detail}{of} was narrowed from {before} to {after}"),
           {.summary = "`allOf`, `anyOf` or `oneOf` takes less than it took",
            .why = "documents that only the old alternatives take are refused",
            .fix = "restore the alternative, or publish a new major version",
            .before = "\"id\": {\"anyOf\": [{\"type\": \"integer\"}, {\"type\": \"string\"}]}",
            .after = "\"id\": {\"anyOf\": [{\"type\": \"integer\"}]}"}),
      with(of_model("combined_widened", ChangeKind::model_combined_widened,
                    "{detail}{of} was widened from {before} to {after}"),
           {.summary = "`allOf`, `anyOf` or `oneOf` takes more than it took",
            .why = "readers of the old schema meet documents they refuse",
            .fix = "keep writing what the old alternatives take, or publish a new major version",
            .before = "\"id\": {\"anyOf\": [{\"type\": \"integer\"}]}",
            .after = "\"id\": {\"anyOf\": [{\"type\": \"integer\"}, {\"type\": \"string\"}]}"}),
      with(of_model("conditional_changed", ChangeKind::model_conditional_changed,
                    "{detail}{of} changed from {before} to {after}"),
           {.summary = "`if`, `then` or `else` differs",
            .why = "documents the condition now holds against something else are refused",
            .fix = "restore it, or publish a new major version",
            .before = "\"if\": {\"required\": [\"card\"]}",
            .after = "\"if\": {\"required\": [\"iban\"]}"}),
      with(of_model("not_changed", ChangeKind::model_not_changed,
                    "not{of} changed from {before} to {after}"),
           {.summary = "what a part must not be differs",
            .why = "documents that `not` now forbids are refused",
            .fix = "restore it, or publish a new major version",
            .before = "\"not\": {\"type\": \"null\"}",
            .after = "\"not\": {\"type\": \"string\"}"}),
      with(of_model("undecidable", ChangeKind::model_undecidable,
                    "whether {detail}{of} still takes the same documents cannot be told"),
           {.summary = "two schemas cannot be compared: a keyword stopped the comparison",
            .why = "a document that was valid may be refused, and nothing can show that it is not",
            .fix = "restore the keyword, say it with keywords that compare, or accept the change "
                   "with a reason",
            .before = "\"code\": {\"pattern\": \"^(a|b)+$\"}",
            .after = "\"code\": {\"pattern\": \"^[ab]*b$\"}"}),
  };
}

}  // namespace

std::vector<Rule> model_rules() {
  std::vector<Rule> all;
  for (auto* group : {&properties_rules, &values_rules, &limits_rules, &combination_rules}) {
    for (Rule& rule : (*group)()) all.push_back(std::move(rule));
  }
  return all;
}

}  // namespace dcr::rules
