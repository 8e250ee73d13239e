// SPDX-License-Identifier: Apache-2.0
#include "core/mods/values.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace dcr::mods {
namespace {

using nlohmann::ordered_json;
using yaml::Kind;
using yaml::Node;

constexpr const char* reference_key = "$object";

NodePointer scalar_node(Kind kind, std::string text) {
  auto node = std::make_shared<Node>();
  node->kind = kind;
  node->text = std::move(text);
  node->quoted = kind == Kind::string;
  return node;
}

ordered_json number_json(const Node& node) {
  if (const auto integer = node.as_integer()) return *integer;
  const auto number = node.as_number();
  // A larger integer would be rounded as a double, and nobody would know.
  if (node.kind == Kind::number && number && std::isfinite(*number)) return *number;
  return node.text;
}

}  // namespace

NodePointer text_node(std::string text) { return scalar_node(Kind::string, std::move(text)); }

NodePointer mapping_node(std::vector<std::pair<std::string, NodePointer>> entries) {
  auto node = std::make_shared<Node>();
  node->kind = Kind::mapping;
  for (auto& [key, value] : entries) node->entries.push_back({key, {}, std::move(value)});
  return node;
}

ordered_json to_json(const Node& node) {
  switch (node.kind) {
    case Kind::null: return nullptr;
    case Kind::boolean: return node.as_boolean().value_or(false);
    case Kind::integer:
    case Kind::number: return number_json(node);
    case Kind::string: return node.text;
    case Kind::sequence: break;
    case Kind::mapping: {
      auto out = ordered_json::object();
      // ordered_json looks for the key on each insertion: quadratic, so the keys go in as they are.
      auto& object = out.get_ref<ordered_json::object_t&>();
      for (const yaml::Entry& entry : node.entries) {
        object.push_back({entry.key, to_json(*entry.value)});
      }
      return out;
    }
  }
  auto out = ordered_json::array();
  for (const NodePointer& item : node.items) out.push_back(to_json(*item));
  return out;
}

NodePointer to_node(const ordered_json& value) {
  using Type = ordered_json::value_t;
  if (value.is_object()) {
    std::vector<std::pair<std::string, NodePointer>> entries;
    for (const auto& [key, item] : value.items()) entries.emplace_back(key, to_node(item));
    return mapping_node(std::move(entries));
  }
  if (value.is_array()) {
    auto node = std::make_shared<Node>();
    node->kind = Kind::sequence;
    for (const ordered_json& item : value) node->items.push_back(to_node(item));
    return node;
  }
  if (value.is_string()) return text_node(value.get<std::string>());
  if (value.is_boolean()) return scalar_node(Kind::boolean, value.dump());
  if (value.is_number_integer()) return scalar_node(Kind::integer, value.dump());
  if (value.type() == Type::number_float) return scalar_node(Kind::number, value.dump());
  return scalar_node(Kind::null, "");
}

const Node* unfit_number(const Node& node) {
  if (node.kind == Kind::integer || node.kind == Kind::number) {
    return number_json(node).is_string() ? &node : nullptr;
  }
  for (const NodePointer& item : node.items) {
    if (const Node* found = unfit_number(*item)) return found;
  }
  for (const yaml::Entry& entry : node.entries) {
    if (const Node* found = unfit_number(*entry.value)) return found;
  }
  return nullptr;
}

NodePointer object_reference(const std::string& key) {
  return mapping_node({{reference_key, text_node(key)}});
}

bool is_object_reference(const Node& node) {
  return node.is_mapping() && node.entries.size() == 1 && node.entries[0].key == reference_key;
}

std::string one_line(const Node& node) {
  return to_json(node).dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace dcr::mods
