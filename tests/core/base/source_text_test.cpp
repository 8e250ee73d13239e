// SPDX-License-Identifier: Apache-2.0
#include "core/base/source_text.hpp"

#include "core/base/steps.hpp"
#include "core/base/text.hpp"

#include <doctest/doctest.h>

#include <string>

using dcr::Position;
using dcr::QuotedLine;
using dcr::SourceText;

TEST_CASE("a short line is quoted whole, without its line end") {
  const SourceText text("one\ntwo\r\n\nfour\r");
  CHECK(text.line({1, 1}).text == "one");
  CHECK(text.line({2, 3}).text == "two");
  CHECK(text.line({3, 1}).text.empty());
  CHECK(text.line({4, 1}).text == "four\r");
  for (const int missing : {-1, 0, 5}) {
    CAPTURE(missing);
    CHECK(text.line({missing, 1}).text.empty());
  }
  CHECK(text.line({2, 3}).first_column == 1);
  CHECK_FALSE(text.line({2, 3}).goes_on);
  CHECK(SourceText().line({1, 1}).text.empty());
}

TEST_CASE("of a long line the part around the place is quoted, in whole characters") {
  std::string line;
  for (int i = 0; i < 5000; ++i) line += i % 3 == 0 ? "ä" : "b";
  const SourceText text("first\n" + line + "\r\nlast");
  for (const int column : {1, 2, 250, 256, 257, 258, 1023, 1024, 1025, 3000, 4999, 5000, 9999}) {
    CAPTURE(column);
    const QuotedLine quoted = text.line({2, column});
    CHECK(dcr::is_utf8(quoted.text));
    const int first = std::max(column - QuotedLine::reach, 1);
    CHECK(quoted.first_column == first);
    const int last = std::min(column - 1 + QuotedLine::reach, 5000);
    CHECK(dcr::code_points(quoted.text) == static_cast<std::size_t>(std::max(last - first + 1, 0)));
    CHECK(quoted.goes_on == (last < 5000));
    if (column <= 5000) {
      std::size_t at = 0;
      for (int i = first; i < column; ++i) at += (i - 1) % 3 == 0 ? 2U : 1U;
      CHECK(quoted.text.substr(at).starts_with((column - 1) % 3 == 0 ? "ä" : "b"));
    }
  }
  CHECK(text.line({3, 1}).text == "last");
}

TEST_CASE("what is no UTF-8 is quoted too") {
  const SourceText text(std::string(3000, '\x80') + "\n" + std::string(3000, '\xff'));
  CHECK(text.line({1, 1}).text.size() <= 3000);
  CHECK(text.line({1, 2000}).text.empty());
  CHECK(text.line({2, 3000}).text.size() == static_cast<std::size_t>(QuotedLine::reach) + 1);
}

TEST_CASE("a line costs the same wherever it stands" * doctest::skip(!dcr::steps_are_counted)) {
  std::string lines;
  for (int i = 0; i < 20000; ++i) lines += "some line\n";
  const std::string one_line(200'000, 'x');
  for (const std::string& content : {lines, one_line}) {
    const SourceText text(content);
    const bool is_one = content.size() == one_line.size();
    static_cast<void>(text.line({1, 1}));
    const auto before = dcr::steps_taken();
    for (int i = 1; i <= 10000; ++i) static_cast<void>(text.line({is_one ? 1 : i, is_one ? i : 1}));
    CHECK(dcr::steps_taken() - before <= 10000ULL * 4096);
    CHECK(dcr::steps_taken() - before <= content.size() * 10000 / 10);
  }
}
