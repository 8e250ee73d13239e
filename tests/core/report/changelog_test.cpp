// SPDX-License-Identifier: Apache-2.0
#include "core/report/changelog.hpp"

#include "core/report/markdown.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

using dcr::report::markdown_code;
using dcr::report::markdown_link;
using dcr::report::markdown_text;

TEST_CASE("text of contracts shows as it is and cannot leave its place in a Markdown page") {
  struct Case {
    const char* text;
    const char* markdown;
  };
  for (const Case& c : std::to_array<Case>({
           {"plain text, 1.0 (x)", "plain text, 1.0 (x)"},
           {"snake_case stays", "snake_case stays"},
           {"_not_ *this*", "\\_not\\_ \\*this\\*"},
           {"a <b>&amp; | [x](y) `z` ~~s~~ !",
            "a \\<b\\>\\&amp; \\| \\[x\\](y) \\`z\\` \\~\\~s\\~\\~ \\!"},
           {"# heading", "\\# heading"},
           {"- item", "\\- item"},
           {"> quote", "\\> quote"},
           {"12. item", "12\\. item"},
           {"two\nlines", "two\\\\nlines"},
       })) {
    CAPTURE(c.text);
    CHECK(markdown_text(c.text) == c.markdown);
  }
}

TEST_CASE("a code span is fenced by more backticks than it holds") {
  CHECK(markdown_code("id") == "`id`");
  CHECK(markdown_code("a`b") == "``a`b``");
  CHECK(markdown_code("``") == "``` `` ```");
  CHECK(markdown_code("") == "`  `");
  CHECK(markdown_code("a\nb") == "`a\\nb`");
}

TEST_CASE("only an address that a link can hold becomes one") {
  CHECK(markdown_link("https://example.com/a?b=c") == "<https://example.com/a?b=c>");
  CHECK(markdown_link("https://example.com/>x") == "`https://example.com/>x`");
  CHECK(markdown_link("javascript:alert(1)") == "`javascript:alert(1)`");
  CHECK(markdown_link("see the wiki") == "`see the wiki`");
}

TEST_CASE("a changelog names what breaks readers first") {
  using dcr::Issue;
  Issue added;
  added.rule = "field_added";
  added.field = "plan";
  added.message = "optional field 'plan' was added";
  Issue broken;
  broken.rule = "field_removed";
  broken.field = "lt`v";
  broken.message = "field 'lt`v' was removed";
  broken.breaking = true;
  broken.accepted = true;
  broken.accepted_because = "moved to *another* contract";
  const dcr::report::Changelog one{.name = "users",
                                   .title = "",
                                   .in_tree = false,
                                   .versions = {{.version = "2.0.0",
                                                 .previous_version = "1.0.0",
                                                 .date = "2026-01-02",
                                                 .commit = "3f2c1ab",
                                                 .author = "Ada <a@b.c>",
                                                 .status = dcr::Status::deprecated,
                                                 .deprecation_uri = "https://example.com",
                                                 .deprecation_message = "gone soon",
                                                 .fields = 1,
                                                 .owners = "",
                                                 .changes = {added, broken}},
                                                {.version = "1.0.0",
                                                 .previous_version = "",
                                                 .date = "2026-01-01",
                                                 .commit = "1234567",
                                                 .author = "Ada",
                                                 .status = dcr::Status::active,
                                                 .deprecation_uri = "",
                                                 .deprecation_message = "",
                                                 .fields = 2,
                                                 .owners = "growth (#growth)",
                                                 .changes = {}}}};
  CHECK(dcr::report::to_markdown(std::array{one}) ==
        "# users\n"
        "\nNo version of it is in the tree any more.\n"
        "\n## 2.0.0 — 2026-01-02\n"
        "\nRegistered by Ada \\<a@b.c\\> in `3f2c1ab`.\n"
        "\n**Deprecated.** See <https://example.com>. gone soon\n"
        "\n### Breaking\n"
        "\n- field ``lt`v`` was removed (accepted: moved to \\*another\\* contract)\n"
        "\n### Added\n"
        "\n- optional field `plan` was added\n"
        "\n## 1.0.0 — 2026-01-01\n"
        "\nFirst registered with 2 fields, owned by growth (#growth), by Ada in `1234567`.\n");
}
