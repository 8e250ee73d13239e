// SPDX-License-Identifier: Apache-2.0
// What keywords with schemas in them ask for, and the table of all readers.
#include "core/base/text.hpp"
#include "core/schema/compiler.hpp"
#include "core/schema/readers.hpp"
#include "core/schema/uri.hpp"

#include <fmt/format.h>

namespace dcr::schema {

const Subschema* Compiler::child(const Place& place, const yaml::Entry& entry,
                                 const yaml::Node& node, const std::string& below) {
  const std::string pointer = place.schema.pointer + pointer_part(entry.key) + below;
  // draft-04 has no boolean schemas, but these keywords take booleans.
  const bool is_boolean = node.kind == yaml::Kind::boolean;
  if (place.draft() == Draft::draft4 && is_boolean && below.empty() &&
      (entry.key == "additionalProperties" || entry.key == "additionalItems")) {
    Subschema& schema = storage_.subschemas.emplace_back();
    schema.pointer = pointer;
    schema.source = &node;
    schema.resource = &place.resource;
    schema.always = node.as_boolean();
    return &schema;
  }
  return subschema(node, pointer, place.resource, place.depth + 1);
}

const Subschema* Compiler::child(const Place& place, const yaml::Entry& entry) {
  return child(place, entry, *entry.value, "");
}

std::vector<const Subschema*> Compiler::children(const Place& place, const yaml::Entry& entry) {
  std::vector<const Subschema*> found;
  for (std::size_t i = 0; i < entry.value->items.size(); ++i) {
    found.push_back(child(place, entry, *entry.value->items[i], "/" + std::to_string(i)));
  }
  return found;
}

std::vector<Property> Compiler::named_children(const Place& place, const yaml::Entry& entry) {
  std::vector<Property> found;
  if (!takes(place, entry, yaml::Kind::mapping, "a mapping of schemas")) return found;
  for (const yaml::Entry& named : entry.value->entries) {
    found.push_back({named.key, child(place, entry, *named.value, pointer_part(named.key))});
  }
  return found;
}

void Compiler::read_items(const Place& place, const yaml::Entry& entry) {
  if (!entry.value->is_sequence()) {
    ArrayKeywords& keywords = part(place.schema.array);
    keywords.items = child(place, entry);
    keywords.items_is_additional = false;
  } else if (place.draft() == Draft::draft2020_12) {
    problem(place, entry, "'items' must be a schema, not a list",
            "since 2020-12 a list of schemas is 'prefixItems', and 'items' is for the rest");
  } else {
    std::vector<const Subschema*> prefix = children(place, entry);
    ArrayKeywords& keywords = part(place.schema.array);
    keywords.prefix = std::move(prefix);
    keywords.prefix_is_items = true;
  }
}

void Compiler::read_additional_items(const Place& place, const yaml::Entry& entry) {
  const Subschema* schema = child(place, entry);
  const yaml::Node* items = place.schema.source->find("items");
  // Beside one schema for all items, or none, it means nothing.
  if (items == nullptr || !items->is_sequence()) return;
  part(place.schema.array).items = schema;
  part(place.schema.array).items_is_additional = true;
}

void Compiler::read_prefix_items(const Place& place, const yaml::Entry& entry) {
  if (!takes(place, entry, yaml::Kind::sequence, "a list of schemas")) return;
  part(place.schema.array).prefix = children(place, entry);
}

void Compiler::read_properties(const Place& place, const yaml::Entry& entry) {
  std::vector<Property> found = named_children(place, entry);
  ObjectKeywords& keywords = part(place.schema.object);
  keywords.properties = std::move(found);
  for (const Property& property : keywords.properties) {
    keywords.by_name.emplace(property.name, property.schema);
  }
}

void Compiler::read_pattern_properties(const Place& place, const yaml::Entry& entry) {
  if (!takes(place, entry, yaml::Kind::mapping, "a mapping of schemas")) return;
  for (const yaml::Entry& named : entry.value->entries) {
    std::shared_ptr<const Pattern> compiled = pattern(place, entry, named.key, named.key_at);
    const Subschema* schema = child(place, entry, *named.value, pointer_part(named.key));
    part(place.schema.object).pattern_properties.push_back({std::move(compiled), schema});
  }
}

void Compiler::read_dependencies(const Place& place, const yaml::Entry& entry) {
  if (!takes(place, entry, yaml::Kind::mapping, "a mapping")) return;
  for (const yaml::Entry& named : entry.value->entries) {
    if (named.value->is_sequence()) {
      if (auto listed = names(place, entry, *named.value)) {
        part(place.schema.object).dependent_required.push_back({named.key, std::move(*listed)});
      }
      continue;
    }
    const Subschema* schema = child(place, entry, *named.value, pointer_part(named.key));
    part(place.schema.object).dependent_schemas.push_back({named.key, schema});
  }
  part(place.schema.object).is_dependencies = true;
}

void Compiler::read_dependent_required(const Place& place, const yaml::Entry& entry) {
  if (!takes(place, entry, yaml::Kind::mapping, "a mapping of lists")) return;
  for (const yaml::Entry& named : entry.value->entries) {
    if (!named.value->is_sequence()) {
      problem(place.schema, entry.key, named.value->at,
              fmt::format("'dependentRequired' must hold lists of names, not {}",
                          spelled(*named.value)));
    } else if (auto listed = names(place, entry, *named.value)) {
      part(place.schema.object).dependent_required.push_back({named.key, std::move(*listed)});
    }
  }
}

void Compiler::read_dependent_schemas(const Place& place, const yaml::Entry& entry) {
  std::vector<Property> found = named_children(place, entry);
  part(place.schema.object).dependent_schemas = std::move(found);
}

void Compiler::read_child(const Place& place, const yaml::Entry& entry) {
  const Subschema* schema = child(place, entry);
  const std::string_view key = entry.key;
  Subschema& owner = place.schema;
  if (key == "additionalProperties") part(owner.object).additional = schema;
  if (key == "propertyNames") part(owner.object).property_names = schema;
  if (key == "unevaluatedProperties") part(owner.object).unevaluated = schema;
  if (key == "unevaluatedItems") part(owner.array).unevaluated = schema;
  if (key == "contains") part(owner.array).contains = schema;
  if (key == "not") part(owner.logic).negated = schema;
  if (key == "if") part(owner.logic).condition = schema;
  if (owner.source->find("if") == nullptr) return;
  if (key == "then") part(owner.logic).consequence = schema;
  if (key == "else") part(owner.logic).alternative = schema;
}

void Compiler::read_branches(const Place& place, const yaml::Entry& entry) {
  if (!takes(place, entry, yaml::Kind::sequence, "a list of schemas")) return;
  if (entry.value->items.empty()) {
    problem(place, entry, fmt::format("'{}' must have a schema at least", entry.key));
    return;
  }
  std::vector<const Subschema*> found = children(place, entry);
  LogicKeywords& keywords = part(place.schema.logic);
  if (entry.key == "allOf") keywords.all_of = std::move(found);
  if (entry.key == "anyOf") keywords.any_of = std::move(found);
  if (entry.key == "oneOf") keywords.one_of = std::move(found);
}

void Compiler::read_definitions(const Place& place, const yaml::Entry& entry) {
  named_children(place, entry);
}

void Compiler::read_reference(const Place& place, const yaml::Entry& entry) {
  if (!takes(place, entry, yaml::Kind::string, "a string")) return;
  Reference reference;
  if (entry.key == "$dynamicRef") reference.kind = ReferenceKind::dynamic;
  if (entry.key == "$recursiveRef") {
    reference.kind = ReferenceKind::recursive;
    if (entry.value->text != "#") {
      problem(place, entry,
              fmt::format("'$recursiveRef' must be '#', not '{}'", printable(entry.value->text)));
      return;
    }
  }
  place.schema.references.push_back(reference);
  pending_.push_back({&place.schema, place.schema.references.size() - 1, &entry});
}

/// Identifiers, anchors and `$schema` are read before everything else.
void Compiler::read_nothing(const Place& /*place*/, const yaml::Entry& /*entry*/) {}

Compiler::Reader Compiler::reader_of(std::string_view keyword) {
  static const std::unordered_map<std::string_view, Reader> readers{
      {"$defs", &Compiler::read_definitions},
      {"$dynamicRef", &Compiler::read_reference},
      {"$recursiveRef", &Compiler::read_reference},
      {"$ref", &Compiler::read_reference},
      {"additionalItems", &Compiler::read_additional_items},
      {"additionalProperties", &Compiler::read_child},
      {"allOf", &Compiler::read_branches},
      {"anyOf", &Compiler::read_branches},
      {"const", &Compiler::read_const},
      {"contains", &Compiler::read_child},
      {"definitions", &Compiler::read_definitions},
      {"dependencies", &Compiler::read_dependencies},
      {"dependentRequired", &Compiler::read_dependent_required},
      {"dependentSchemas", &Compiler::read_dependent_schemas},
      {"else", &Compiler::read_child},
      {"enum", &Compiler::read_enum},
      {"exclusiveMaximum", &Compiler::read_exclusive_bound},
      {"exclusiveMinimum", &Compiler::read_exclusive_bound},
      {"format", &Compiler::read_format},
      {"if", &Compiler::read_child},
      {"items", &Compiler::read_items},
      {"maxContains", &Compiler::read_count},
      {"maxItems", &Compiler::read_count},
      {"maxLength", &Compiler::read_count},
      {"maxProperties", &Compiler::read_count},
      {"maximum", &Compiler::read_bound},
      {"minContains", &Compiler::read_count},
      {"minItems", &Compiler::read_count},
      {"minLength", &Compiler::read_count},
      {"minProperties", &Compiler::read_count},
      {"minimum", &Compiler::read_bound},
      {"multipleOf", &Compiler::read_multiple_of},
      {"not", &Compiler::read_child},
      {"oneOf", &Compiler::read_branches},
      {"pattern", &Compiler::read_pattern},
      {"patternProperties", &Compiler::read_pattern_properties},
      {"prefixItems", &Compiler::read_prefix_items},
      {"properties", &Compiler::read_properties},
      {"propertyNames", &Compiler::read_child},
      {"required", &Compiler::read_required},
      {"then", &Compiler::read_child},
      {"type", &Compiler::read_type},
      {"unevaluatedItems", &Compiler::read_child},
      {"unevaluatedProperties", &Compiler::read_child},
      {"uniqueItems", &Compiler::read_unique},
  };
  const auto found = readers.find(keyword);
  return found == readers.end() ? &Compiler::read_nothing : found->second;
}

}  // namespace dcr::schema
