// SPDX-License-Identifier: Apache-2.0
#include "core/schema/search/values.hpp"

#include "core/base/bug.hpp"
#include "core/schema/decimal.hpp"

namespace dcr::schema::search {

namespace {

constexpr std::size_t most_spellings = 64;

/// Up to draft-04 the spelling of a whole number decides its type.
Spellings number_spellings(const Value& value) {
  constexpr std::size_t most_digits = 400;
  Spellings found{{value}};
  const Kind kind = kind_of(*value);
  if (kind != Kind::integer && kind != Kind::whole) return found;
  const std::optional<Decimal> number = Decimal::read(value->text);
  const auto digits = number ? number->plain_integer(most_digits) : std::nullopt;
  found.are_all = digits.has_value();
  if (digits) found.values.push_back(number_value(*digits + (kind == Kind::integer ? ".0" : "")));
  return found;
}

std::size_t count_parts(const yaml::Node& value) {
  return value.items.size() + value.entries.size();
}

Value part_of(const yaml::Node& value, std::size_t index) {
  return value.is_sequence() ? value.items[index] : value.entries[index].value;
}

Value with_part(const yaml::Node& value, std::size_t index, const Value& part) {
  auto copy = std::make_shared<yaml::Node>(value);
  (copy->is_sequence() ? copy->items[index] : copy->entries[index].value) = part;
  return copy;
}

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

Spellings spellings_of(const Value& value) {
  if (value->is_scalar()) return number_spellings(value);
  // Every spelling of each part with every one of the others.
  Spellings found{{value}};
  for (std::size_t i = 0; i < count_parts(*value); ++i) {
    const Spellings part = spellings_of(part_of(*value, i));
    found.are_all = found.are_all && part.are_all;
    if (part.values.size() * found.values.size() > most_spellings) return {{value}, false};
    const std::vector<Value> begun = found.values;
    for (std::size_t j = 1; j < part.values.size(); ++j) {
      for (const Value& one : begun) found.values.push_back(with_part(*one, i, part.values[j]));
    }
  }
  return found;
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
