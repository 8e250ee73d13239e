// SPDX-License-Identifier: Apache-2.0
#include "core/semver/range.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string_view>

namespace {

bool admits(std::string_view range, std::string_view version) {
  const auto parsed = dcr::VersionRange::parse(range);
  REQUIRE_MESSAGE(parsed.has_value(), range);
  return parsed->contains(*dcr::Version::parse(version));
}

struct Case {
  std::string_view range;
  std::string_view version;
  bool expected;
};

}  // namespace

TEST_CASE("a range holds the versions node-semver gives it") {
  for (const Case& c : std::to_array<Case>({
           {"^1", "1.0.0", true},
           {"^1", "1.99.3", true},
           {"^1", "2.0.0", false},
           {"^1", "0.9.9", false},
           {"^1.2.3", "1.2.2", false},
           {"^1.2.3", "1.2.3", true},
           {"^0.2.3", "0.2.9", true},
           {"^0.2.3", "0.3.0", false},
           {"^0.0.3", "0.0.3", true},
           {"^0.0.3", "0.0.4", false},
           {"^0.0", "0.0.9", true},
           {"^0.0", "0.1.0", false},
           {"^0", "0.9.0", true},
           {"^0", "1.0.0", false},
           {"~1.2", "1.2.9", true},
           {"~1.2", "1.3.0", false},
           {"~1.2.3", "1.2.2", false},
           {"~1", "1.9.0", true},
           {"~1", "2.0.0", false},
           {"1", "1.4.0", true},
           {"1.2", "1.2.7", true},
           {"1.2", "1.3.0", false},
           {"1.x", "1.3.0", true},
           {"1.2.*", "1.2.5", true},
           {"*", "7.0.0", true},
           {"1.2.3", "1.2.3", true},
           {"=1.2.3", "1.2.4", false},
           {"v1.2.3", "1.2.3", true},
           {">=1.0 <2", "1.5.0", true},
           {">=1.0 <2", "2.0.0", false},
           {">=1.0, <2", "1.5.0", true},
           {">= 1.0 < 2", "1.5.0", true},
           {">1.2", "1.2.9", false},
           {">1.2", "1.3.0", true},
           {">1", "1.9.9", false},
           {">1.2.3", "1.2.4", true},
           {"<=1.2", "1.2.9", true},
           {"<=1.2", "1.3.0", false},
           {"<1.2", "1.1.9", true},
           {"<1.2", "1.2.0", false},
           {"1.0 - 1.4", "1.4.9", true},
           {"1.0 - 1.4", "1.5.0", false},
           {"1.0.0 - 1.4.0", "1.4.1", false},
           {"^1 || ^3", "3.2.1", true},
           {"^1 || ^3", "2.0.0", false},
       })) {
    CAPTURE(c.range);
    CAPTURE(c.version);
    CHECK(admits(c.range, c.version) == c.expected);
  }
}

TEST_CASE("a pre-release is in a range only where a bound names one of its release") {
  for (const Case& c : std::to_array<Case>({
           {"^1.2", "1.3.0-rc.1", false},
           {"*", "1.0.0-rc.1", false},
           {"<2", "2.0.0-alpha", false},
           {">=1.3.0-rc.1 <2", "1.3.0-rc.2", true},
           {">=1.3.0-rc.1 <2", "1.4.0-rc.2", false},
           {"^1.3.0-rc.1", "1.3.0-beta", false},
           {"^1.3.0-rc.1", "1.3.0", true},
           {"1.3.0-rc.1", "1.3.0-rc.1", true},
       })) {
    CAPTURE(c.range);
    CAPTURE(c.version);
    CHECK(admits(c.range, c.version) == c.expected);
  }
}

TEST_CASE("what is no range is refused") {
  for (const std::string_view text : {"",
                                      " ",
                                      "^",
                                      ">=",
                                      "1.2.3.4",
                                      "1..2",
                                      "1.",
                                      ".1",
                                      "01",
                                      "1.x.3",
                                      "^1 ||",
                                      "|| 1",
                                      "> *",
                                      "a",
                                      "1.2-beta",
                                      "1.2+b",
                                      "latest",
                                      "--1",
                                      "^18446744073709551615",
                                      "1 -",
                                      "- 2",
                                      "99999999999999999999"}) {
    CAPTURE(text);
    CHECK_FALSE(dcr::VersionRange::parse(text).has_value());
  }
}
