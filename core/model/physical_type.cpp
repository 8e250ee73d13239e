// SPDX-License-Identifier: Apache-2.0
#include "core/model/type.hpp"
#include "core/model/type_spellings.hpp"

#include <algorithm>
#include <charconv>
#include <span>
#include <utility>
#include <vector>

// A spelling is lowered and its blanks are folded; then it is cut into words, parameters and
// modifiers: `BIGINT(20) UNSIGNED` is "bigint", {20}, "unsigned". The words are looked up in the
// tables of type_spellings.cpp.
namespace dcr {
namespace {

using enum TypeFamily;

/// Snowflake's longest text and bytes: what it shows for a type without a length.
constexpr int unlimited_text = 16'777'216;
constexpr int unlimited_bytes = 8'388'608;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_punctuation(char c) {
  return std::string_view("()<>[],:").find(c) != std::string_view::npos;
}

/// Lowered, one blank between words, none beside punctuation.
std::string folded(std::string_view text) {
  std::string result;
  bool blank = false;
  for (char c : text) {
    if (is_blank(c)) {
      blank = true;
      continue;
    }
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    const bool joins = result.empty() || is_punctuation(c) || is_punctuation(result.back());
    // What follows a closing bracket is a word of its own: `timestamp(6) with time zone`.
    const bool follows = !result.empty() && (result.back() == ')' || result.back() == '>');
    if (blank && (!joins || (follows && !is_punctuation(c)))) result += ' ';
    blank = false;
    result += c;
  }
  return result;
}

/// Takes `tail` off the end of `words`, if it is there as words of its own.
bool take_tail(std::string& words, std::string_view tail) {
  if (words.size() <= tail.size() || !words.ends_with(tail)) return false;
  if (words[words.size() - tail.size() - 1] != ' ') return false;
  words.resize(words.size() - tail.size() - 1);
  return true;
}

/// A spelling in its parts: the words outside brackets, and what the first brackets hold.
struct Parts {
  std::string words;
  std::string inside;
  bool whole = true;  ///< false when brackets do not match or follow each other
};

Parts parted(std::string_view text) {
  const std::size_t open = text.find_first_of("(<[");
  if (open == std::string_view::npos) return {std::string(text), {}, true};
  int depth = 0;
  std::size_t close = open;
  for (; close < text.size(); ++close) {
    if (std::string_view("(<[").find(text[close]) != std::string_view::npos) ++depth;
    if (std::string_view(")>]").find(text[close]) != std::string_view::npos) --depth;
    if (depth == 0) break;
  }
  if (close == text.size()) return {std::string(text), {}, false};
  Parts parts{std::string(text.substr(0, open)),
              std::string(text.substr(open + 1, close - open - 1)), true};
  const std::string_view tail = text.substr(close + 1);
  parts.whole = tail.find_first_of("()<>[]") == std::string_view::npos;
  parts.words += tail;
  return parts;
}

/// The numbers of `10,2` and `20 char`; empty for `max`, `*` and what fits no size.
std::vector<std::optional<int>> parameters(std::string_view inside) {
  std::vector<std::optional<int>> sizes;
  while (!inside.empty()) {
    const std::size_t comma = std::min(inside.find(','), inside.size());
    std::string_view part = inside.substr(0, comma);
    inside.remove_prefix(std::min(comma + 1, inside.size()));
    for (const std::string_view unit : {" char", " byte", " bytes"}) {
      if (part.ends_with(unit)) part.remove_suffix(unit.size());
    }
    int value = 0;
    const auto [end, fault] = std::from_chars(part.data(), part.data() + part.size(), value);
    const bool read = fault == std::errc() && end == part.data() + part.size() && !part.empty();
    sizes.push_back(read ? std::optional<int>(value) : std::nullopt);
  }
  return sizes;
}

std::optional<int> length_from(std::span<const std::optional<int>> sizes, int fallback,
                               int unlimited) {
  if (sizes.empty()) return fallback > 0 ? std::optional<int>(fallback) : std::nullopt;
  if (!sizes[0] || *sizes[0] <= 0 || *sizes[0] >= unlimited) return std::nullopt;
  return sizes[0];
}

void size_decimal(SizedType& type, std::span<const std::optional<int>> sizes) {
  if (sizes.empty()) return;
  type.precision = sizes[0];
  if (sizes.size() > 1) {
    type.scale = sizes[1];
  } else if (type.precision) {
    type.scale = 0;
  }
}

void size_float(SizedType& type, std::span<const std::optional<int>> sizes) {
  // FLOAT(24) counts bits of the mantissa; FLOAT(7,4), of MySQL, says nothing about them.
  if (sizes.size() == 1 && sizes[0]) type.bits = *sizes[0] <= 24 ? 32 : 64;
}

/// vector(3) of pgvector, VECTOR(FLOAT, 3) of Snowflake.
void size_vector(SizedType& type, std::span<const std::optional<int>> sizes) {
  const bool said = !sizes.empty() && sizes.back() && *sizes.back() > 0;
  if (said) type.length = sizes.back();
}

/// A type of `spelling` with the sizes and modifiers that stand around it.
SizedType sized(const Spelling& spelling, const std::string& inside) {
  const std::vector<std::optional<int>> sizes = parameters(inside);
  SizedType type;
  type.family = spelling.family;
  type.word = spelling.word;
  switch (spelling.family) {
    case string:
      if (spelling.words == "enum") break;  // its parameters are values
      type.length = length_from(sizes, spelling.size, unlimited_text);
      break;
    case bytes: type.length = length_from(sizes, spelling.size, unlimited_bytes); break;
    case decimal: size_decimal(type, sizes); break;
    case number:
      type.bits = spelling.size;
      size_float(type, sizes);
      break;
    case integer: type.bits = spelling.size; break;  // INT(11) is only a width on screen
    case timestamp:
    case time:
      if (!sizes.empty()) type.precision = sizes[0];
      break;
    case array:
    case object:
    case map: type.word = inside; break;
    case vector: size_vector(type, sizes); break;
    case unknown:
    case boolean:
    case date:
    case interval:
    case json:
    case uuid: break;
  }
  return type;
}

SizedType array_of(std::string_view element) {
  SizedType type;
  type.family = array;
  type.word = element;
  return type;
}

SizedType unknown_type(std::string word) {
  SizedType type;
  type.word = std::move(word);
  return type;
}

/// The element of `int[]`, `int[3]` and `int array`; empty when `text` is no such array.
std::string_view array_element(std::string_view text) {
  if (text.ends_with(" array")) return text.substr(0, text.size() - 6);
  if (!text.ends_with(']')) return {};
  const std::size_t open = text.rfind('[');
  if (open == std::string_view::npos || open == 0) return {};
  const std::string_view size = text.substr(open + 1, text.size() - open - 2);
  const bool digits =
      std::all_of(size.begin(), size.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits ? text.substr(0, open) : std::string_view();
}

/// Takes `with time zone` and the like off the words; says what they mean.
std::string_view take_zone(std::string& words) {
  if (take_tail(words, "with local time zone")) return "local";
  if (take_tail(words, "without time zone")) return "unzoned";
  if (take_tail(words, "with time zone")) return "zoned";
  return {};
}

bool take_unsigned(std::string& words) {
  take_tail(words, "zerofill");
  take_tail(words, "signed");
  return take_tail(words, "unsigned");
}

}  // namespace

SizedType parse_physical_type(std::string_view text) {
  const std::string whole = folded(text);
  if (const std::string_view element = array_element(whole); !element.empty()) {
    return array_of(element);
  }
  if (whole.starts_with("repeated ")) return array_of(std::string_view(whole).substr(9));
  // `interval day(2) to second(6)`: its parts say how it prints, not what it is.
  if (whole.starts_with("interval ")) return sized({"interval", interval}, {});
  Parts parts = parted(whole);
  if (!parts.whole) return unknown_type(whole);
  take_tail(parts.words, "not null");
  const std::string_view zone = take_zone(parts.words);
  const bool is_unsigned = take_unsigned(parts.words);
  // SQL Server's; PostgreSQL's money has the range of the larger one.
  if (parts.words == "money") return sized({"money", decimal}, "19,4");
  if (parts.words == "smallmoney") return sized({"smallmoney", decimal}, "10,4");
  const Spelling* spelling = find_spelling(parts.words);
  if (spelling == nullptr) return unknown_type(whole);
  // MySQL's BOOLEAN is shown as TINYINT(1); BIT(8) is a row of bits and no boolean.
  if (spelling->words == "tinyint" && parts.inside == "1" && !is_unsigned) {
    return sized({"boolean", boolean}, {});
  }
  if (spelling->words == "bit" && !parts.inside.empty() && parts.inside != "1") {
    return unknown_type(whole);
  }
  SizedType type = sized(*spelling, parts.inside);
  if (is_unsigned && type.family == integer) type.word = "unsigned";
  if (!zone.empty()) type.word = zone;
  return type;
}

}  // namespace dcr
