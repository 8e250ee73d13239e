// SPDX-License-Identifier: Apache-2.0
#include "core/semver/version.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

using dcr::Bump;
using dcr::bump_between;
using dcr::raised;
using dcr::required_bump;
using dcr::Version;

namespace {

Version version(std::string_view text) {
  const std::optional<Version> parsed = Version::parse(text);
  REQUIRE_MESSAGE(parsed.has_value(), text);
  return *parsed;
}

}  // namespace

TEST_CASE("a semantic version reads back as it is written") {
  for (const char* text :
       {"0.0.0", "1.2.3", "10.20.30", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-0.3.7", "1.0.0--",
        "1.0.0-x.7.z.92", "1.0.0-x-y-z.--", "1.0.0+001", "1.0.0-beta+exp.sha.5114f85",
        "1.0.0+21AF26D3----117B344092BD", "1.0.0-0A.is.legal", "1.0.0-alpha0.valid",
        "18446744073709551615.0.0", "1.0.0-99999999999999999999999"}) {
    CAPTURE(text);
    CHECK(version(text).text() == text);
  }
}

TEST_CASE("what the specification does not allow is no version") {
  for (const char* text : {"",          "1",
                           "1.2",       "1.2.3.4",
                           "v1.2.3",    "01.2.3",
                           "1.02.3",    "1.2.03",
                           "1.2.3-",    "1.2.3+",
                           "1.2.3-01",  "1.2.3-a..b",
                           "1.2.3-.a",  "1.2.3+a..b",
                           "1.2.3-a_b", "1.2.3+a+b",
                           " 1.2.3",    "1.2.3 ",
                           "1.2.3\n",   "-1.2.3",
                           "1.-2.3",    "1.2.x",
                           "a.b.c",     "1..3",
                           "1.2.3-ä",   "18446744073709551616.0.0",
                           "+1.2.3",    "1,2,3"}) {
    CAPTURE(text);
    CHECK_FALSE(Version::parse(text).has_value());
  }
}

TEST_CASE("parse_loose also reads what ODCS files write") {
  struct Case {
    const char* text;
    const char* expected;
  };
  for (const Case& c : std::to_array<Case>({{"1", "1.0.0"},
                                            {"1.0", "1.0.0"},
                                            {"v1.2", "1.2.0"},
                                            {"V3", "3.0.0"},
                                            {" 1.2.3\n", "1.2.3"},
                                            {"1.1-rc.1", "1.1.0-rc.1"},
                                            {"1.2.3-rc.1+b", "1.2.3-rc.1+b"}})) {
    CAPTURE(c.text);
    const std::optional<Version> parsed = Version::parse_loose(c.text);
    REQUIRE(parsed.has_value());
    CHECK(parsed->text() == c.expected);
  }
  for (const char* text : {"", " ", "v", "vv1", "1.", "1.2.3.4", "1 .2", "latest", "1.x", ".1"}) {
    CAPTURE(text);
    CHECK_FALSE(Version::parse_loose(text).has_value());
  }
}

// Source: Semantic Versioning 2.0.0, section 11.
TEST_CASE("versions are ordered as the specification's own example") {
  const auto ascending = std::to_array<const char*>(
      {"0.9.9", "1.0.0-1", "1.0.0-2", "1.0.0-10", "1.0.0-alpha", "1.0.0-alpha.1",
       "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0",
       "1.0.1", "1.2.0", "1.10.0", "2.0.0", "2.1.0", "2.1.1"});
  for (std::size_t i = 0; i < ascending.size(); ++i) {
    for (std::size_t j = 0; j < ascending.size(); ++j) {
      CAPTURE(ascending.at(i));
      CAPTURE(ascending.at(j));
      CHECK((version(ascending.at(i)) <=> version(ascending.at(j))) == (i <=> j));
    }
  }
}

TEST_CASE("order ignores build metadata and compares numbers of any size") {
  CHECK(version("1.0.0+a") == version("1.0.0+b"));
  CHECK(version("1.0.0-9") < version("1.0.0-99999999999999999999999"));
  CHECK(version("1.0.0-99999999999999999999999") < version("1.0.0-a"));
}

TEST_CASE("bump_between names the largest part that grew") {
  struct Case {
    const char* before;
    const char* after;
    Bump expected;
  };
  for (const Case& c : std::to_array<Case>({
           {"1.2.3", "1.2.3", Bump::none},
           {"1.2.3", "1.2.3+b", Bump::none},
           {"1.2.3", "1.2.4", Bump::patch},
           {"1.2.3", "1.3.0", Bump::minor},
           {"1.2.3", "1.3.9", Bump::minor},
           {"1.2.3", "2.0.0", Bump::major},
           {"0.1.0", "0.2.0", Bump::minor},
           {"1.2.3", "1.2.2", Bump::none},
           {"2.0.0", "1.9.9", Bump::none},
           {"1.0.0", "1.0.0-rc.1", Bump::none},
           {"1.0.0-rc.1", "1.0.0-rc.2", Bump::patch},
           {"1.0.0-rc.1", "1.0.0", Bump::patch},
           {"1.0.0-rc.1", "1.1.0", Bump::minor},
           {"1.9.0", "2.0.0-rc.1", Bump::major},
       })) {
    CAPTURE(c.before);
    CAPTURE(c.after);
    CHECK(bump_between(version(c.before), version(c.after)) == c.expected);
  }
}

TEST_CASE("required_bump shifts in 0.y.z and asks any rise of a pre-release") {
  struct Case {
    const char* before;
    Bump change;
    Bump expected;
  };
  for (const Case& c : std::to_array<Case>({
           {"1.0.0", Bump::none, Bump::none},
           {"1.0.0", Bump::patch, Bump::patch},
           {"1.0.0", Bump::minor, Bump::minor},
           {"1.0.0", Bump::major, Bump::major},
           {"0.3.0", Bump::none, Bump::none},
           {"0.3.0", Bump::patch, Bump::patch},
           {"0.3.0", Bump::minor, Bump::patch},
           {"0.3.0", Bump::major, Bump::minor},
           {"2.0.0-rc.1", Bump::none, Bump::none},
           {"2.0.0-rc.1", Bump::major, Bump::patch},
       })) {
    CAPTURE(c.before);
    CAPTURE(to_string(c.change));
    CHECK(required_bump(version(c.before), c.change) == c.expected);
  }
}

TEST_CASE("raised is the lowest release that satisfies the bump") {
  struct Case {
    const char* before;
    Bump bump;
    const char* expected;
  };
  for (const Case& c : std::to_array<Case>({
           {"1.2.3", Bump::none, "1.2.3"},
           {"1.2.3", Bump::patch, "1.2.4"},
           {"1.2.3+b", Bump::minor, "1.3.0"},
           {"1.2.3", Bump::major, "2.0.0"},
           {"2.0.0-rc.1", Bump::patch, "2.0.0"},
           {"2.0.0-rc.1", Bump::major, "2.0.0"},
           {"2.0.0-rc.1", Bump::none, "2.0.0-rc.1"},
       })) {
    CAPTURE(c.before);
    CAPTURE(to_string(c.bump));
    CHECK(raised(version(c.before), c.bump).text() == c.expected);
  }
}

TEST_CASE("a bump has the word of reports") {
  CHECK(to_string(Bump::none) == "none");
  CHECK(to_string(Bump::patch) == "patch");
  CHECK(to_string(Bump::minor) == "minor");
  CHECK(to_string(Bump::major) == "major");
}
