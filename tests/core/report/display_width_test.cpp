// SPDX-License-Identifier: Apache-2.0
#include "core/report/display_width.hpp"

#include <doctest/doctest.h>

#include <array>

namespace dcr::report {

TEST_CASE("a text takes as many columns as a terminal gives it") {
  struct Case {
    const char* text;
    std::size_t width;
  };
  for (const Case& c : std::to_array<Case>({
           {"", 0},
           {"users", 5},
           {"größe → │", 9},
           {"顧客", 4},
           {"ｱ", 1},
           {"ＡＢ", 4},
           {"한글", 4},
           {"\u1112\u1161\u11ab", 2},  // the same in three parts
           {"e\u0301", 1},
           {"ก\u0e34", 1},
           {"\u05d0\u05b8", 1},
           {"🎉", 2},
           {"🚀", 2},
           {"⌚", 2},
           {"✔", 1},
           {"🟢🧪", 4},
           {"a\u200bb\ufeff", 2},
           {"\U00020000", 2},
           {"\u00ad", 1},
       })) {
    CAPTURE(c.text);
    CHECK(display_width(c.text) == c.width);
  }
}

}  // namespace dcr::report
