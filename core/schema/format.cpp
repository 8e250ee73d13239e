// SPDX-License-Identifier: Apache-2.0
#include "core/schema/format.hpp"

#include "core/schema/pattern.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace dcr::schema {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Whether `text` has the shape of `shape`, where 9 stands for a digit and x for a hexadecimal one.
bool has_shape(std::string_view text, std::string_view shape) {
  return std::equal(text.begin(), text.end(), shape.begin(), shape.end(), [](char c, char wanted) {
    if (wanted == '9') return is_digit(c);
    if (wanted == 'x') return is_hex(c);
    return c == wanted;
  });
}

int two_digits(std::string_view text, std::size_t at) {
  return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

bool is_date(std::string_view text) {
  if (!has_shape(text, "9999-99-99")) return false;
  const int year = two_digits(text, 0) * 100 + two_digits(text, 2);
  const int month = two_digits(text, 5);
  const int day = two_digits(text, 8);
  if (month < 1 || month > 12 || day < 1) return false;
  const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  constexpr auto lengths = std::to_array({31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31});
  return day <= lengths[static_cast<std::size_t>(month - 1)] + (month == 2 && is_leap ? 1 : 0);
}

/// RFC 3339's full-time: "23:59:60Z", "08:30:06.28+02:00".
bool is_time(std::string_view text) {
  if (!has_shape(text.substr(0, 8), "99:99:99")) return false;
  const int minutes = two_digits(text, 0) * 60 + two_digits(text, 3);
  if (two_digits(text, 0) > 23 || two_digits(text, 3) > 59 || two_digits(text, 6) > 60) {
    return false;
  }
  const bool is_leap = two_digits(text, 6) == 60;
  text.remove_prefix(8);
  if (text.starts_with('.')) {
    const auto* const end = std::find_if_not(text.begin() + 1, text.end(), is_digit);
    if (end == text.begin() + 1) return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.begin()));
  }
  int offset = 0;
  if (text != "Z" && text != "z") {
    const bool has_zone = has_shape(text, "+99:99") || has_shape(text, "-99:99");
    if (!has_zone || two_digits(text, 1) > 23 || two_digits(text, 4) > 59) return false;
    offset = (two_digits(text, 1) * 60 + two_digits(text, 4)) * (text.front() == '-' ? -1 : 1);
  }
  // A leap second is the last one of a day in UTC.
  constexpr int day = 24 * 60;
  return !is_leap || ((minutes - offset) % day + day) % day == day - 1;
}

bool is_date_time(std::string_view text) {
  return text.size() > 11 && (text[10] == 'T' || text[10] == 't') && is_date(text.substr(0, 10)) &&
         is_time(text.substr(11));
}

bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(),
                     [](char c) { return is_digit(c) || is_letter(c) || c == '-'; });
}

bool is_hostname(std::string_view text) {
  if (text.empty() || text.size() > 253) return false;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('.', begin), text.size());
    if (!is_label(text.substr(begin, end - begin))) return false;
    begin = end + 1;
  }
  return true;
}

bool is_address(std::string_view text, int family) {
  std::array<unsigned char, 16> bytes{};
  const bool has_nul = text.find('\0') != std::string_view::npos;
  return !has_nul && inet_pton(family, std::string(text).c_str(), bytes.data()) == 1;
}

bool is_ipv4(std::string_view text) { return is_address(text, AF_INET); }
bool is_ipv6(std::string_view text) { return is_address(text, AF_INET6); }

bool is_email(std::string_view text) {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos || at == 0) return false;
  const std::string_view local = text.substr(0, at);
  const std::string_view domain = text.substr(at + 1);
  const bool is_literal = domain.starts_with('[') && domain.ends_with(']');
  const bool is_quoted = local.size() > 1 && local.front() == '"' && local.back() == '"';
  if (!is_literal && !is_hostname(domain)) return false;
  if (is_quoted) return true;
  const bool has_dots =
      local.front() == '.' || local.back() == '.' || local.find("..") != std::string_view::npos;
  return !has_dots && std::all_of(local.begin(), local.end(), [](char c) {
    return is_digit(c) || is_letter(c) ||
           std::string_view(".!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
  });
}

bool is_uuid(std::string_view text) {
  return has_shape(text, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx");
}

/// The characters RFC 3986 allows, and only whole escapes.
bool is_uri_reference(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_escape = text[i] == '%' && has_shape(text.substr(i, 3), "%xx");
    const bool is_plain =
        is_digit(text[i]) || is_letter(text[i]) ||
        std::string_view("-._~:/?#[]@!$&'()*+,;=").find(text[i]) != std::string_view::npos;
    if (!is_escape && !is_plain) return false;
  }
  return std::count(text.begin(), text.end(), '#') <= 1;
}

bool is_uri(std::string_view text) {
  const auto* const end = std::find_if_not(text.begin(), text.end(), [](char c) {
    return is_digit(c) || is_letter(c) || c == '+' || c == '-' || c == '.';
  });
  return end != text.begin() && end != text.end() && *end == ':' && is_letter(text.front()) &&
         is_uri_reference(text);
}

bool is_json_pointer(std::string_view text) {
  if (text.empty()) return true;
  if (text.front() != '/') return false;
  for (std::size_t i = text.find('~'); i != std::string_view::npos; i = text.find('~', i + 1)) {
    if (i + 1 == text.size() || (text[i + 1] != '0' && text[i + 1] != '1')) return false;
  }
  return true;
}

bool is_regex(std::string_view text) { return Pattern::compile(text).pattern != nullptr; }

using Test = bool (*)(std::string_view);

constexpr auto formats = std::to_array<std::pair<std::string_view, Test>>({
    {"date", is_date},
    {"date-time", is_date_time},
    {"email", is_email},
    {"hostname", is_hostname},
    {"ipv4", is_ipv4},
    {"ipv6", is_ipv6},
    {"json-pointer", is_json_pointer},
    {"regex", is_regex},
    {"time", is_time},
    {"uri", is_uri},
    {"uri-reference", is_uri_reference},
    {"uuid", is_uuid},
});

Test test_of(std::string_view format) {
  const auto* const found = std::find_if(formats.begin(), formats.end(),
                                         [&](const auto& known) { return known.first == format; });
  return found == formats.end() ? nullptr : found->second;
}

}  // namespace

bool knows_format(std::string_view format) { return test_of(format) != nullptr; }

bool has_format(std::string_view text, std::string_view format) {
  const Test test = test_of(format);
  return test == nullptr || test(text);
}

}  // namespace dcr::schema
