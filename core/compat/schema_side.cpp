// SPDX-License-Identifier: Apache-2.0
#include "core/compat/schema_side.hpp"

#include "core/compat/schema_text.hpp"

#include <algorithm>

namespace dcr {
namespace {

/// The schema a `$ref` leads to; null where it leads out of the document or nowhere.
const yaml::Node* target(const yaml::Node& root, std::string_view pointer) {
  if (!pointer.starts_with('#')) return nullptr;
  pointer.remove_prefix(1);
  const yaml::Node* node = &root;
  while (!pointer.empty() && node != nullptr) {
    if (pointer.front() != '/') return nullptr;
    pointer.remove_prefix(1);
    const auto end = std::min(pointer.find('/'), pointer.size());
    std::string key;
    for (std::size_t i = 0; i < end; ++i) {
      const bool escape = pointer[i] == '~' && i + 1 < end;
      key += !escape ? pointer[i] : pointer[i + 1] == '1' ? '/' : '~';
      if (escape) ++i;
    }
    pointer.remove_prefix(end);
    node = node->find(key);
  }
  return node;
}

}  // namespace

bool says_ref(const yaml::Node& node) {
  if (node.find("$ref") != nullptr) return true;
  return std::ranges::any_of(node.entries,
                             [](const auto& entry) { return says_ref(*entry.value); }) ||
         std::ranges::any_of(node.items, [](const auto& item) { return says_ref(*item); });
}

Span place(const SchemaSide& side, std::string_view keyword) {
  const yaml::Entry* entry = side.schema == nullptr ? nullptr : side.schema->find_entry(keyword);
  return entry == nullptr ? side.at : entry->key_at;
}
const yaml::Node* value(const SchemaSide& side, std::string_view keyword) {
  return side.schema == nullptr ? nullptr : side.schema->find(keyword);
}

bool resolve(SchemaSide& side) {
  for (int hops = 0; side.schema != nullptr && side.schema->find("$ref") != nullptr; ++hops) {
    const bool alone = std::ranges::all_of(side.schema->entries, [](const yaml::Entry& entry) {
      return entry.key == "$ref" || entry.key == "$defs" || entry.key == "definitions" ||
             is_annotation(entry.key);
    });
    const yaml::Node* reference = side.schema->find("$ref");
    const yaml::Node* next = target(*side.root, reference->text);
    if (!alone || next == nullptr || hops > deepest_schema) return false;
    side.schema = next;
  }
  return true;
}

std::set<std::string> types(const SchemaSide& side) {
  const std::set<std::string> all{"array",  "boolean", "integer", "null",
                                  "number", "object",  "string"};
  const yaml::Node* type = value(side, "type");
  if (type == nullptr) return all;
  std::set<std::string> out;
  if (type->is_string()) out.insert(type->text);
  for (const auto& item : type->items) out.insert(item->text);
  if (out.contains("number")) out.insert("integer");
  return out;
}

std::optional<std::set<std::string>> listed(const SchemaSide& side) {
  std::optional<std::set<std::string>> out;
  if (const yaml::Node* only = value(side, "const")) out = {value_text(*only)};
  const yaml::Node* list = value(side, "enum");
  if (list == nullptr) return out;
  std::set<std::string> values;
  for (const auto& item : list->items) {
    const std::string text = value_text(*item);
    if (!out || out->contains(text)) values.insert(text);
  }
  return values;
}

std::set<std::string> required(const SchemaSide& side) {
  std::set<std::string> names;
  if (const yaml::Node* list = value(side, "required")) {
    for (const auto& item : list->items) names.insert(item->text);
  }
  return names;
}

}  // namespace dcr
