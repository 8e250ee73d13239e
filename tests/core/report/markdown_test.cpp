// SPDX-License-Identifier: Apache-2.0
#include "core/report/markdown.hpp"

#include <doctest/doctest.h>

#include <array>

namespace dcr::report {

TEST_CASE("of a sentence all that a platform would act on is code") {
  struct Case {
    const char* text;
    const char* markdown;
  };
  for (const Case& c : std::to_array<Case>({
           {"field 'ltv' was removed", "field 'ltv' was removed"},
           {"BREAKING, refused (breaking: forbid)", "BREAKING, refused (breaking: forbid)"},
           {"1.0.0 → 1.1.0", "1.0.0 → 1.1.0"},
           {"ask @all now", "ask `@all` now"},
           {"see #12 !3 in a/b#4", "see `#12 !3` in `a/b#4`"},
           {"<b>bold</b> | [a](b)", "`<b>bold</b> | [a](b`)"},
           {"at www.example.com", "at `www.example.com`"},
           {"https://example.com", "`https://example.com`"},
           {":tada: yes", "`:tada:` yes"},
           {"with `deprecated: true` on it", "with `deprecated: true` on it"},
           {"a ` alone @x", "a `` ` `` alone `@x`"},
           {"`@all` `", "`` `@all` ` ``"},
           {"line\nbreak", "`line\\nbreak`"},
           {"revenue (#bi-team), 'a@b' x", "revenue (`#bi-team`), '`a@b`' x"},
           {"a  @b  #c  d", "a  `@b  #c`  d"},
           {"@a`@b`@c", "``@a`@b`@c``"},
           {"``", "``` `` ```"},
           {"1. no list", "1. no list"},
           {"two  blanks", "two  blanks"},
           {"", ""},
       })) {
    CAPTURE(c.text);
    CHECK(markdown_sentence(c.text) == c.markdown);
  }
}

TEST_CASE("between tags nothing is a tag") {
  CHECK(html_text("</code>&\"x\"\n") == "&lt;/code&gt;&amp;&quot;x&quot;\\n");
}

}  // namespace dcr::report
