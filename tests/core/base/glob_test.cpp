// SPDX-License-Identifier: Apache-2.0
#include "core/base/glob.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

using dcr::ErrorKind;
using dcr::Glob;
using dcr::PathFilter;
using dcr::Result;

namespace {

Glob glob(const std::string& pattern) {
  Result<Glob> compiled = Glob::compile(pattern);
  REQUIRE_MESSAGE(compiled.has_value(), pattern);
  return *compiled;
}

PathFilter filter(const std::vector<std::string>& patterns, std::vector<std::string> paths = {}) {
  std::vector<Glob> globs;
  for (const std::string& pattern : patterns) globs.push_back(glob(pattern));
  PathFilter result(std::move(globs));
  result.narrow_to(std::move(paths));
  return result;
}

}  // namespace

TEST_CASE("a glob matches whole paths") {
  struct Case {
    std::string pattern;
    std::string path;
    bool expected;
  };
  for (const Case& c : std::to_array<Case>({
           {"a.yaml", "a.yaml", true},
           {"a.yaml", "x/a.yaml", false},
           {"a.yaml", "a.yaml.bak", false},
           {"./a.yaml", "a.yaml", true},
           {"*.yaml", "a.yaml", true},
           {"*.yaml", ".yaml", true},
           {"*.yaml", "x/a.yaml", false},
           {"contracts/*", "contracts/a/b", false},
           {"a*c*e", "abcde", true},
           {"a*c*e", "abcd", false},
           {"?.y", "a.y", true},
           {"a?b", "a/b", false},
           {"**", "a/b/c", true},
           {"**/a.yaml", "a.yaml", true},
           {"**/a.yaml", "x/y/a.yaml", true},
           {"**/a.yaml", "xa.yaml", false},
           {"**/a.yaml", "x/ya.yaml", false},
           {"contracts/**/*.yaml", "contracts/a.yaml", true},
           {"contracts/**/*.yaml", "contracts/x/y/a.yaml", true},
           {"contracts/**/*.yaml", "other/contracts/a.yaml", false},
           {"contracts/**", "contracts/x/y", true},
           {"contracts/**", "contracts", false},
           {"contracts/", "contracts/x/y", true},
           {"contracts/**x", "contracts/a/bx", true},
           {"**/**/**/x", "x", true},
           {"**/**/**/x", "a/x", true},
           {"a/**/b/**/c", "a/b/b/c", true},
           {"a/**/b/**/c", "a/c/b", false},
           {"finance.**", "finance.daily.revenue", true},
           {"finance.**", "finances.daily", false},
           {"*.y{,a}ml", "a.yml", true},
           {"*.y{,a}ml", "a.yaml", true},
           {"*.y{,a}ml", "a.yxml", false},
           {"{a,b{c,d}}.y", "a.y", true},
           {"{a,b{c,d}}.y", "bd.y", true},
           {"{a,b{c,d}}.y", "b.y", false},
           {"{a/**,b}/c", "a/x/y/c", true},
           {"{one}", "one", true},
           {"a,b}", "a,b}", true},
           {"[a-c]x", "bx", true},
           {"[a-c]x", "dx", false},
           {"[!a-c]x", "dx", true},
           {"[^a-c]x", "ax", false},
           {"[!a]", "/", false},
           {"[]a]", "]", true},
           {"[a-]", "-", true},
           {"[\\]]", "]", true},
           {"[{,}]", ",", true},
           {"a[/]b", "a/b", false},
           {"\\*.y", "*.y", true},
           {"\\*.y", "a.y", false},
           {"\\{a\\}", "{a}", true},
           {"A.y", "a.y", false},
           {"*\xff", "a\xff", true},
       })) {
    CAPTURE(c.pattern);
    CAPTURE(c.path);
    CHECK(glob(c.pattern).matches(c.path) == c.expected);
  }
}

TEST_CASE("a glob says which folders a walk may skip") {
  struct Case {
    std::string pattern;
    std::string folder;
    bool expected;
  };
  for (const Case& c : std::to_array<Case>({
           {"contracts/**/*.yaml", "", true},
           {"contracts/**/*.yaml", "src", false},
           {"contracts/**/*.yaml", "contracts", true},
           {"contracts/**/*.yaml", "contracts/a/b", true},
           {"contracts/**/*.yaml", "contract", false},
           {"contracts/**/*.yaml", "contracts2", false},
           {"contracts/*.yaml", "contracts", true},
           {"contracts/*.yaml", "contracts/a", false},
           {"a.yaml", "a.yaml", false},
           {"**/a.yaml", "any/where", true},
           {"{a,b}/x", "b", true},
           {"{a,b}/x", "c", false},
           {"a*/x", "abc", true},
           {"a*/x", "bc", false},
           {"a**", "ab/c", true},
           {"contracts/", "contracts/a", true},
       })) {
    CAPTURE(c.pattern);
    CAPTURE(c.folder);
    CHECK(glob(c.pattern).may_match_below(c.folder) == c.expected);
  }
}

TEST_CASE("no folder above a match is skipped") {
  for (const char* pattern :
       {"**", "**/c", "a/**/c", "a/*/c", "a/b**", "{a,x}/{b,y}/c", "*/?/[c]"}) {
    CAPTURE(pattern);
    const Glob compiled = glob(pattern);
    REQUIRE(compiled.matches("a/b/c"));
    for (const char* folder : {"", "a", "a/b"}) CHECK(compiled.may_match_below(folder));
  }
}

