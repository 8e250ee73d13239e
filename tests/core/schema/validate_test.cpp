// SPDX-License-Identifier: Apache-2.0
#include "core/schema/validate.hpp"

#include "tests/core/schema/schemas.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <string>

namespace dcr::schema {

namespace {

struct Case {
  const char* schema;
  const char* value;
  const char* violations;
};

template <std::size_t count>
void check(const Case (&cases)[count]) {
  CompileOptions options;
  options.annotations = {"secret"};
  options.formats = Formats::assert_common;
  for (const Case& c : cases) {
    CAPTURE(c.schema);
    CAPTURE(c.value);
    CHECK(test::violations(c.schema, c.value, options) == c.violations);
  }
}

}  // namespace

TEST_CASE("a violation names the value and the limit") {
  check({
      {"{properties: {delimiter: {type: string}}}", "{delimiter: 5}",
       "/delimiter /properties/delimiter/type: 'delimiter' must be a string, not a number\n"},
      {"{type: [string, 'null']}", "true",
       " /type: the value must be a string or null, not a boolean\n"},
      {"{type: integer}", "1.5", " /type: the value must be an integer, not 1.5\n"},
      {"{type: integer}", "1.0", ""},
      {"{type: integer}", "1e400", ""},
      {"{items: {enum: [a, b, null]}}", "[c]",
       "/0 /items/enum: '[0]' must be 'a', 'b' or null, not 'c'\n"},
      {"{const: {a: [1]}}", "{a: [1.0]}", ""},
      {"{properties: {a: {items: {minimum: 5}}}}", "{a: [3, 7]}",
       "/a/0 /properties/a/items/minimum: 'a[0]' must be at least 5, not 3\n"},
      {"{exclusiveMaximum: 18446744073709551617}", "18446744073709551616", ""},
      {"{exclusiveMaximum: 18446744073709551617}", "18446744073709551617",
       " /exclusiveMaximum: the value must be less than 18446744073709551617, not "
       "18446744073709551617\n"},
      {"{multipleOf: 0.1}", "0.3", ""},
      {"{multipleOf: 0.1}", "0.35",
       " /multipleOf: the value must be a multiple of 0.1, not 0.35\n"},
      {"{minimum: 0}", ".nan", " /minimum: the value must be at least 0, not .nan\n"},
      {"{minLength: 3}", "'\xc3\xa9\xc3\xa9'",
       " /minLength: the value must have at least 3 characters, not 2\n"},
      {"{maxLength: 1}", "ab", " /maxLength: the value must have at most 1 character, not 2\n"},
      {"{pattern: '^a'}", "b", " /pattern: the value must match the pattern '^a', not 'b'\n"},
      {"{format: date}", "2026-02-29",
       " /format: the value must be of the format 'date', not '2026-02-29'\n"},
      {"{minItems: 2}", "[1]", " /minItems: the value must have at least 2 items, not 1\n"},
      {"{uniqueItems: true}", "[1, {a: 1, b: 2}, 1.5, {b: 2.0, a: 1}]",
       "/3 /uniqueItems: the value must not repeat an item, but items 1 and 3 are equal\n"},
      {"{contains: {type: string}}", "[1]",
       " /contains: the value must have at least 1 item that fits '#/contains', not 0\n"},
      {"{contains: {type: string}, maxContains: 1}", "[a, b]",
       " /maxContains: the value must have at most 1 item that fits '#/contains', not 2\n"},
      {"{prefixItems: [{}], items: false}", "[1, 2]",
       "/1 /items: '[1]' is one item too many: 1 are allowed\n"},
      {"false", "1", " : the value must not be there\n"},
      {"{not: {type: string}}", "a", " /not: the value must not fit '#/not'\n"},
  });
}

TEST_CASE("a violation names the property") {
  check({
      {"{required: [file_path]}", "{}", " /required: 'file_path' is required\n"},
      {"{properties: {a: {required: [b.c]}}}", "{a: {}}",
       "/a /properties/a/required: 'a.\"b.c\"' is required\n"},
      {"{properties: {delimiter: {}}, additionalProperties: false}", "{delimitr: 1}",
       "/delimitr /additionalProperties: no 'delimitr' is known here; did you mean "
       "'delimiter'?\n"},
      {"{allOf: [{properties: {a: {}}}], unevaluatedProperties: false}", "{a: 1, b: 2}",
       "/b /unevaluatedProperties: no 'b' is known here\n"},
      {"{minProperties: 1}", "{}",
       " /minProperties: the value must have at least 1 property, not 0\n"},
      {"{propertyNames: {pattern: '^[a-z]+$'}}", "{a: 1, B: 2}",
       " /propertyNames/pattern: the name 'B' must match the pattern '^[a-z]+$'\n"},
      {"{dependentRequired: {card: [street]}}", "{card: 1}",
       " /dependentRequired: 'street' is required where 'card' is\n"},
      {"{if: {required: [a]}, then: {required: [b]}, else: {required: [c]}}", "{a: 1}",
       " /then/required: 'b' is required\n"},
  });
}

TEST_CASE("every violation is found at once, in the order of the value, and none twice") {
  check(
      {{"{required: [z], properties: {b: {type: string}, a: {allOf: [{$ref: '#/$defs/n'}, {$ref: "
        "'#/$defs/n'}]}}, $defs: {n: {type: integer}}}",
        "{a: x, b: 1}",
        " /required: 'z' is required\n"
        "/a /$defs/n/type: 'a' must be an integer, not a string\n"
        "/b /properties/b/type: 'b' must be a string, not a number\n"}});
}

TEST_CASE("of alternatives the nearest is named") {
  check({
      {"{anyOf: [{type: string}, {type: 'null'}]}", "5",
       " /anyOf: the value must be a string or null, not an integer\n"},
      {"{oneOf: [{title: Circle, required: [r], properties: {kind: {const: circle}}}, {title: "
       "Square, required: [a], properties: {kind: {const: square}}}]}",
       "{kind: square}",
       " /oneOf: the value fits none of 2 alternatives; the nearest, 'Square', says: 'a' is "
       "required\n"},
      {"{oneOf: [{minimum: 1}, {$ref: '#/$defs/two'}], $defs: {two: {minimum: 2}}}", "3",
       " /oneOf: the value must fit one alternative only, but fits '#/oneOf/0' and "
       "'#/$defs/two'\n"},
  });
}

TEST_CASE("a secret is not shown") {
  check({
      {"{properties: {p: {secret: true, enum: [x]}}}", "{p: hunter2}",
       "/p /properties/p/enum: 'p' must be 'x'\n"},
      {"{properties: {p: {writeOnly: true, items: {minLength: 9}}}}", "{p: [hunter2]}",
       "/p/0 /properties/p/items/minLength: 'p[0]' must have at least 9 characters\n"},
  });
}

TEST_CASE("draft-04 takes 1.0 for no integer and its exclusive bounds from a boolean") {
  CompileOptions options;
  options.default_draft = Draft::draft4;
  CHECK(test::violations("{type: integer}", "1.0", options) ==
        " /type: the value must be an integer, not 1.0\n");
  CHECK(test::violations("{minimum: 3, exclusiveMinimum: true}", "3", options) ==
        " /exclusiveMinimum: the value must be greater than 3, not 3\n");
}

TEST_CASE("recursive schemas follow the value") {
  const std::string list = "{type: object, properties: {next: {$ref: '#'}, v: {type: integer}}}";
  CHECK(test::violations(list, "{v: 1, next: {v: 2, next: {v: x}}}") ==
        "/next/next/v /properties/v/type: 'next.next.v' must be an integer, not a string\n");
}

TEST_CASE("towers of alternatives end, and so do large values") {
  std::string tower = "{$ref: '#/$defs/s0', $defs: {s40: {type: integer}";
  for (int i = 0; i < 40; ++i) {
    for (const char* keyword : {"anyOf"}) {
      tower += fmt::format(", s{0}: {{{1}: [{{$ref: '#/$defs/s{2}'}}, {{$ref: '#/$defs/s{2}'}}]}}",
                           i, keyword, i + 1);
    }
  }
  tower += "}}";
  CHECK(test::violations(tower, "1").empty());
  const std::string why = test::violations(tower, "x");
  CHECK(why.find("the value fits none of 2 alternatives") != std::string::npos);

  std::string long_list = "[";
  for (int i = 0; i < 50'000; ++i) long_list += fmt::format("{}, ", i);
  CHECK(test::violations("{uniqueItems: true}", long_list + "-1]").empty());
  CHECK(test::violations("{uniqueItems: true}", long_list + "7]") ==
        "/50000 /uniqueItems: the value must not repeat an item, but items 7 and 50000 are "
        "equal\n");
}

TEST_CASE("what costs too much is undecided") {
  ValidationLimits limits;
  limits.steps = 100;
  limits.subject = "the parameters";
  std::string list = "[";
  for (int i = 0; i < 200; ++i) list += "1, ";
  CHECK(test::violations("{items: {type: integer}}", list + "1]", {}, limits) ==
        " : the parameters cannot be judged: it is too expensive\n");
}

TEST_CASE("a dynamic reference that only goes round is undecided, not endless") {
  CHECK(test::violations("{$id: 'http://x/a', $dynamicAnchor: n, allOf: [{$ref: b}], $defs: {b: "
                         "{$id: b, $defs: {n: {$dynamicAnchor: n}}, allOf: [{$dynamicRef: "
                         "'#n'}]}}}",
                         "1") ==
        " : the value cannot be judged: a reference leads back to itself\n");
}

}  // namespace dcr::schema
