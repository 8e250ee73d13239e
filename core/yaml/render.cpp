// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/render.hpp"

#include "core/yaml/core_schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace dcr::yaml {

namespace {

/// The character at `at` of valid UTF-8 text, and how many bytes it takes.
struct Character {
  unsigned value = 0;
  std::size_t size = 1;
};

Character character(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned first = byte(at);
  if (first < 0x80) return {first, 1};
  const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  unsigned value = first & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size && at + i < text.size(); ++i) {
    value = (value << 6U) | (byte(at + i) & 0x3FU);
  }
  return {value, size};
}

/// What is no printable character, or a line end for YAML 1.1.
bool needs_escape(unsigned c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 || c == 0xFEFF ||
         c == 0xFFFE || c == 0xFFFF;
}

bool has_escape(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Character c = character(text, at);
    if (needs_escape(c.value)) return true;
    at += c.size;
  }
  return false;
}

/// With the escapes that JSON and YAML share.
std::string double_quoted(std::string_view text) {
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const Character c = character(text, at);
    if (c.value == '"' || c.value == '\\') {
      out += '\\';
      out += text[at];
    } else if (c.value == '\n') {
      out += "\\n";
    } else if (c.value == '\t') {
      out += "\\t";
    } else if (needs_escape(c.value)) {
      out += fmt::format("\\u{:04x}", c.value);
    } else {
      out += text.substr(at, c.size);
    }
    at += c.size;
  }
  return out + '"';
}

std::string single_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    out += c;
    if (c == '\'') out += c;
  }
  return out + '\'';
}

/// Source: YAML 1.1's types bool and value; other readers still know them.
bool is_word_of_yaml_1_1(std::string_view text) {
  constexpr std::array<std::string_view, 11> words{"y",    "n",     "yes",  "no", "on", "off",
                                                   "true", "false", "null", "~",  "="};
  if (text.size() > std::string_view("false").size()) return false;
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return std::find(words.begin(), words.end(), lower) != words.end();
}

/// What could be a number, a date or a time: all that starts like one, but for `1.2.3`.
bool may_be_number(std::string_view text) {
  const char first = text.front();
  if (first == '+' || first == '.') return true;
  if (first < '0' || first > '9') return false;
  return std::count(text.begin(), text.end(), '.') < 2 ||
         text.find_first_of(":_") != std::string_view::npos;
}

bool is_plain(std::string_view text, bool flow) {
  if (text.empty() || kind_of_plain(text) != Kind::string || has_escape(text)) return false;
  if (std::string_view("-?:,[]{}#&*!|>'\"%@`< ").find(text.front()) != std::string_view::npos ||
      text.back() == ' ' || text.back() == ':' || text.find(": ") != std::string_view::npos ||
      text.find(" #") != std::string_view::npos) {
    return false;
  }
  // YAML allows a `?` there; yaml-cpp ends the scalar at one.
  if (flow && text.find_first_of(",?[]{}") != std::string_view::npos) return false;
  return !is_word_of_yaml_1_1(text) && !may_be_number(text);
}

std::string spaces(std::size_t count) { return std::string(count, ' '); }

/// What stands after `key:` or a dash, the blank or line end before it included.
std::string block_value(const Node& value, std::size_t column) {
  if (is_block(value)) return "\n" + spaces(column) + block_text(value, column);
  return " " + flow_text(value, {});
}

}  // namespace

Node string_value(std::string_view text, bool quoted) {
  Node node;
  node.kind = Kind::string;
  node.text = text;
  node.quoted = quoted;
  return node;
}

void add_entry(Node& mapping, std::string_view key, Node value) {
  mapping.kind = Kind::mapping;
  mapping.entries.push_back({std::string(key), {}, std::make_shared<const Node>(std::move(value))});
}

void add_item(Node& list, Node item) {
  list.kind = Kind::sequence;
  list.items.push_back(std::make_shared<const Node>(std::move(item)));
}

bool is_block(const Node& value) { return !value.items.empty() || !value.entries.empty(); }

std::string scalar_text(const Node& value, Style style, Manner manner) {
  if (value.is_null()) return "null";
  if (!value.is_string()) return value.text;
  if (!manner.json && style == Style::plain && is_plain(value.text, manner.flow)) {
    return value.text;
  }
  if (!manner.json && style == Style::single_quoted && !has_escape(value.text)) {
    return single_quoted(value.text);
  }
  return double_quoted(value.text);
}

std::string key_text(std::string_view key, Manner manner) {
  const bool digit = !key.empty() && key.front() >= '0' && key.front() <= '9';
  const bool plain = !manner.json && !digit && is_plain(key, true);
  return plain ? std::string(key) : double_quoted(key);
}

std::string flow_text(const Node& value, Manner manner) {
  manner.flow = manner.flow || !value.is_scalar();
  std::string out;
  switch (value.kind) {
    case Kind::sequence:
      for (const auto& item : value.items) {
        if (!out.empty()) out += ", ";
        out += flow_text(*item, manner);
      }
      return "[" + out + "]";
    case Kind::mapping:
      for (const Entry& entry : value.entries) {
        if (!out.empty()) out += ", ";
        out += key_text(entry.key, manner) + ": " + flow_text(*entry.value, manner);
      }
      return "{" + out + "}";
    case Kind::null:
    case Kind::boolean:
    case Kind::integer:
    case Kind::number:
    case Kind::string: break;
  }
  return scalar_text(value, value.quoted ? Style::double_quoted : Style::plain, manner);
}

std::string block_text(const Node& value, std::size_t column, bool flow_items) {
  std::string out;
  const std::string separator = "\n" + spaces(column);
  for (const auto& item : value.items) {
    if (!out.empty()) out += separator;
    const bool block = is_block(*item) && !flow_items;
    out += "- " + (block ? block_text(*item, column + 2) : flow_text(*item, {}));
  }
  for (const Entry& entry : value.entries) {
    if (!out.empty()) out += separator;
    out += key_text(entry.key, {}) + ":" + block_value(*entry.value, column + 2);
  }
  return out;
}

}  // namespace dcr::yaml
