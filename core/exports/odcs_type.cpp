// SPDX-License-Identifier: Apache-2.0
#include "core/exports/odcs_type.hpp"

#include "core/exports/native_type.hpp"
#include "core/exports/values.hpp"
#include "core/yaml/render.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace dcr::exports {
namespace {

using yaml::add_entry;
using yaml::string_value;

/// The two words a property says its type with; empty for a word it does not say.
struct Words {
  std::string_view logical;
  std::string physical;
};

std::string digits(const SizedType& type) {
  if (!type.precision) return "decimal";
  return fmt::format("decimal({},{})", *type.precision, type.scale.value_or(0));
}

std::string with_length(const SizedType& type, std::string_view plain, std::string_view sized) {
  return type.length ? fmt::format("{}({})", sized, *type.length) : std::string(plain);
}

std::string moment(const SizedType& type) {
  const std::string name(to_string(type.family));
  const std::string base = type.precision ? fmt::format("{}({})", name, *type.precision) : name;
  if (type.word == "zoned") return base + " with time zone";
  if (type.word == "unzoned") return base + " without time zone";
  if (type.word == "local") return base + " with local time zone";
  return type.precision ? base : std::string();
}

std::string inside(std::string_view name, const SizedType& type) {
  return type.word.empty() ? std::string(name) : fmt::format("{}<{}>", name, type.word);
}

/// ODCS 3.1 has no logical type for decimals, UUIDs, bytes, maps, JSON, intervals and vectors: the
/// physical type tells them apart, and of the last three nothing but the physical type is true.
Words words_of(const SizedType& type) {
  switch (type.family) {
    case TypeFamily::string: return {"string", with_length(type, "", "varchar")};
    case TypeFamily::integer: return {"integer", ""};
    case TypeFamily::number: return {"number", ""};
    case TypeFamily::decimal: return {"number", type.word == "big" ? "bignumeric" : digits(type)};
    case TypeFamily::boolean: return {"boolean", ""};
    case TypeFamily::timestamp: return {"timestamp", moment(type)};
    case TypeFamily::date: return {"date", ""};
    case TypeFamily::time: return {"time", moment(type)};
    case TypeFamily::bytes: return {"string", with_length(type, "bytes", "varbinary")};
    case TypeFamily::uuid: return {"string", "uuid"};
    case TypeFamily::array: return {"array", ""};
    case TypeFamily::object: return {"object", ""};
    case TypeFamily::map: return {"object", inside("map", type)};
    case TypeFamily::json: return {"", "json"};
    case TypeFamily::interval: return {"", "interval"};
    case TypeFamily::vector: return {"", with_length(type, "vector", "vector")};
    case TypeFamily::unknown: return {"", type.word};
  }
  return {};
}

std::string spelling_of_width(const SizedType& type) {
  const bool is_unsigned = type.word == "unsigned";
  const int bits = *type.bits;
  if (type.family == TypeFamily::number)
    return bits == 32 || bits == 64 ? fmt::format("f{}", bits) : "";
  const bool known = bits == 8 || bits == 16 || bits == 32 || bits == 64 || bits == 128;
  return known ? fmt::format("{}{}", is_unsigned ? 'u' : 'i', bits) : "";
}

struct OptionName {
  std::string_view constraint;
  std::string_view option;
  std::string_view types;  ///< the logical types whose options have it
};

/// Source: the conditions on logicalTypeOptions in odcs-json-schema-v3.1.0.
constexpr auto options = std::to_array<OptionName>({
    {"pattern", "pattern", "string"},
    {"format", "format", "string date timestamp time"},
    {"min_length", "minLength", "string"},
    {"max_length", "maxLength", "string"},
    {"minimum", "minimum", "integer number date timestamp time"},
    {"maximum", "maximum", "integer number date timestamp time"},
    {"exclusive_minimum", "exclusiveMinimum", "integer number date timestamp time"},
    {"exclusive_maximum", "exclusiveMaximum", "integer number date timestamp time"},
    {"multiple_of", "multipleOf", "integer number"},
    {"min_items", "minItems", "array"},
    {"max_items", "maxItems", "array"},
    {"unique_items", "uniqueItems", "array"},
    {"min_properties", "minProperties", "object"},
    {"max_properties", "maxProperties", "object"},
});

bool has_word(std::string_view words, std::string_view word) {
  if (word.empty()) return false;
  for (std::size_t at = words.find(word); at != std::string_view::npos;
       at = words.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' ')) {
      return true;
    }
  }
  return false;
}