TEST_CASE("many stars cost no more than a walk along the path") {
  const std::string deep = [] {
    std::string path;
    for (int i = 0; i < 2000; ++i) path += "a/";
    return path + "y";
  }();
  CHECK_FALSE(glob("**/**/**/**/**/**/**/**/x").matches(deep));
  CHECK_FALSE(glob("*a*a*a*a*a*a*a*a*a*a*a*b").matches(std::string(4000, 'a')));
  CHECK_FALSE(glob("**a**a**a**a**a**a**a**a**b").matches(deep));
  std::string folders;
  for (int i = 0; i < 300; ++i) folders += "**/";
  CHECK_FALSE(glob(folders + "x").matches(deep));
  CHECK(glob(folders + "y").matches(deep));
}

TEST_CASE("a pattern that can match nothing of a repository is refused") {
  struct Case {
    std::string pattern;
    std::string expected;
  };
  for (const Case& c : std::to_array<Case>({
           {"", "pattern '' is empty"},
           {"./", "pattern './' is empty"},
           {"/etc/*", "pattern '/etc/*' is absolute; patterns start at the repository root"},
           {"../a", "pattern '../a' holds '..'; patterns start at the repository root"},
           {"a/../b", "pattern 'a/../b' holds '..'; patterns start at the repository root"},
           {"a/{..,b}/c", "pattern 'a/{..,b}/c' holds '..'; patterns start at the repository root"},
           {"a//b", "pattern 'a//b' holds '//'"},
           {"a[bc", "pattern 'a[bc' has an unclosed '['"},
           {"a[]", "pattern 'a[]' has an unclosed '['"},
           {"\x1B[31m\xFF", "pattern '\\x1b[31m\\xff' has an unclosed '['"},
           {"a{b,c", "pattern 'a{b,c' has an unclosed '{'"},
           {"{a,{b}", "pattern '{a,{b}' has an unclosed '{'"},
           {"a\\", "pattern 'a\\' ends with a lone '\\'"},
           {"{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}",
            "pattern '{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}' stands for more than 256 "
            "alternatives; write several patterns"},
           {std::string(1025, 'x'),
            "pattern 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' and so on is longer than 1024 "
            "bytes"},
       })) {
    CAPTURE(c.pattern);
    const Result<Glob> compiled = Glob::compile(c.pattern);
    REQUIRE_FALSE(compiled.has_value());
    CHECK(compiled.error().kind == ErrorKind::bad_config);
    CHECK(compiled.error().message == c.expected);
  }
}

TEST_CASE("256 alternatives are still accepted, and so are deep braces") {
  CHECK(glob("{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}").matches("abababab"));
  CHECK(glob(std::string(500, '{') + "a" + std::string(500, '}')).matches("a"));
}

TEST_CASE("a glob keeps the text it was written as") { CHECK(glob("./a/*").text() == "./a/*"); }

TEST_CASE("a filter wants a glob and, where it is narrowed, a named path") {
  struct Case {
    std::vector<std::string> paths;
    std::string path;
    bool expected;
  };
  for (const Case& c : std::to_array<Case>({
           {{}, "c/a.yaml", true},
           {{}, "c/a.txt", false},
           {{""}, "c/a.yaml", true},
           {{"c"}, "c/a.yaml", true},
           {{"c/a.yaml"}, "c/a.yaml", true},
           {{"c/a.txt"}, "c/a.txt", false},
           {{"c/a"}, "c/a.yaml", false},
           {{"d", "c/x"}, "c/x/a.yaml", true},
           {{"d"}, "c/a.yaml", false},
       })) {
    CAPTURE(c.path);
    CHECK(filter({"c/**/*.yaml", "e/*"}, c.paths).matches(c.path) == c.expected);
  }
}

TEST_CASE("a filter enters the folders above and below its named paths") {
  const PathFilter narrowed = filter({"c/**"}, {"c/x/y", "c/z.yaml"});
  for (const char* folder : {"", "c", "c/x", "c/x/y", "c/x/y/deep"}) {
    CAPTURE(folder);
    CHECK(narrowed.may_match_below(folder));
  }
  for (const char* folder : {"d", "c/w", "c/x/z", "c/xy"}) {
    CAPTURE(folder);
    CHECK_FALSE(narrowed.may_match_below(folder));
  }
}

TEST_CASE("a filter without globs matches nothing") {
  CHECK_FALSE(PathFilter().matches("a"));
  CHECK_FALSE(PathFilter().may_match_below(""));
}

TEST_CASE("a plain pattern matches as the walk would") {
  // A class says the same here, and takes the walk.
  for (const auto& [plain, walked] : std::to_array<std::pair<std::string, std::string>>({
           {"contracts/**/*.yaml", "[c~]ontracts/**/*.yaml"},
           {"**/datacontract.yaml", "**/[d~]atacontract.yaml"},
           {"contracts/*.yaml", "[c~]ontracts/*.yaml"},
           {"**/*", "**/*[!]]"},
           {"a/**/b", "[a~]/**/b"},
           {"a*a", "[a~]*a"},
           {"a", "[a~]"},
       })) {
    const Glob fast = *Glob::compile(plain);
    const Glob slow = *Glob::compile(walked);
    for (const std::string path : {"contracts/a.yaml",
                                   "contracts/x/a.yaml",
                                   "contracts/x/y/.yaml",
                                   "contracts.yaml",
                                   "contracts/.yaml",
                                   "xcontracts/a.yaml",
                                   "contracts/a.yml",
                                   "datacontract.yaml",
                                   "x/datacontract.yaml",
                                   "xdatacontract.yaml",
                                   "x/y/datacontract.yaml",
                                   "a/b",
                                   "a/x/b",
                                   "a/xb",
                                   "a/x/y/b",
                                   "a/b/c",
                                   "a",
                                   "aa",
                                   "aba",
                                   "a/a",
                                   "b",
                                   "x"}) {
      CAPTURE(plain);
      CAPTURE(path);
      CHECK(fast.matches(path) == slow.matches(path));
    }
  }
}
