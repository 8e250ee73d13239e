// SPDX-License-Identifier: Apache-2.0
#include "core/formats/odcs_values.hpp"

#include "core/formats/canonical.hpp"

#include <algorithm>
#include <string>

namespace dcr::formats {

namespace {

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'; }
bool is_letter_or_digit(char c) { return is_letter(c) || (c >= '0' && c <= '9'); }
bool is_id(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](char c) { return is_letter_or_digit(c) || c == '-'; });
}
bool is_identifier(std::string_view text) {
  return !text.empty() && is_letter(text.front()) && std::ranges::all_of(text, is_letter_or_digit);
}

/// `orders.id`; from 3.2 on `orders.address.city` too.
bool is_short_reference(std::string_view text, int version) {
  const std::vector<std::string_view> parts = split_at(text, '.');
  return parts.size() > 1 && (parts.size() == 2 || version >= 32) &&
         std::ranges::all_of(parts, is_identifier);
}

/// `schema/orders/properties/id`, perhaps with `file.yaml#` or an address before it.
bool is_full_reference(std::string_view text) {
  if (const std::size_t hash = text.find('#'); hash != std::string_view::npos) {
    std::string_view file = text.substr(0, hash);
    for (const std::string_view scheme : {"https://", "http://"}) {
      if (!file.starts_with(scheme)) continue;
      file.remove_prefix(scheme.size());
      break;
    }
    const bool named = file.size() > std::string_view(".yaml").size() && file.ends_with(".yaml") &&
                       std::ranges::all_of(file, [](char c) {
                         return is_letter_or_digit(c) || c == '.' || c == '-' || c == '/';
                       });
    if (!named) return false;
    text.remove_prefix(hash + 1);
  }
  if (text.starts_with('/')) text.remove_prefix(1);
  const std::vector<std::string_view> parts = split_at(text, '/');
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i % 2 == 0 ? !is_identifier(parts[i]) : !is_id(parts[i])) return false;
  }
  return parts.size() % 2 == 0;
}

bool is_number(const yaml::Node& node) {
  return node.kind == yaml::Kind::integer || node.kind == yaml::Kind::number;
}

/// To a JSON Schema 1.0 is an integer too.
bool is_integer(const yaml::Node& node) {
  if (node.kind == yaml::Kind::integer) return true;
  const std::string text = node.kind == yaml::Kind::number ? number_text(node) : std::string();
  return !text.empty() && text.find_first_not_of("-0123456789") == std::string::npos;
}

/// `v2.2.2`, and whatever follows.
bool is_api_version(std::string_view text) {
  if (!text.starts_with('v')) return false;
  text.remove_prefix(1);
  const std::vector<std::string_view> parts = split_at(text, '.');
  const auto leading_digits = [](std::string_view part) {
    return std::min(part.find_first_not_of("0123456789"), part.size());
  };
  return parts.size() >= 3 && leading_digits(parts[0]) == parts[0].size() &&
         leading_digits(parts[1]) == parts[1].size() && !parts[0].empty() && !parts[1].empty() &&
         leading_digits(parts[2]) > 0;
}

}  // namespace

std::vector<std::string_view> split_at(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(at);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string_view odcs_value_fault(const yaml::Node& value, std::string_view wanted) {
  const auto unless = [](bool fits, std::string_view name) {
    return fits ? std::string_view() : name;
  };
  const double number = value.as_number().value_or(0);
  if (wanted == "text") return unless(value.is_string(), "a string");
  if (wanted == "number") return unless(is_number(value), "a number");
  if (wanted == "integer") return unless(is_integer(value), "an integer");
  if (wanted == "count") {
    return unless(is_integer(value) && number >= 0, "a whole number from 0 up");
  }
  if (wanted == "positive") return unless(is_number(value) && number > 0, "a number above 0");
  if (wanted == "boolean") return unless(value.kind == yaml::Kind::boolean, "true or false");
  if (wanted == "text or number") {
    return unless(value.is_string() || is_number(value), "a string or a number");
  }
  if (wanted == "scalar") return unless(value.is_scalar(), "a single value");
  if (wanted == "mapping") return unless(value.is_mapping(), "a mapping");
  if (wanted == "api version") {
    return unless(value.is_string() && is_api_version(value.text), "written like v2.2.2");
  }
  if (wanted == "id") {
    return unless(value.is_string() && is_id(value.text), "letters, digits, '-' and '_'");
  }
  return {};
}

bool is_odcs_reference(std::string_view text, int version) {
  return is_short_reference(text, version) || is_full_reference(text);
}

}  // namespace dcr::formats
