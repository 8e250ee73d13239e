// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/core_schema.hpp"

#include <algorithm>
#include <array>

namespace dcr::yaml {

namespace {

template <std::size_t size>
bool is_one_of(std::string_view text, const std::array<std::string_view, size>& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

constexpr std::array<std::string_view, 5> nulls{"", "~", "null", "Null", "NULL"};
constexpr std::array<std::string_view, 6> booleans{"true",  "True",  "TRUE",
                                                   "false", "False", "FALSE"};
constexpr std::array<std::string_view, 3> infinities{".inf", ".Inf", ".INF"};
constexpr std::array<std::string_view, 3> nans{".nan", ".NaN", ".NAN"};

constexpr std::string_view decimal = "0123456789";

/// Drops the leading characters of `text` that are in `set`, and says how many there were.
std::size_t drop(std::string_view& text, std::string_view set) {
  const std::size_t count = std::min(text.find_first_not_of(set), text.size());
  text.remove_prefix(count);
  return count;
}

void drop_sign(std::string_view& text) {
  if (!text.empty() && (text.front() == '+' || text.front() == '-')) text.remove_prefix(1);
}

bool is_integer(std::string_view text) {
  const std::string_view prefix = text.substr(0, 2);
  if (prefix == "0x" || prefix == "0o") {
    text.remove_prefix(2);
    const std::string_view digits = prefix == "0x" ? "0123456789abcdefABCDEF" : "01234567";
    return drop(text, digits) > 0 && text.empty();
  }
  drop_sign(text);
  return drop(text, decimal) > 0 && text.empty();
}

bool is_number(std::string_view text) {
  if (is_one_of(text, nans)) return true;
  drop_sign(text);
  if (is_one_of(text, infinities)) return true;
  std::size_t digits = drop(text, decimal);
  if (!text.empty() && text.front() == '.') {
    text.remove_prefix(1);
    digits += drop(text, decimal);
  }
  if (digits == 0) return false;
  if (text.empty()) return true;
  if (text.front() != 'e' && text.front() != 'E') return false;
  text.remove_prefix(1);
  drop_sign(text);
  return drop(text, decimal) > 0 && text.empty();
}

}  // namespace

Kind kind_of_plain(std::string_view text) {
  if (is_one_of(text, nulls)) return Kind::null;
  if (is_one_of(text, booleans)) return Kind::boolean;
  if (is_integer(text)) return Kind::integer;
  if (is_number(text)) return Kind::number;
  return Kind::string;
}

}  // namespace dcr::yaml
