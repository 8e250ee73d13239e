// SPDX-License-Identifier: Apache-2.0
#include "core/schema/schema_view.hpp"

#include <algorithm>

namespace dcr::schema {

namespace {

using search::Kind;

bool is_null_only(const Subschema& schema) {
  return schema.types && search::kinds_of(*schema.types, schema.draft()) == search::bit(Kind::null);
}

void add_part(const Subschema& schema, const search::Targets& targets, SchemaView& view) {
  constexpr std::size_t most = 500;
  if (view.parts.size() > most ||
      std::find(view.parts.begin(), view.parts.end(), &schema) != view.parts.end()) {
    return;
  }
  view.parts.push_back(&schema);
  if (schema.always && !*schema.always) view.kinds = 0;
  if (schema.types) view.kinds &= search::kinds_of(*schema.types, schema.draft());
  if (view.enumerated == nullptr && (schema.enumeration || schema.constant)) {
    view.enumerated = &schema;
  }
  if (schema.object) {
    for (const Property& property : schema.object->properties) {
      if (view.properties.emplace(property.name, property.schema).second) {
        view.names.push_back(property.name);
      }
    }
    for (const std::string& name : schema.object->required) view.required.insert(name);
  }
  for (const Reference& reference : schema.references) {
    if (const Subschema* target = targets.of(reference)) add_part(*target, targets, view);
  }
  if (!schema.logic) return;
  for (const Subschema* one : schema.logic->all_of) add_part(*one, targets, view);
  for (const auto* branches : {&schema.logic->any_of, &schema.logic->one_of}) {
    const Subschema* value = optional_of(*branches);
    if (value == nullptr) continue;
    const search::Kinds around = view.kinds;
    view.kinds = search::every_kind;
    add_part(*value, targets, view);
    view.kinds = around & (view.kinds | search::bit(Kind::null));
  }
}

}  // namespace

const Subschema* optional_of(const std::vector<const Subschema*>& branches) {
  if (branches.size() != 2) return nullptr;
  if (is_null_only(*branches[1])) return branches[0];
  return is_null_only(*branches[0]) ? branches[1] : nullptr;
}

const Subschema* SchemaView::property(std::string_view name) const {
  const auto found = properties.find(name);
  return found == properties.end() ? nullptr : found->second;
}

SchemaView view_of(const Subschema& schema, const search::Targets& targets) {
  SchemaView view;
  view.place = &schema;
  add_part(schema, targets, view);
  return view;
}

const Subschema& owner_of(const SchemaView& view, std::string_view keyword) {
  for (const Subschema* part : view.parts) {
    if (part->source->find_entry(keyword) != nullptr) return *part;
  }
  return *view.parts.back();
}

const yaml::Entry* written(const SchemaView& view, std::string_view keyword) {
  return owner_of(view, keyword).source->find_entry(keyword);
}

}  // namespace dcr::schema
