// SPDX-License-Identifier: Apache-2.0
#include "core/formats/codeowners.hpp"

#include <doctest/doctest.h>

#include <array>

using dcr::formats::codeowners_block;
using dcr::formats::with_codeowners_block;

TEST_CASE("only what a host can reach is named, and every path stands for itself") {
  const auto block = codeowners_block({
      {"contracts/a.yaml", {{"x", "@acme/x", {}}, {"@bo", "", {}}, {"y", "@acme/x", {}}}},
      {"contracts/b c#[1]*.yaml", {{"m", "m+n@mail.example.com", {}}}},
      {"contracts/c.yaml", {{"growth", "#growth", {}}, {"@x y", "@", {}}}},
      {"contracts/d\n@evil", {{"@bo", "", {}}}},
  });
  CHECK(block.text ==
        "# dcr:owners begin: written by dcr owners --codeowners from the contracts\n"
        "/contracts/a.yaml @acme/x @bo\n"
        "/contracts/b\\ c\\#\\[1\\]\\*.yaml m+n@mail.example.com\n"
        "# contracts/c.yaml: growth (#growth)\n"
        "# contracts/c.yaml: @x y (@)\n"
        "# contracts/d\\n@evil: the path cannot be written here\n"
        "# dcr:owners end\n");
  CHECK(block.unnamed.size() == 3);
}

TEST_CASE("a file that is called as a marker is none") {
  const auto block = codeowners_block(
      {{"dcr:owners begin.yaml", {{"growth", "", {}}}}, {"dcr:owners end", {{"growth", "", {}}}}});
  const auto once = with_codeowners_block("* @a\n", "CODEOWNERS", block.text);
  REQUIRE(once.has_value());
  CHECK(once->find("# ./dcr:owners begin.yaml: growth\n") != std::string::npos);
  const auto twice = with_codeowners_block(*once, "CODEOWNERS", block.text);
  REQUIRE(twice.has_value());
  CHECK(*twice == *once);
}

TEST_CASE("a block replaces its predecessor and nothing else") {
  struct Case {
    std::string_view before;
    std::string_view after;
  };
  for (const Case& c : std::to_array<Case>({
           {"", "B\n"},
           {"* @a", "* @a\n\nB\n"},
           {"* @a\r\n", "* @a\r\n\r\nB\r\n"},
           {"x\n# dcr:owners begin\nold\n# dcr:owners end\ny", "x\nB\ny"},
           {"# dcr:owners begin\r\n# dcr:owners end", "B\r\n"},
       })) {
    CAPTURE(c.before);
    const auto after = with_codeowners_block(c.before, "CODEOWNERS", "B\n");
    REQUIRE(after.has_value());
    CHECK(*after == c.after);
  }
  const auto twice = with_codeowners_block(
      "# dcr:owners begin\n# dcr:owners end\n# dcr:owners end\n", "CODEOWNERS", "B\n");
  REQUIRE(!twice.has_value());
  CHECK(twice.error().message == "the block of dcr ends a second time");
  CHECK(twice.error().where->at.begin.line == 3);
}
