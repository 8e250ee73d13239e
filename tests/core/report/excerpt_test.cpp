// SPDX-License-Identifier: Apache-2.0
#include "core/report/excerpt.hpp"

#include <doctest/doctest.h>

#include <array>

namespace dcr::report {

namespace {

std::string shown(std::string line, Span at) {
  return excerpt({"c.yaml", at, std::move(line)}, Paint(Colour::never), Ink::red);
}

}  // namespace

TEST_CASE("carets stand under the span whatever the characters before it take on a terminal") {
  struct Case {
    const char* what;
    const char* line;
    Span at;
    const char* expected;
  };
  for (const Case& c : std::to_array<Case>({
           {"ascii",
            "type: int",
            {{3, 7}, 3},
            "         3 │ type: int\n"
            "           │       ^^^\n"},
           {"umlauts",
            "größe: int",
            {{12, 8}, 3},
            "         12 │ größe: int\n"
            "            │        ^^^\n"},
           {"wide",
            "説明: 顧客",
            {{1, 5}, 2},
            "         1 │ 説明: 顧客\n"
            "           │       ^^^^\n"},
           {"combining",
            "e\xcc\x81: int",
            {{1, 5}, 3},
            "         1 │ e\xcc\x81: int\n"
            "           │    ^^^\n"},
           {"escaped",
            "a\tb",
            {{1, 2}, 1},
            "         1 │ a\\tb\n"
            "           │  ^^\n"},
           {"past the end",
            "ab",
            {{1, 9}, 4},
            "         1 │ ab\n"
            "           │   ^\n"},
           {"longer than the line",
            "abc",
            {{1, 2}, 4000},
            "         1 │ abc\n"
            "           │  ^^\n"},
           {"no column", "abc", {{1, 0}, 1}, "         1 │ abc\n"},
       })) {
    CAPTURE(c.what);
    CHECK(shown(c.line, c.at) == c.expected);
  }
}

TEST_CASE("of a long line only the part around the span is shown") {
  const std::string line = std::string(500, 'a') + "target" + std::string(500, 'b');
  CHECK(shown(line, {{1, 501}, 6}) == "         1 │ …" + std::string(30, 'a') + "target" +
                                          std::string(84, 'b') + "…\n" + "           │ " +
                                          std::string(31, ' ') + "^^^^^^\n");
  CHECK(shown(std::string(121, 'a'), {{1, 1}, 1}) ==
        "         1 │ " + std::string(120, 'a') + "…\n           │ ^\n");
}

TEST_CASE("the part of a line that is shown is measured in columns") {
  const auto repeated = [](const char* text, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += text;
    return out;
  };
  // Eighty wide characters are beyond the window; fifteen of them are thirty columns.
  CHECK(shown(repeated("顧", 80) + "x", {{1, 81}, 1}) ==
        "         1 │ …" + repeated("顧", 15) + "x\n           │ " + std::string(31, ' ') + "^\n");
  CHECK(shown(repeated("\t", 60) + "x", {{1, 61}, 1}) ==
        "         1 │ …" + repeated("\\t", 15) + "x\n           │ " + std::string(31, ' ') + "^\n");
  CHECK(shown(repeated("\u0301", 100'000), {{1, 1}, 1}).size() < 2000);
  CHECK(shown(repeated("\u0301", 100'000), {{1, 90'000}, 1}).size() < 4000);
}

TEST_CASE("bytes that are not UTF-8 are shown as escapes") {
  CHECK(shown("a: \xff\xc3(", {{1, 4}, 1}) ==
        "         1 │ a: \\xff\\xc3(\n"
        "           │    ^^^^\n");
}

TEST_CASE("without a line there is no excerpt") {
  CHECK_FALSE(has_excerpt({"c.yaml", {}, "text"}));
  CHECK_FALSE(has_excerpt({"c.yaml", {{1, 1}, 1}, ""}));
  CHECK(has_excerpt({"c.yaml", {{1, 1}, 1}, "text"}));
}

}  // namespace dcr::report
