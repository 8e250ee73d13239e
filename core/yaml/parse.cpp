// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/parse.hpp"

#include "core/yaml/check_text.hpp"
#include "core/yaml/json_reader.hpp"
#include "core/yaml/source.hpp"
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

/// With CRLF read as LF no reader has to know of it, and no value holds a `\r` by accident. Lines
/// and columns stay what they were.
std::string with_plain_line_ends(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (const char c : text) {
    if (c != '\r') plain += c;
  }
  return plain;
}

Stream read(std::string_view text, std::string_view file_name, const Limits& limits) {
  const Source source(text);
  const std::size_t first = text.find_first_not_of(" \t\n");
  if (first != std::string_view::npos && (text[first] == '{' || text[first] == '[')) {
    JsonReading json = read_json(source, limits);
    const bool only_json = file_name.ends_with(".json") || text.size() > most_flow_bytes;
    if (json.is_json || only_json) return std::move(json.stream);
  }
  return read_yaml(source, limits);
}

}  // namespace

Stream parse(std::string_view text, std::string_view file_name, const Limits& limits) {
  if (std::optional<Problem> problem = check_text(text, limits.bytes)) {
    Stream unreadable;
    unreadable.problems.push_back(*std::move(problem));
    return unreadable;
  }
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  if (text.find('\r') == std::string_view::npos) return read(text, file_name, limits);
  return read(with_plain_line_ends(text), file_name, limits);
}

}  // namespace dcr::yaml
