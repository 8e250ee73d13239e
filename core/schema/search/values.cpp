// SPDX-License-Identifier: Apache-2.0
#include "core/schema/search/values.hpp"

#include "core/base/bug.hpp"
#include "core/schema/decimal.hpp"

namespace dcr::schema::search {

namespace {

Value scalar(yaml::Kind kind, std::string text, bool quoted = false) {
  auto node = std::make_shared<yaml::Node>();
  node->kind = kind;
  node->text = std::move(text);
  node->quoted = quoted;
  return node;
}

}  // namespace

Value null_value() { return scalar(yaml::Kind::null, "null"); }
Value boolean_value(bool value) { return scalar(yaml::Kind::boolean, value ? "true" : "false"); }

Value number_value(std::string text) {
  const bool is_integer = text.find_first_of(".eE") == std::string::npos;
  return scalar(is_integer ? yaml::Kind::integer : yaml::Kind::number, std::move(text));
}

Value string_value(std::string text) { return scalar(yaml::Kind::string, std::move(text), true); }

Value list_value(std::vector<Value> items) {
  auto node = std::make_shared<yaml::Node>();
  node->kind = yaml::Kind::sequence;
  node->items = std::move(items);
  return node;
}

Value mapping_value(std::vector<std::pair<std::string, Value>> members) {
  auto node = std::make_shared<yaml::Node>();
  node->kind = yaml::Kind::mapping;
  for (auto& [name, value] : members) node->entries.push_back({name, Span{}, std::move(value)});
  return node;
}

Kinds kinds_of(const TypeSet& types, Draft draft) {
  Kinds found = 0;
  const auto add = [&](Type type, Kinds kinds) { found |= types.has(type) ? kinds : 0U; };
  add(Type::null, bit(Kind::null));
  add(Type::boolean, bit(Kind::boolean));
  add(Type::integer, bit(Kind::integer) | (draft == Draft::draft4 ? 0U : bit(Kind::whole)));
  add(Type::number, bit(Kind::integer) | bit(Kind::whole) | bit(Kind::fraction));
  add(Type::string, bit(Kind::string));
  add(Type::array, bit(Kind::array));
  add(Type::object, bit(Kind::object));
  return found;
}

Kind kind_of(const yaml::Node& value) {
  switch (value.kind) {
    case yaml::Kind::null: return Kind::null;
    case yaml::Kind::boolean: return Kind::boolean;
    case yaml::Kind::integer: return Kind::integer;
    case yaml::Kind::string: return Kind::string;
    case yaml::Kind::sequence: return Kind::array;
    case yaml::Kind::mapping: return Kind::object;
    case yaml::Kind::number: break;
  }
  const std::optional<Decimal> number = Decimal::read(value.text);
  return number && number->is_integer() ? Kind::whole : Kind::fraction;
}

}  // namespace dcr::schema::search
