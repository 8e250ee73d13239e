// SPDX-License-Identifier: Apache-2.0
#include "core/model/mode.hpp"

#include <doctest/doctest.h>

#include <array>

using dcr::is_laxer;
using dcr::Mode;

TEST_CASE("a mode reads back as it is written") {
  for (const char* text : {"backward", "forward", "full", "none", "backward_transitive",
                           "forward_transitive", "full_transitive"}) {
    CAPTURE(text);
    REQUIRE(Mode::parse(text).has_value());
    CHECK(Mode::parse(text)->text() == text);
  }
}

TEST_CASE("there is no other mode") {
  for (const char* text : {"", "none_transitive", "Backward", "FULL", "transitive", "full "}) {
    CAPTURE(text);
    CHECK_FALSE(Mode::parse(text).has_value());
  }
}

TEST_CASE("full is backward and forward, none is neither") {
  CHECK(Mode::parse("full")->backward());
  CHECK(Mode::parse("full")->forward());
  CHECK(Mode::parse("backward")->backward());
  CHECK_FALSE(Mode::parse("backward")->forward());
  CHECK_FALSE(Mode::parse("none")->backward());
  CHECK_FALSE(Mode::parse("none")->forward());
}

TEST_CASE("a mode is laxer when it gives up a direction or the history") {
  struct Case {
    const char* before;
    const char* after;
    bool expected;
  };
  for (const Case& c : std::to_array<Case>({
           {"backward", "backward", false},
           {"backward", "full", false},
           {"backward", "backward_transitive", false},
           {"none", "backward", false},
           {"backward", "none", true},
           {"full", "backward", true},
           {"full", "forward", true},
           {"backward", "forward", true},
           {"backward_transitive", "backward", true},
           {"backward_transitive", "full", true},
           {"none", "none", false},
       })) {
    CAPTURE(c.before);
    CAPTURE(c.after);
    CHECK(is_laxer(*Mode::parse(c.after), *Mode::parse(c.before)) == c.expected);
  }
}
