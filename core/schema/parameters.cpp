// SPDX-License-Identifier: Apache-2.0
#include "core/schema/parameters.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

namespace dcr::schema {

namespace {

/// `schema` and what it refers to or is made of by allOf, nearest first, each once.
std::vector<const Subschema*> layers(const Subschema& schema) {
  std::vector<const Subschema*> found{&schema};
  std::set<const Subschema*> seen{&schema};
  for (std::size_t i = 0; i < found.size(); ++i) {
    const auto add = [&](const Subschema* layer) {
      if (seen.insert(layer).second) found.push_back(layer);
    };
    const Subschema& layer = *found[i];
    for (const Reference& reference : layer.references) add(reference.target);
    if (!layer.logic) continue;
    for (const Subschema* part : layer.logic->all_of) add(part);
  }
  return found;
}

/// The value of an annotation in the nearest layer that has it; null when none has.
std::shared_ptr<const yaml::Node> annotation(const std::vector<const Subschema*>& layers,
                                             std::string_view keyword) {
  for (const Subschema* layer : layers) {
    const yaml::Entry* entry = layer->source->find_entry(keyword);
    if (entry != nullptr) return entry->value;
  }
  return nullptr;
}

bool says(const std::vector<const Subschema*>& layers, std::string_view keyword) {
  const std::shared_ptr<const yaml::Node> mark = annotation(layers, keyword);
  return mark != nullptr && mark->as_boolean().value_or(false);
}

std::vector<std::string> type_names(const Subschema& schema, int depth) {
  constexpr auto all = std::to_array<std::pair<Type, std::string_view>>({
      {Type::string, "string"},
      {Type::integer, "integer"},
      {Type::number, "number"},
      {Type::boolean, "boolean"},
      {Type::array, "array"},
      {Type::object, "object"},
      {Type::null, "null"},
  });
  std::vector<std::string> names;
  const auto add = [&](std::string_view name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
  };
  for (const Subschema* layer : layers(schema)) {
    for (const auto& [type, name] : all) {
      if (layer->types && layer->types->has(type)) add(name);
    }
    if (!names.empty()) return names;
    if (!layer->logic || depth == 0) continue;
    for (const auto* branches : {&layer->logic->any_of, &layer->logic->one_of}) {
      for (const Subschema* branch : *branches) {
        for (const std::string& name : type_names(*branch, depth - 1)) add(name);
      }
    }
    if (!names.empty()) return names;
  }
  return names;
}

std::string type_text(const Subschema& schema) {
  constexpr int most_nested = 4;
  const std::vector<std::string> names = type_names(schema, most_nested);
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    out += i == 0 ? "" : (i + 1 == names.size() ? " or " : ", ");
    out += names[i];
  }
  return out.empty() ? "any" : out;
}

Parameter parameter(const Property& property) {
  const std::vector<const Subschema*> all = layers(*property.schema);
  Parameter found;
  found.name = property.name;
  found.type = type_text(*property.schema);
  found.default_value = annotation(all, "default");
  for (const Subschema* layer : all) {
    const Values* values = layer->constant ? layer->constant.get() : layer->enumeration.get();
    if (values == nullptr) continue;
    found.allowed = values->nodes;
    break;
  }
  const std::shared_ptr<const yaml::Node> description = annotation(all, "description");
  if (description != nullptr && description->is_string()) found.description = description->text;
  found.secret = says(all, "secret") || says(all, "writeOnly");
  return found;
}

}  // namespace

std::vector<Parameter> parameters(const Schema& schema) {
  std::vector<Parameter> found;
  const std::vector<const Subschema*> all = layers(schema.root());
  std::set<std::string_view> names;
  std::set<std::string_view> required;
  for (const Subschema* layer : all) {
    if (!layer->object) continue;
    required.insert(layer->object->required.begin(), layer->object->required.end());
    for (const Property& property : layer->object->properties) {
      if (names.insert(property.name).second) found.push_back(parameter(property));
    }
  }
  for (Parameter& one : found) one.required = required.contains(one.name);
  return found;
}

}  // namespace dcr::schema
