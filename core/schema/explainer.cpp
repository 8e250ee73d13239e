// SPDX-License-Identifier: Apache-2.0
// What a violation says of a value and of its own keywords; explainer_logic.cpp has the schemas
// within schemas.
#include "core/schema/explainer.hpp"

#include "core/base/text.hpp"
#include "core/schema/readers.hpp"
#include "core/schema/uri.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dcr::schema {

namespace {

/// "'a', 'b' or 'c'"; of a long list its beginning.
std::string either(const std::vector<std::string>& words, std::string_view last_joint) {
  constexpr std::size_t most = 8;
  std::string out;
  for (std::size_t i = 0; i < std::min(words.size(), most); ++i) {
    const bool is_last = i + 1 == words.size() && i > 0;
    out += i == 0 ? "" : (is_last ? fmt::format(" {} ", last_joint) : ", ");
    out += words[i];
  }
  if (words.size() > most) out += fmt::format(" {} {} more", last_joint, words.size() - most);
  return out;
}

bool is_marked_secret(const Subschema& schema) {
  const auto says = [&](std::string_view keyword) {
    const yaml::Node* mark = schema.source->find(keyword);
    return mark != nullptr && mark->as_boolean().value_or(false);
  };
  return says("secret") || says("writeOnly");
}

std::string spelled_limit(const Subschema& schema, std::string_view keyword) {
  const yaml::Node* limit = schema.source->find(keyword);
  return limit == nullptr || limit->kind == yaml::Kind::boolean ? std::string() : limit->text;
}

}  // namespace

std::string one_of(const TypeSet& types) {
  std::vector<std::string> names;
  for (const Type type : {Type::string, Type::integer, Type::number, Type::boolean, Type::array,
                          Type::object, Type::null}) {
    if (types.has(type)) names.emplace_back(describe(type));
  }
  return either(names, "or");
}

std::string one_of(const Values& values) {
  std::vector<std::string> names;
  for (const auto& node : values.nodes) names.push_back(node->is_null() ? "null" : spelled(*node));
  return names.empty() ? "nothing at all" : either(names, "or");
}

std::string Explainer::pointer(const Where& where) const {
  if (where.parent == nullptr) return {};
  if (where.is_name) return pointer(*where.parent);
  const bool in_list = where.parent->value.is_sequence();
  return pointer(*where.parent) +
         (in_list ? "/" + std::to_string(where.index) : pointer_part(where.name));
}

std::string Explainer::path(const Where& where) const {
  if (where.parent == nullptr) return {};
  if (where.parent->value.is_sequence()) {
    return fmt::format("{}[{}]", path(*where.parent), where.index);
  }
  return join_path(path(*where.parent), path_component(where.name));
}

std::string Explainer::subject(const Where& where) const {
  if (where.parent == nullptr) return limits_.subject;
  const std::string name = fmt::format("'{}'", printable(path(where)));
  return where.is_name ? "the name " + name : name;
}

/// ", not 5": the value where it may be shown and is short.
std::string Explainer::instead(const Where& where) const {
  if (where.is_name || where.is_secret || !where.value.is_scalar()) return {};
  return ", not " + spelled(where.value);
}

bool Explainer::is_full() const {
  return found_.size() >= limits_.violations || evaluator_.is_undecided();
}

void Explainer::add(const Subschema& schema, std::string_view keyword, const Where& where,
                    std::string message) {
  // Once the evaluator has given up, its answers are no reasons.
  if (is_full()) return;
  const std::string below = keyword.empty() ? "" : pointer_part(keyword);
  found_.push_back({pointer(where), where.value.at, std::string(keyword), schema.pointer + below,
                    std::move(message)});
}

void Explainer::visit(const Subschema& schema, const Where& from) {
  if (is_full() || evaluator_.is_valid(schema, from.value)) return;
  if (!visited_.emplace(&schema, &from.value).second) return;
  if (schema.always) return add(schema, "", from, subject(from) + " must not be there");
  const Evaluator::Within within(evaluator_, schema);
  Where where = from;
  where.is_secret = from.is_secret || is_marked_secret(schema);
  visit_type(schema, where);
  // A value of another type has nothing that the other keywords could be about.
  const bool has_right_type = !schema.types || has_type(where.value, *schema.types, schema.draft());
  if (has_right_type) visit_values(schema, where);
  for (const Reference& reference : schema.references) {
    visit(evaluator_.target(reference), where);
  }
  if (schema.logic) visit_logic(schema, where);
  if (has_right_type) visit_unevaluated(schema, where);
}

void Explainer::visit_type(const Subschema& schema, const Where& where) {
  if (!schema.types || has_type(where.value, *schema.types, schema.draft())) return;
  const bool is_number = where.value.kind == yaml::Kind::number;
  const bool wants_integer = schema.types->has(Type::integer);
  std::string instead_of = fmt::format(", not {}", yaml::describe(where.value.kind));
  if (where.value.is_null()) instead_of = ", not null";
  if (where.value.kind == yaml::Kind::integer) instead_of = ", not a number";
  if (is_number && wants_integer) instead_of = instead(where);
  add(schema, "type", where,
      fmt::format("{} must be {}{}", subject(where), one_of(*schema.types), instead_of));
}

