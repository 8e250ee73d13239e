// SPDX-License-Identifier: Apache-2.0
#include "core/mods/requirement.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

namespace dcr::mods {
namespace {

TEST_CASE("a requirement is read whole") {
  const auto read = parse_requirement(
      R"(Ruamel.YAML[jinja2, extra] >= 1.5 , < 3 ; python_version < "3.12" and sys_platform != 'win32')");
  REQUIRE(read.has_value());
  CHECK(read->name == "ruamel-yaml");
  CHECK(read->extras == std::vector<std::string>{"jinja2", "extra"});
  REQUIRE(read->clauses.size() == 2);
  CHECK(read->clauses[0].relation == ">=");
  CHECK(read->clauses[1].version == "3");
  CHECK(read->marker == R"(python_version < "3.12" and sys_platform != 'win32')");
  CHECK(parse_requirement("pip @ https://example.com/pip.zip")->url ==
        "https://example.com/pip.zip");
  CHECK(parse_requirement("a(>=1)").has_value());
}

TEST_CASE("what is no requirement is told from what is expected") {
  struct Case {
    std::string_view text;
    std::string_view message;
  };
  for (const Case& c : std::to_array<Case>({
           {"", "'' is no requirement: expected a package's name, not the end"},
           {"-r x", "'-r x' is no requirement: expected a package's name, not ' x'"},
           {"pandas>1.x", "'pandas>1.x' is no requirement: expected a version, not '1.x'"},
           {"pandas=1",
            "'pandas=1' is no requirement: expected one of == != <= >= < > ~= ===, "
            "not '=1'"},
           {"pandas 1.5",
            "'pandas 1.5' is no requirement: expected a version such as '>=1.5', or ';' and a "
            "marker, not '1.5'"},
           {"pandas>=1,",
            "'pandas>=1,' is no requirement: expected another clause after ',', not the end"},
           {"pandas[x", "'pandas[x' is no requirement: expected ']' after the extras, not the end"},
           {"pandas; os == 'a'",
            "'os == 'a'' is no marker: expected a variable such as "
            "python_version, or a text in quotes, not 'os == 'a''"},
       })) {
    CAPTURE(c.text);
    const auto read = parse_requirement(c.text);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().message == c.message);
  }
}

TEST_CASE("a version is held against a specifier as pip does") {
  struct Case {
    std::string_view specifier;
    std::string_view version;
    bool admitted;
  };
  for (const Case& c : std::to_array<Case>({
           {">=1.5", "1.5", true},       {">=1.5", "1.10", true},  {">=1.5", "1.4.9", false},
           {">=1.5,<2", "2.0", false},   {"<2", "2.0rc1", false},  {"<2.0rc2", "2.0rc1", true},
           {">2", "2.0.post1", false},   {"==1.5", "1.5.0", true}, {"==1.5.*", "1.5.7", true},
           {"==1.5.*", "1.50", false},   {"!=1.5.*", "1.6", true}, {"~=1.4.2", "1.4.9", true},
           {"~=1.4.2", "1.5", false},    {"~=1.4", "1.9", true},   {">=1!1", "2", false},
           {"===weird", "weird", true},  {">=1", "weird", false},  {">=1.0.dev1", "1.0a1", true},
           {"<=1.0", "1.0+local", true},
       })) {
    CAPTURE(c.specifier);
    CAPTURE(c.version);
    const auto clauses = parse_specifier(c.specifier);
    REQUIRE(clauses.has_value());
    CHECK(admits(*clauses, c.version) == c.admitted);
  }
  CHECK_FALSE(parse_specifier("3.8").has_value());
  CHECK_FALSE(parse_specifier("").has_value());
}

TEST_CASE("a marker holds or not by its variables") {
  const std::map<std::string, std::string> variables{{"python_version", "3.11"},
                                                     {"sys_platform", "linux"}};
  struct Case {
    std::string_view marker;
    bool holds;
  };
  for (const Case& c : std::to_array<Case>({
           {"", true},
           {"python_version >= '3.9'", true},
           {"python_version < '3.9'", false},
           {"'3.9' <= python_version", true},
           {"sys_platform == 'win32' or python_version > '3'", true},
           {"sys_platform == 'win32' and (python_version > '3' or extra == 'x')", false},
           {"sys_platform in 'linux darwin'", true},
           {"sys_platform not in 'linux darwin'", false},
           {"extra == 'test'", false},
       })) {
    CAPTURE(c.marker);
    const auto answer = holds(c.marker, variables);
    REQUIRE(answer.has_value());
    CHECK(*answer == c.holds);
  }
  CHECK_FALSE(holds("python_version", {}).has_value());
  CHECK_FALSE(holds(std::string(100, '('), {}).has_value());
}

}  // namespace
}  // namespace dcr::mods
