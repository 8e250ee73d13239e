// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/parse.hpp"

#include "core/yaml/check_text.hpp"
#include "core/yaml/json_reader.hpp"
#include "core/yaml/plain_json.hpp"
#include "core/yaml/reading.hpp"
#include "core/yaml/yaml_reader.hpp"

#include <optional>
#include <string>
#include <utility>

namespace dcr::yaml {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// yaml-cpp 0.7 holds a text within brackets whole, in up to a hundred times its size. Nobody
/// writes so much of it by hand, so what is larger can only be meant as JSON.
constexpr std::size_t most_flow_bytes = 1U << 20U;

}  // namespace

std::size_t byte_order_mark_size(std::string_view text) {
  return text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
}

std::string plain_text(std::string_view text) {
  text.remove_prefix(byte_order_mark_size(text));
  std::string plain;
  plain.reserve(text.size());
  for (const char c : text) {
    if (c != '\r') plain += c;
  }
  return plain;
}

Reading read_text(const Source& source, std::string_view file_name, const Limits& limits,
                  Extents* extents) {
  const std::string_view text = source.text();
  const std::size_t first = text.find_first_not_of(" \t\n");
  if (first != std::string_view::npos && (text[first] == '{' || text[first] == '[')) {
    JsonReading json = read_json(source, limits, extents);
    const bool only_json = file_name.ends_with(".json") || text.size() > most_flow_bytes;
    if (json.is_json || only_json) return {std::move(json.stream), true};
    if (extents != nullptr) extents->clear();
  }
  return {read_yaml(source, limits, extents), false};
}

namespace {

/// The stream of a JSON text without fault; empty for any other.
std::optional<Stream> parse_plain_json(std::string_view text, const Limits& limits) {
  text.remove_prefix(byte_order_mark_size(text));
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || (text[first] != '{' && text[first] != '[')) {
    return std::nullopt;
  }
  auto root = read_plain_json(text, limits);
  if (root == nullptr) return std::nullopt;
  Stream stream;
  stream.documents.push_back({std::move(root), {}});
  return stream;
}

}  // namespace

Stream parse(std::string_view text, std::string_view file_name, const Limits& limits) {
  if (std::optional<Problem> problem = check_text(text, limits.bytes)) {
    Stream unreadable;
    unreadable.problems.push_back(*std::move(problem));
    return unreadable;
  }
  if (auto stream = parse_plain_json(text, limits)) return *std::move(stream);
  if (text.find('\r') == std::string_view::npos) {
    text.remove_prefix(byte_order_mark_size(text));
    return read_text(Source(text), file_name, limits).stream;
  }
  const std::string plain = plain_text(text);
  return read_text(Source(plain), file_name, limits).stream;
}

}  // namespace dcr::yaml
