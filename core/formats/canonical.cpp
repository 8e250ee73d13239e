// SPDX-License-Identifier: Apache-2.0
#include "core/formats/canonical.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace dcr::formats {

namespace {

void append_quoted(std::string_view text, std::string& out) {
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(byte));
    } else {
      out += c;
    }
  }
  out += '"';
}

void append_json(const yaml::Node& node, std::string& out);

void append_mapping(const yaml::Node& node, std::string& out) {
  std::vector<const yaml::Entry*> entries;
  for (const yaml::Entry& entry : node.entries) entries.push_back(&entry);
  std::sort(entries.begin(), entries.end(),
            [](const yaml::Entry* a, const yaml::Entry* b) { return a->key < b->key; });
  out += '{';
  for (const yaml::Entry* entry : entries) {
    if (out.back() != '{') out += ',';
    append_quoted(entry->key, out);
    out += ':';
    append_json(*entry->value, out);
  }
  out += '}';
}

void append_sequence(const yaml::Node& node, std::string& out) {
  out += '[';
  bool first = true;
  for (const auto& item : node.items) {
    if (!first) out += ',';
    first = false;
    append_json(*item, out);
  }
  out += ']';
}

void append_json(const yaml::Node& node, std::string& out) {
  switch (node.kind) {
    case yaml::Kind::null: out += "null"; return;
    case yaml::Kind::boolean: out += node.as_boolean().value_or(false) ? "true" : "false"; return;
    case yaml::Kind::integer:
    case yaml::Kind::number: out += number_text(node); return;
    case yaml::Kind::string: append_quoted(node.text, out); return;
    case yaml::Kind::sequence: append_sequence(node, out); return;
    case yaml::Kind::mapping: append_mapping(node, out); return;
  }
}

}  // namespace

std::string number_text(const yaml::Node& node) {
  if (const auto integer = node.as_integer()) return std::to_string(*integer);
  if (node.kind == yaml::Kind::integer) return node.text;  // too large for a double to tell apart
  const auto number = node.as_number();
  if (!number || !std::isfinite(*number)) return node.text;
  constexpr double exact = 9007199254740992.0;  // 2^53: every integer up to here is a double
  if (std::abs(*number) <= exact && std::trunc(*number) == *number) {
    return std::to_string(static_cast<long long>(*number));
  }
  return fmt::format("{}", *number);
}

std::string json_text(const yaml::Node& node) {
  std::string out;
  append_json(node, out);
  return out;
}

std::string plain_text(const yaml::Node& node) {
  return node.is_string() ? node.text : json_text(node);
}

void flatten(const yaml::Node& node, const std::string& key,
             std::map<std::string, std::string>& out) {
  if (!node.is_mapping() || node.entries.empty()) {
    out[key] = plain_text(node);
    return;
  }
  for (const yaml::Entry& entry : node.entries) {
    flatten(*entry.value, join_path(key, path_component(entry.key)), out);
  }
}

std::size_t expanded_bytes(const yaml::Node& node, std::size_t limit) {
  std::size_t bytes = node.text.size() + 1;
  for (const auto& item : node.items) {
    if (bytes > limit) return bytes;
    bytes += expanded_bytes(*item, limit - bytes);
  }
  for (const yaml::Entry& entry : node.entries) {
    bytes += entry.key.size();
    if (bytes > limit) return bytes;
    bytes += expanded_bytes(*entry.value, limit - bytes);
  }
  return bytes;
}

}  // namespace dcr::formats
