// SPDX-License-Identifier: Apache-2.0
#include "core/schema/pattern.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

namespace dcr::schema {

TEST_CASE("patterns mean what ECMA-262 says") {
  struct Case {
    const char* pattern;
    std::string text;
    bool expected;
  };
  for (const Case& c : std::to_array<Case>({
           {"b", "abc", true},  // not anchored
           {"^a$", "a", true},
           {"^a$", "a\n", false},
           {"^.$", "\xc3\xa9", true},
           {"^.$", "\r", false},
           {"^.$", "\xe2\x80\xa8", false},
           {"^\\s$", "\xc2\xa0", true},
           {"^\\s$", "\xef\xbb\xbf", true},
           {"^\\S$", "\xc2\xa0", false},
           {"^[\\S]$", "a", true},
           {"^[^\\s]$", "\xe2\x80\x83", false},
           {"^\\d$", "\xdf\x80", false},
           {"^\\w$", "\xc3\xa9", false},
           {"^[[]$", "[", true},
           {"^[[:alpha:]]$", ":]", true},
           {"^[^]$", "\n", true},
           {"a[]", "a", false},
           {"^a{,2}$", "a{,2}", true},
           {"^x{$", "x{", true},
           {"^a{2,3}$", "aa", true},
           {"^\\u0061\\x62\\u{63}$", "abc", true},
           {"^\\ud83d\\udc32$", "\xf0\x9f\x90\xb2", true},
           {"^\\cC$", "\x03", true},
           {"^[\\b]$", "\b", true},
           {"\\bb\\b", "a b c", true},
           {"^\\p{Letter}+$", "a\xc3\xa9", true},
           {"^\\p{Script=Greek}$", "\xce\xb1", true},
           {"^\\P{Nd}$", "1", false},
           {"^(?<year>\\d{4})$", "2026", true},
           {"^\\/\\-\\.$", "/-.", true},
           {"^(a|b)*$", std::string(100'000, 'a') + "c", false},
           {"^(a+)+$", std::string(100'000, 'a') + "b", false},
       })) {
    CAPTURE(c.pattern);
    const Pattern::Compiled compiled = Pattern::compile(c.pattern);
    REQUIRE_MESSAGE(compiled.pattern != nullptr, compiled.problem);
    CHECK(compiled.pattern->source() == c.pattern);
    CHECK(compiled.pattern->matches(c.text) == c.expected);
  }
}

TEST_CASE("what cannot be matched is said when the pattern is read") {
  struct Case {
    const char* pattern;
    const char* problem;
  };
  for (const Case& c : std::to_array<Case>({
           {"^(?=a)", "it looks ahead, which dcr cannot match"},
           {"^(?!a)", "it looks ahead, which dcr cannot match"},
           {"(?<=a)b", "it looks behind, which dcr cannot match"},
           {"(?<!a)b", "it looks behind, which dcr cannot match"},
           {"(a)\\1", "it refers back to a group, which dcr cannot match"},
           {"(?<a>a)\\k<a>", "it refers back to a group, which dcr cannot match"},
           {"a{1001}", "it repeats something more than 1000 times"},
           {"(?i)a", "'(?i' is no group of ECMA-262"},
           {"\\A", "'\\A' is no escape of ECMA-262"},
           {"\\", "a '\\' ends it"},
           {"[a", "a '[' is not closed"},
           {"(a", "a '(' is not closed"},
           {"a)", "a ')' closes nothing"},
           {"*a", "nothing for '*' to repeat"},
           {"[b-a]", "'b-a' is no range of characters it knows"},
           {"\\p{Unknown}", "'\\p{Unknown}' is no range of characters it knows"},
           {"\\pL", "'\\p' is not followed by a property in braces"},
           {"\\u12", "'\\u' is not followed by four hexadecimal digits"},
           {"\\u{110000000}", "'\\u{' is not followed by hexadecimal digits and '}'"},
           {"\\xg0", "'\\x' is not followed by two hexadecimal digits"},
           {"\\ud83d", "it names half of a surrogate pair"},
           {"((a{1,100}){1,100}){1,100}", "it repeats something more than 1000 times"},
           {"\\p{Letter}{1000}", "it is too large to match"},
       })) {
    CAPTURE(c.pattern);
    const Pattern::Compiled compiled = Pattern::compile(c.pattern);
    CHECK(compiled.pattern == nullptr);
    CHECK(compiled.problem == c.problem);
  }
}

}  // namespace dcr::schema
