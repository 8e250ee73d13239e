// SPDX-License-Identifier: Apache-2.0
#include "core/formats/json_scan.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace dcr::formats {
namespace {

constexpr std::size_t nowhere = std::string_view::npos;

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(" \t\r\n", at), text.size());
}

/// The offset after the string whose quote stands at `at`; nowhere when it has no end.
std::size_t string_end(std::string_view text, std::size_t at) {
  for (++at; at < text.size(); ++at) {
    if (text[at] == '"') return at + 1;
    if (text[at] == '\\') ++at;  // An escape: what follows is no quote.
  }
  return nowhere;
}

/// The offset after the object or list that opens at `at`.
std::size_t nested_end(std::string_view text, std::size_t at) {
  std::size_t depth = 0;
  while (at < text.size()) {
    switch (text[at]) {
      case '"':
        at = string_end(text, at);
        if (at == nowhere) return nowhere;
        continue;
      case '{':
      case '[': ++depth; break;
      case '}':
      case ']':
        if (--depth == 0) return at + 1;
        break;
      default: break;
    }
    ++at;
  }
  return nowhere;
}

std::size_t value_end(std::string_view text, std::size_t at) {
  if (at >= text.size()) return nowhere;
  if (text[at] == '"') return string_end(text, at);
  if (text[at] == '{' || text[at] == '[') return nested_end(text, at);
  return std::min(text.find_first_of(",}] \t\r\n", at), text.size());
}

std::string key_text(std::string_view quoted) {
  if (quoted.find('\\') == nowhere) return std::string(quoted.substr(1, quoted.size() - 2));
  const auto parsed = nlohmann::json::parse(quoted, nullptr, false);
  return parsed.is_string() ? parsed.get<std::string>() : std::string(quoted);
}

}  // namespace

const JsonMember* JsonObject::find(std::string_view key) const {
  const auto found = std::ranges::find(members, key, &JsonMember::key);
  return found == members.end() ? nullptr : &*found;
}

std::optional<JsonObject> scan_object(std::string_view text, std::size_t offset) {
  JsonObject object;
  object.begin = skip_blanks(text, offset);
  if (object.begin >= text.size() || text[object.begin] != '{') return std::nullopt;
  std::size_t at = skip_blanks(text, object.begin + 1);
  while (at < text.size() && text[at] == '"') {
    JsonMember member;
    member.key_begin = at;
    const std::size_t key_end = string_end(text, at);
    if (key_end == nowhere) return std::nullopt;
    member.key = key_text(text.substr(at, key_end - at));
    at = skip_blanks(text, key_end);
    if (at >= text.size() || text[at] != ':') return std::nullopt;
    member.value_begin = skip_blanks(text, at + 1);
    member.value_end = value_end(text, member.value_begin);
    if (member.value_end == nowhere) return std::nullopt;
    at = skip_blanks(text, member.value_end);
    object.members.push_back(std::move(member));
    if (at < text.size() && text[at] == ',') at = skip_blanks(text, at + 1);
  }
  if (at >= text.size() || text[at] != '}') return std::nullopt;
  object.end = at + 1;
  return object;
}

}  // namespace dcr::formats
