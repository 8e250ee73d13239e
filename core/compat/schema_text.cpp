// SPDX-License-Identifier: Apache-2.0
#include "core/compat/schema_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace dcr {
namespace {

/// What the members of a keyword's value are.
enum class Holds { values, schema, schemas };

Holds held_by(std::string_view keyword) {
  static constexpr std::array<std::string_view, 5> maps{"properties", "patternProperties", "$defs",
                                                        "definitions", "dependentSchemas"};
  static constexpr std::array<std::string_view, 15> single{"items",
                                                           "additionalProperties",
                                                           "additionalItems",
                                                           "not",
                                                           "if",
                                                           "then",
                                                           "else",
                                                           "contains",
                                                           "prefixItems",
                                                           "propertyNames",
                                                           "unevaluatedItems",
                                                           "unevaluatedProperties",
                                                           "allOf",
                                                           "anyOf",
                                                           "oneOf"};
  if (std::ranges::find(maps, keyword) != maps.end()) return Holds::schemas;
  return std::ranges::find(single, keyword) != single.end() ? Holds::schema : Holds::values;
}

void append_string(std::string_view text, std::string& out) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

std::string number_text(const yaml::Node& node) {
  const auto number = node.as_number();
  const auto integer = node.as_integer();
  if (integer) return std::to_string(*integer);
  if (!number || !std::isfinite(*number)) return node.text;
  return fmt::format("{}", *number);  // 1.0 is "1": the shortest text that reads back.
}

/// Writes `node`; where it is a schema, without annotations.
void append(const yaml::Node& node, Holds holds, std::string& out) {
  if (node.is_mapping()) {
    std::vector<const yaml::Entry*> entries;
    for (const yaml::Entry& entry : node.entries) {
      if (holds != Holds::schema || !is_annotation(entry.key)) entries.push_back(&entry);
    }
    std::ranges::sort(entries, {}, &yaml::Entry::key);
    out += '{';
    for (const yaml::Entry* entry : entries) {
      if (out.back() != '{') out += ',';
      append_string(entry->key, out);
      out += ':';
      const Holds below = holds == Holds::schemas  ? Holds::schema
                          : holds == Holds::schema ? held_by(entry->key)
                                                   : Holds::values;
      append(*entry->value, below, out);
    }
    out += '}';
    return;
  }
  if (node.is_sequence()) {
    out += '[';
    for (const auto& item : node.items) {
      if (&item != &node.items.front()) out += ',';
      append(*item, holds, out);
    }
    out += ']';
    return;
  }
  switch (node.kind) {
    case yaml::Kind::string: append_string(node.text, out); return;
    case yaml::Kind::boolean: out += node.as_boolean().value_or(false) ? "true" : "false"; return;
    case yaml::Kind::integer:
    case yaml::Kind::number: out += number_text(node); return;
    case yaml::Kind::null:
    case yaml::Kind::sequence:
    case yaml::Kind::mapping: out += "null"; return;
  }
}

}  // namespace

bool is_annotation(std::string_view keyword) {
  static constexpr std::array<std::string_view, 12> words{
      "title",   "description", "default",  "examples",  "$comment",   "$schema",
      "example", "secret",      "readOnly", "writeOnly", "deprecated", "$id"};
  return keyword.starts_with("x-") || std::ranges::find(words, keyword) != words.end();
}

bool same_spelling(const yaml::Node& a, const yaml::Node& b) {
  return a.kind == b.kind && a.text == b.text &&
         std::ranges::equal(a.items, b.items,
                            [](const auto& x, const auto& y) { return same_spelling(*x, *y); }) &&
         std::ranges::equal(a.entries, b.entries, [](const auto& x, const auto& y) {
           return x.key == y.key && same_spelling(*x.value, *y.value);
         });
}

std::string value_text(const yaml::Node& value) {
  std::string out;
  append(value, Holds::values, out);
  return out;
}

std::string shown_text(const yaml::Node& value) {
  return value.is_string() ? value.text : value_text(value);
}

std::string schema_text(const yaml::Node& schema) {
  std::string out;
  append(schema, Holds::schema, out);
  return out;
}

}  // namespace dcr
