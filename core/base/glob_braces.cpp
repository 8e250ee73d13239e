// SPDX-License-Identifier: Apache-2.0
#include "core/base/glob_braces.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>

#include <deque>
#include <optional>

namespace dcr::glob_braces {
namespace {

constexpr std::size_t most_alternatives = 256;

/// The next character that has a meaning to braces, from `at` on: escapes and classes are passed.
std::size_t next_brace_mark(std::string_view pattern, std::size_t at) {
  while (at < pattern.size()) {
    const char c = pattern[at];
    if (c == '{' || c == '}' || c == ',') return at;
    if (c == '[') {
      at = class_end(pattern, at);
    } else {
      at += c == '\\' ? 2 : 1;
    }
  }
  return std::string_view::npos;
}

/// A pattern cut at its first `{`: `a{b,c}d` is "a", {"b", "c"}, "d".
struct Braces {
  std::string_view before;
  std::vector<std::string_view> choices;
  std::string_view after;
};

/// Empty when no brace opens; the caller knows that every brace closes.
std::optional<Braces> first_braces(std::string_view pattern) {
  std::size_t open = next_brace_mark(pattern, 0);
  while (open < pattern.size() && pattern[open] != '{') open = next_brace_mark(pattern, open + 1);
  if (open >= pattern.size()) return std::nullopt;
  Braces braces{pattern.substr(0, open), {}, {}};
  std::size_t begin = open + 1;
  int depth = 1;
  for (std::size_t at = open; depth > 0;) {
    at = next_brace_mark(pattern, at + 1);
    if (at >= pattern.size()) return std::nullopt;
    if (pattern[at] == '{') ++depth;
    if (pattern[at] == '}') --depth;
    if (depth == 0 || (depth == 1 && pattern[at] == ',')) {
      braces.choices.push_back(pattern.substr(begin, at - begin));
      begin = at + 1;
    }
  }
  braces.after = pattern.substr(begin);
  return braces;
}

}  // namespace

Error refusal(std::string_view pattern, std::string_view why) {
  return Error{
      ErrorKind::bad_config, fmt::format("pattern '{}' {}", printable(pattern), why), {}, {}};
}

std::size_t class_end(std::string_view pattern, std::size_t open) {
  std::size_t at = open + 1;
  if (at < pattern.size() && (pattern[at] == '!' || pattern[at] == '^')) ++at;
  if (at < pattern.size() && pattern[at] == ']') ++at;  // first in a class, it stands for itself
  for (; at < pattern.size(); ++at) {
    if (pattern[at] == '\\') {
      ++at;
    } else if (pattern[at] == ']') {
      return at + 1;
    }
  }
  return std::string_view::npos;
}

Result<std::vector<std::string>> expanded(std::string_view pattern) {
  std::vector<std::string> finished;
  std::deque<std::string> open{std::string(pattern)};
  while (!open.empty()) {
    const std::string next = std::move(open.front());
    open.pop_front();
    const std::optional<Braces> braces = first_braces(next);
    if (!braces) {
      finished.push_back(next);
      continue;
    }
    if (finished.size() + open.size() + braces->choices.size() > most_alternatives) {
      return refusal(pattern, fmt::format("stands for more than {} alternatives; write several "
                                          "patterns",
                                          most_alternatives));
    }
    // In front and in order: the alternatives come out as they are written.
    for (auto choice = braces->choices.rbegin(); choice != braces->choices.rend(); ++choice) {
      open.push_front(fmt::format("{}{}{}", braces->before, *choice, braces->after));
    }
  }
  return finished;
}

}  // namespace dcr::glob_braces
