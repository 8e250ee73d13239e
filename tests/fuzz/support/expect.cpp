// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/support/expect.hpp"

#include "core/base/text.hpp"

#include <cstddef>
#include <string>

namespace dcr::fuzz {
namespace {

/// Of a table a lone CR ends one too.
int lines_of(std::string_view text) {
  int lines = 1;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool lone = text[i] == '\r' && !text.substr(i + 1).starts_with('\n');
    lines += text[i] == '\n' || lone ? 1 : 0;
  }
  return lines;
}

bool is_inside(const Span& at, int lines) {
  return at.begin.line >= 1 && at.begin.line <= lines && at.begin.column >= 1 && at.length >= 1;
}

}  // namespace

void expect(bool holds, std::string_view what, std::string_view seen) {
  if (holds) return;
  std::string message(what);
  if (!seen.empty()) message.append(":\n").append(seen);
  throw Broken(message);
}

void expect_sound(const std::vector<Problem>& problems, std::string_view text) {
  const int lines = lines_of(text);
  for (const Problem& problem : problems) {
    expect(!problem.message.empty(), "a problem says nothing");
    expect(is_utf8(problem.message), "a problem's message is no UTF-8", problem.message);
    expect(is_utf8(problem.field), "a problem's field is no UTF-8", problem.field);
    expect(is_inside(problem.at, lines), "a problem's place is not in the text", problem.message);
  }
}

void expect_sound(const Error& error, std::string_view text) {
  expect(!error.message.empty(), "an error says nothing");
  expect(is_utf8(error.message), "an error's message is no UTF-8", error.message);
  if (!error.where || !error.where->at.known()) return;
  expect(is_inside(error.where->at, lines_of(text)), "an error's place is not in the text",
         error.message);
}

}  // namespace dcr::fuzz