bool is_moment(std::string_view logical) {
  return logical == "date" || logical == "timestamp" || logical == "time";
}

std::optional<yaml::Node> option_value(const OptionName& option, std::string_view logical,
                                       const std::string& value) {
  if (!has_word(option.types, logical)) return std::nullopt;
  if (option.constraint == "unique_items") return boolean_value(value == "true");
  if (option.constraint == "pattern" || option.constraint == "format" || is_moment(logical)) {
    return string_value(value, is_moment(logical));
  }
  auto number = number_value(value);
  const bool count = option.constraint.find("length") != std::string_view::npos ||
                     option.constraint.find("items") != std::string_view::npos ||
                     option.constraint.find("properties") != std::string_view::npos;
  if (number && count && number->as_integer().value_or(-1) < 0) return std::nullopt;
  if (number && option.constraint == "multiple_of" && *number->as_number() <= 0) {
    return std::nullopt;
  }
  return number;
}

void add_options(yaml::Node& node, const Field& field, std::string_view logical,
                 const std::string& path, Losses& losses) {
  yaml::Node mapping = empty_mapping();
  const SizedType& type = field.type.value.logical;
  const bool says_width = type.bits && field.type.value.logical_stated;
  if (says_width && (logical == "integer" || logical == "number")) {
    if (const std::string width = spelling_of_width(type); !width.empty()) {
      add_entry(mapping, "format", string_value(width));
    } else {
      losses.add(path, fmt::format("the {} bits of its type", *type.bits));
    }
  }
  for (const OptionName& option : options) {
    const auto found = field.constraints.find(std::string(option.constraint));
    if (found == field.constraints.end()) continue;
    if (auto value = option_value(option, logical, found->second.value)) {
      add_entry(mapping, option.option, *std::move(value));
    } else {
      losses.add_constraint(path, option.constraint, found->second);
    }
  }
  for (const std::string_view key : {"timezone", "defaultTimezone"}) {
    const auto found = field.other.find(fmt::format("logicalTypeOptions.{}", key));
    if (found == field.other.end() || (logical != "timestamp" && logical != "time")) continue;
    add_entry(mapping, key,
              key == "timezone" ? plain_value(found->second) : string_value(found->second));
  }
  if (!mapping.entries.empty()) add_entry(node, "logicalTypeOptions", std::move(mapping));
}

/// As the document spells it: of "number (decimal(10,2))" what stands in the brackets.
std::string physical_spelling(const FieldType& type) {
  if (!type.logical_stated) return type.spelled;
  const std::size_t open = type.spelled.find(" (");
  if (open == std::string::npos || !type.spelled.ends_with(')')) return type.spelled;
  std::string stored = type.spelled.substr(open + 2, type.spelled.size() - open - 3);
  return parse_physical_type(stored) == *type.physical ? stored : type.spelled;
}

}  // namespace

void add_odcs_type(yaml::Node& node, const Field& field, const std::string& path, Losses& losses) {
  const FieldType& type = field.type.value;
  SizedType meaning = type.logical;
  if (meaning.family == TypeFamily::unknown) meaning = meaning_of(field);
  Words words = words_of(meaning);
  if (type.physical) {
    words.physical = physical_spelling(type);
    if (!type.logical_stated) words.logical = words_of(*type.physical).logical;
  }
  if (meaning.family == TypeFamily::unknown && meaning.word.empty() && !type.physical) {
    losses.add(path, "a field without a type: its logicalType is left out");
  }
  if (!words.logical.empty()) add_entry(node, "logicalType", string_value(words.logical));
  if (!words.physical.empty()) add_entry(node, "physicalType", string_value(words.physical));
  add_options(node, field, words.logical, path, losses);
}

}  // namespace dcr::exports
