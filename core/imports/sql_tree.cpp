// SPDX-License-Identifier: Apache-2.0
#include "core/imports/sql_tree.hpp"

#include "core/base/text.hpp"

namespace dcr::imports {

using yaml::Node;

const Node* of_kind(const Node* node, std::string_view kind) {
  return node == nullptr ? nullptr : node->find(kind);
}

std::string text_in(const Node& node, std::string_view key) {
  const Node* found = node.find(key);
  return found == nullptr ? std::string() : found->text;
}

std::size_t location_of(const Node& node) {
  const Node* found = node.find("location");
  const long long bytes = found == nullptr ? 0 : found->as_integer().value_or(0);
  return bytes > 0 ? static_cast<std::size_t>(bytes) : 0;
}

std::vector<std::string> strings_in(const Node* list) {
  std::vector<std::string> out;
  if (list == nullptr) return out;
  for (const auto& item : list->items) {
    if (const Node* text = of_kind(item.get(), "String")) out.push_back(text_in(*text, "sval"));
  }
  return out;
}

std::string table_name(const std::vector<std::string>& parts) {
  std::string out;
  const std::size_t first = parts.size() > 1 && parts[parts.size() - 2] == "public"
                                ? parts.size() - 1
                                : (parts.size() > 2 ? parts.size() - 2 : 0);
  for (std::size_t i = first; i < parts.size(); ++i) out = join_path(out, parts[i]);
  return out;
}

std::string relation_name(const Node& relation) {
  const std::string schema = text_in(relation, "schemaname");
  const std::string name = text_in(relation, "relname");
  return schema.empty() ? name : table_name({schema, name});
}

const Node* without_casts(const Node* node) {
  while (const Node* cast = of_kind(node, "TypeCast")) node = cast->find("arg");
  return node;
}

std::string column_in(const Node* node) {
  const Node* reference = of_kind(without_casts(node), "ColumnRef");
  if (reference == nullptr) return {};
  const std::vector<std::string> parts = strings_in(reference->find("fields"));
  return parts.empty() ? std::string() : parts.back();
}

std::set<std::string> columns_in(const Node* expression) {
  std::set<std::string> names;
  if (expression == nullptr) return names;
  const std::string own = column_in(expression);
  if (!own.empty()) return {own};
  for (const auto& item : expression->items) names.merge(columns_in(item.get()));
  for (const yaml::Entry& entry : expression->entries) names.merge(columns_in(entry.value.get()));
  return names;
}

std::optional<SqlConstant> constant_in(const Node* node) {
  node = without_casts(node);
  // A sign is an operator of its own.
  if (const Node* sign = of_kind(node, "A_Expr"); sign != nullptr && !sign->find("lexpr")) {
    const auto number = constant_in(sign->find("rexpr"));
    const bool minus = strings_in(sign->find("name")) == std::vector<std::string>{"-"};
    if (!minus || !number || number->is_text) return std::nullopt;
    return SqlConstant{"-" + number->text, false};
  }
  const Node* constant = of_kind(node, "A_Const");
  if (constant == nullptr || constant->find("isnull") != nullptr) return std::nullopt;
  if (const Node* text = constant->find("sval")) return SqlConstant{text_in(*text, "sval"), true};
  if (const Node* number = constant->find("fval")) return SqlConstant{text_in(*number, "fval")};
  if (const Node* number = constant->find("ival")) {
    const std::string digits = text_in(*number, "ival");
    return SqlConstant{digits.empty() ? "0" : digits};
  }
  if (const Node* truth = constant->find("boolval")) {
    const Node* value = truth->find("boolval");
    return SqlConstant{value != nullptr && value->as_boolean().value_or(false) ? "true" : "false"};
  }
  return std::nullopt;
}

}  // namespace dcr::imports
