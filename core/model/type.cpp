// SPDX-License-Identifier: Apache-2.0
#include "core/model/type.hpp"

#include "core/base/bug.hpp"

#include <array>
#include <charconv>
#include <string_view>

namespace dcr {
namespace {

constexpr int most_digits = 1000;  // of a native decimal: the most any database keeps

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

std::optional<int> number(std::string_view text) {
  text = trimmed(text);
  int value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

/// The `(10,2)` of a decimal. As in SQL, no scale is scale 0.
std::optional<SizedType> sized_decimal(std::string_view parameters) {
  if (!parameters.starts_with('(') || !parameters.ends_with(')')) return std::nullopt;
  parameters = parameters.substr(1, parameters.size() - 2);
  const std::size_t comma = parameters.find(',');
  const std::optional<int> precision = number(parameters.substr(0, comma));
  const std::optional<int> scale =
      comma == std::string_view::npos ? 0 : number(parameters.substr(comma + 1));
  if (!precision || !scale) return std::nullopt;
  if (*precision < 1 || *precision > most_digits || *scale > *precision) return std::nullopt;
  SizedType type;
  type.family = TypeFamily::decimal;
  type.precision = precision;
  type.scale = scale;
  return type;
}

}  // namespace

std::string_view to_string(TypeFamily family) {
  switch (family) {
    case TypeFamily::unknown: return "unknown";
    case TypeFamily::string: return "string";
    case TypeFamily::integer: return "integer";
    case TypeFamily::number: return "number";
    case TypeFamily::decimal: return "decimal";
    case TypeFamily::boolean: return "boolean";
    case TypeFamily::timestamp: return "timestamp";
    case TypeFamily::date: return "date";
    case TypeFamily::time: return "time";
    case TypeFamily::interval: return "interval";
    case TypeFamily::json: return "json";
    case TypeFamily::bytes: return "bytes";
    case TypeFamily::uuid: return "uuid";
    case TypeFamily::array: return "array";
    case TypeFamily::object: return "object";
    case TypeFamily::map: return "map";
    case TypeFamily::vector: return "vector";
  }
  unreachable();
}

std::optional<SizedType> parse_native_type(std::string_view text) {
  constexpr auto native = std::to_array<TypeFamily>(
      {TypeFamily::string, TypeFamily::integer, TypeFamily::number, TypeFamily::boolean,
       TypeFamily::timestamp, TypeFamily::json, TypeFamily::date, TypeFamily::time,
       TypeFamily::decimal, TypeFamily::bytes, TypeFamily::uuid, TypeFamily::array,
       TypeFamily::object, TypeFamily::map});
  for (const TypeFamily family : native) {
    if (text != to_string(family)) continue;
    SizedType type;
    type.family = family;
    return type;
  }
  const std::string_view decimal = to_string(TypeFamily::decimal);
  if (!text.starts_with(decimal)) return std::nullopt;
  return sized_decimal(trimmed(text.substr(decimal.size())));
}

}  // namespace dcr