void Explainer::visit_values(const Subschema& schema, const Where& where) {
  if (schema.constant && !evaluator_.holds(*schema.constant, where.value)) {
    add(schema, "const", where,
        fmt::format("{} must be {}{}", subject(where), one_of(*schema.constant), instead(where)));
  } else if (schema.enumeration && !evaluator_.holds(*schema.enumeration, where.value)) {
    add(schema, "enum", where,
        fmt::format("{} must be {}{}", subject(where), one_of(*schema.enumeration),
                    instead(where)));
  }
  const yaml::Kind kind = where.value.kind;
  const bool is_number = kind == yaml::Kind::integer || kind == yaml::Kind::number;
  if (is_number && schema.number) visit_number(schema, where);
  if (where.value.is_string() && schema.string) visit_string(schema, where);
  if (where.value.is_sequence() && schema.array) visit_array(schema, where);
  if (where.value.is_mapping() && schema.object) visit_object(schema, where);
}

void Explainer::visit_number(const Subschema& schema, const Where& where) {
  const NumberKeywords& keywords = *schema.number;
  const std::optional<Decimal> number = Decimal::read(where.value.text);
  const auto outside = [&](std::string_view keyword, std::string_view bound) {
    std::string limit = spelled_limit(schema, keyword);
    // draft-04's exclusiveMinimum is a boolean beside the limit.
    if (limit.empty())
      limit = spelled_limit(schema,
                            keyword.ends_with("imum") && keyword.find("Min") != std::string::npos
                                ? "minimum"
                                : "maximum");
    add(schema, keyword, where,
        fmt::format("{} must be {} {}{}", subject(where), bound, limit, instead(where)));
  };
  if (keywords.minimum && (!number || *number < *keywords.minimum)) outside("minimum", "at least");
  if (keywords.exclusive_minimum && (!number || *number <= *keywords.exclusive_minimum)) {
    outside("exclusiveMinimum", "greater than");
  }
  if (keywords.maximum && (!number || *number > *keywords.maximum)) outside("maximum", "at most");
  if (keywords.exclusive_maximum && (!number || *number >= *keywords.exclusive_maximum)) {
    outside("exclusiveMaximum", "less than");
  }
  if (keywords.multiple_of &&
      (!number || !number->is_multiple_of(*keywords.multiple_of).value_or(true))) {
    outside("multipleOf", "a multiple of");
  }
}

void Explainer::visit_string(const Subschema& schema, const Where& where) {
  const StringKeywords& keywords = *schema.string;
  const std::size_t length = code_points(where.value.text);
  const std::string not_that = where.is_secret ? "" : fmt::format(", not {}", length);
  if (keywords.min_length && length < *keywords.min_length) {
    add(schema, "minLength", where,
        fmt::format("{} must have at least {}{}", subject(where),
                    counted(*keywords.min_length, "character"), not_that));
  }
  if (keywords.max_length && length > *keywords.max_length) {
    add(schema, "maxLength", where,
        fmt::format("{} must have at most {}{}", subject(where),
                    counted(*keywords.max_length, "character"), not_that));
  }
  if (keywords.pattern && !evaluator_.fits_pattern(*keywords.pattern, where.value.text)) {
    add(schema, "pattern", where,
        fmt::format("{} must match the pattern '{}'{}", subject(where),
                    printable(keywords.pattern->source()), instead(where)));
  }
  if (!evaluator_.fits_format(keywords, where.value)) {
    add(schema, "format", where,
        fmt::format("{} must be of the format '{}'{}", subject(where), printable(*keywords.format),
                    instead(where)));
  }
}

void Explainer::visit_array(const Subschema& schema, const Where& where) {
  const ArrayKeywords& keywords = *schema.array;
  const std::size_t size = where.value.items.size();
  if (keywords.min_items && size < *keywords.min_items) {
    add(schema, "minItems", where,
        fmt::format("{} must have at least {}, not {}", subject(where),
                    counted(*keywords.min_items, "item"), size));
  }
  if (keywords.max_items && size > *keywords.max_items) {
    add(schema, "maxItems", where,
        fmt::format("{} must have at most {}, not {}", subject(where),
                    counted(*keywords.max_items, "item"), size));
  }
  if (keywords.unique) {
    if (const auto twice = evaluator_.repeated(where.value)) {
      add(schema, "uniqueItems", {*where.value.items[twice->first], &where, {}, twice->first},
          fmt::format("{} must not repeat an item, but items {} and {} are equal", subject(where),
                      twice->second, twice->first));
    }
  }
  const std::string_view rest = keywords.items_is_additional ? "additionalItems" : "items";
  for (std::size_t i = 0; i < size && !is_full(); ++i) {
    if (i < keywords.prefix.size()) {
      visit(*keywords.prefix[i], {*where.value.items[i], &where, {}, i, false, where.is_secret});
    } else if (keywords.items != nullptr) {
      refuse_item(schema, rest, where, i, *keywords.items);
    }
  }
  visit_contains(schema, where);
}

void Explainer::visit_contains(const Subschema& schema, const Where& where) {
  const ArrayKeywords& keywords = *schema.array;
  if (keywords.contains == nullptr) return;
  const std::size_t count = evaluator_.contained(*keywords.contains, where.value);
  const std::size_t least = keywords.min_contains.value_or(1);
  const auto say = [&](std::string_view keyword, std::string_view bound, std::size_t limit) {
    add(schema, keyword, where,
        fmt::format("{} must have {} {} that {} '#{}', not {}", subject(where), bound,
                    counted(limit, "item"), limit == 1 ? "fits" : "fit",
                    printable(keywords.contains->pointer), count));
  };
  if (count < least) say(keywords.min_contains ? "minContains" : "contains", "at least", least);
  if (keywords.max_contains && count > *keywords.max_contains) {
    say("maxContains", "at most", *keywords.max_contains);
  }
}

}  // namespace dcr::schema
