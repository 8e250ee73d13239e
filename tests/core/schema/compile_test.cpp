// SPDX-License-Identifier: Apache-2.0
#include "core/schema/schema.hpp"
#include "tests/core/schema/schemas.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <map>
#include <string>

namespace dcr::schema {

namespace {

CompileOptions of_draft(Draft draft) {
  CompileOptions options;
  options.default_draft = draft;
  return options;
}

}  // namespace

TEST_CASE("a schema that is none is told what is wrong and where") {
  struct Case {
    const char* schema;
    const char* problems;
  };
  for (const Case& c : std::to_array<Case>({
           {"[]", "error 1:1  : a schema must be a mapping or a boolean, not a list\n"},
           {"{type: 5}",
            "error 1:8  type: 'type' must be the name of a type or a list of some, not 5\n"},
           {"{type: []}",
            "error 1:8  type: 'type' must be the name of a type or a list of some, not an empty "
            "list\n"},
           {"{type: [string, strng, 1]}",
            "error 1:17  type: no type 'strng'; did you mean 'string'?\n"
            "error 1:24  type: no type 1; JSON Schema has null, boolean, integer, number, string, "
            "array and object\n"},
           {"{properties: {a: {minLength: -1}}}",
            "error 1:30 /properties/a minLength: 'minLength' must be a whole number from 0 up, not "
            "-1\n"},
           {"{maxItems: 1.5}",
            "error 1:12  maxItems: 'maxItems' must be a whole number from 0 up, not 1.5\n"},
           {"{minimum: '3'}", "error 1:11  minimum: 'minimum' must be a number, not '3'\n"},
           {"{minimum: .nan}", "error 1:11  minimum: 'minimum' must be a number, not .nan\n"},
           {"{multipleOf: 0}",
            "error 1:14  multipleOf: 'multipleOf' must be greater than 0, not 0\n"},
           {"{required: a}", "error 1:12  required: 'required' must be a list of names, not 'a'\n"},
           {"{required: true}",
            "error 1:12  required: 'required' must be a list of names, not true\n"},
           {"{required: [a, 1]}",
            "error 1:16  required: 'required' must list names of properties, not 1\n"},
           {"{enum: a}", "error 1:8  enum: 'enum' must be a list of values, not 'a'\n"},
           {"{uniqueItems: 1}",
            "error 1:15  uniqueItems: 'uniqueItems' must be a boolean, not 1\n"},
           {"{properties: [a]}",
            "error 1:14  properties: 'properties' must be a mapping of schemas, not a list\n"},
           {"{properties: {a/b: 3}}",
            "error 1:20 /properties/a~1b : a schema must be a mapping or a boolean, not an "
            "integer\n"},
           {"{allOf: []}", "error 1:9  allOf: 'allOf' must have a schema at least\n"},
           {"{anyOf: {}}", "error 1:9  anyOf: 'anyOf' must be a list of schemas, not a mapping\n"},
           {"{items: [{}]}", "error 1:9  items: 'items' must be a schema, not a list\n"},
           {"{exclusiveMinimum: true}",
            "error 1:20  exclusiveMinimum: 'exclusiveMinimum' must be a number, not true\n"},
           {"{pattern: '(?=a)'}",
            "error 1:11  pattern: 'pattern' has a pattern that cannot be used, '(?=a)': it looks "
            "ahead, which dcr cannot match\n"},
           {"{patternProperties: {'(': {}}}",
            "error 1:22  patternProperties: 'patternProperties' has a pattern that cannot be used, "
            "'(': a '(' is not closed\n"},
           {"{dependentRequired: {a: b}}",
            "error 1:25  dependentRequired: 'dependentRequired' must hold lists of names, not "
            "'b'\n"},
           {"{$schema: 'http://x/y'}",
            "error 1:11  $schema: '$schema' names 'http://x/y', which is no draft that dcr "
            "knows\n"},
           {"{$id: 'http://x/y#z'}",
            "error 1:7  $id: '$id' must not have a fragment: 'http://x/y#z'\n"},
           {"{$defs: {a: {$id: q}, b: {$id: q}}}",
            "error 1:32 /$defs/b $id: '$id' is 'q', which another schema is already\n"},
           {"{$defs: {a: {$anchor: q}, b: {$anchor: q}}}",
            "error 1:40 /$defs/b $anchor: another schema has the anchor 'q' already\n"},
       })) {
    CAPTURE(c.schema);
    CHECK(test::problems(c.schema) == c.problems);
  }
}

TEST_CASE("drafts differ in what they ask for") {
  CHECK(test::problems("{exclusiveMinimum: true}", of_draft(Draft::draft4)) ==
        "error 1:20  exclusiveMinimum: 'exclusiveMinimum' needs 'minimum' beside it\n");
  CHECK(test::problems("{items: true}", of_draft(Draft::draft4)) ==
        "error 1:9 /items : a schema must be a mapping, not a boolean\n");
  CHECK(test::problems("{additionalProperties: false, items: [{}]}", of_draft(Draft::draft4))
            .empty());
  CHECK(test::problems("{enum: []}", of_draft(Draft::draft6)) ==
        "error 1:8  enum: 'enum' must have a value at least\n");
  CHECK(test::problems("{enum: []}").empty());
  CHECK(
      test::problems("{$schema: 'http://json-schema.org/draft-07/schema#', items: [{}]}").empty());
}

TEST_CASE("an unknown keyword is named, as loudly as is asked for") {
  CHECK(test::problems("{minLenght: 1}") ==
        "error 1:2  minLenght: unknown keyword 'minLenght'; did you mean 'minLength'?\n");
  CHECK(test::problems("{const: 1}", of_draft(Draft::draft4)) ==
        "error 1:2  const: unknown keyword 'const': draft-04 does not have it, draft-06 does\n");
  CHECK(test::problems("{dependencies: {}}") ==
        "error 1:2  dependencies: unknown keyword 'dependencies': draft-07 was the last with it, "
        "this is 2020-12\n");
  CompileOptions options;
  options.annotations = {"secret"};
  CHECK(test::problems("{secret: true, x-order: 1}", options).empty());
  options.unknown_keywords = Severity::warning;
  CHECK(test::problems("{colour: 1}", options) ==
        "warning 1:2  colour: unknown keyword 'colour'\n");
  options.unknown_keywords = std::nullopt;
  CHECK(test::problems("{colour: 1}", options).empty());
}

TEST_CASE("up to draft-07 a reference hides what is beside it, and that is said") {
  CHECK(test::problems("{definitions: {a: {}}, properties: {b: {$ref: '#/definitions/a', "
                       "minimum: 3, title: b}}}",
                       of_draft(Draft::draft7)) ==
        "warning 1:66 /properties/b minimum: draft-07 ignores 'minimum' beside '$ref'\n");
}

TEST_CASE("a reference that leads nowhere is a problem") {
  CHECK(test::problems("{$ref: '#/$defs/a'}") ==
        "error 1:8  $ref: '$ref' leads nowhere: nothing is at '#/$defs/a'\n");
  CHECK(test::problems("{items: {$ref: '#a'}}") ==
        "error 1:16 /items $ref: '$ref' leads nowhere: nothing is at '#a'\n");
  CHECK(test::problems("{$ref: 'http://x/y'}") ==
        "error 1:8  $ref: '$ref' leads to 'http://x/y', which is not here\n");
  CHECK(test::problems("{$ref: '#/$defs/a', $defs: {a: {type: 1}}}") ==
        "error 1:39 /$defs/a type: 'type' must be the name of a type or a list of some, not 1\n");
}

TEST_CASE("a reference to itself is a problem, a recursion through values is none") {
  CHECK(test::problems("{$ref: '#'}") ==
        "error 1:1  $ref: it leads back to '#' without going into a value, so it never ends\n");
  CHECK(test::problems("{$defs: {a: {allOf: [{$ref: '#/$defs/b'}]}, b: {not: {$ref: "
                       "'#/$defs/a'}}}}") != "");
  CHECK(test::problems("{properties: {a: {$ref: '#'}}, items: {$ref: '#'}}").empty());
}

TEST_CASE("other documents come from the loader, and their problems name them") {
  CompileOptions options;
  options.base_uri = "http://x/schemas/root.json";
  options.load = [](const std::string& uri) -> std::shared_ptr<const yaml::Node> {
    if (uri == "http://x/schemas/a.json") return test::node("{$ref: 'sub/b.json#/$defs/c'}");
    if (uri == "http://x/schemas/sub/b.json") return test::node("{$defs: {c: {type: integer}}}");
    if (uri == "http://x/schemas/bad.json") return test::node("{type: 1}");
    return nullptr;
  };
  CHECK(test::violations("{$ref: a.json}", "1", options).empty());
  CHECK(test::violations("{$ref: a.json}", "a", options) ==
        " /$defs/c/type: the value must be an integer, not a string\n");
  CHECK(test::problems("{$ref: bad.json}", options) ==
        "error 1:8 http://x/schemas/bad.json type: 'type' must be the name of a type or a list of "
        "some, not 1\n");
}

TEST_CASE("schemas that are too deep or too many are problems") {
  CompileOptions options;
  options.depth = 10;
  std::string deep = "{}";
  for (int i = 0; i < 12; ++i) deep = "{not: " + deep + "}";
  CHECK(test::problems(deep, options) ==
        "error 1:67 /not/not/not/not/not/not/not/not/not/not/not : schemas are nested more than "
        "10 deep\n");
  options.subschemas = 3;
  CHECK(test::problems("{allOf: [{}, {}, {}, {}]}", options) ==
        "error 1:18 /allOf/2 : it holds more than 3 schemas\n");
}

TEST_CASE("a long chain of references is no deep one") {
  std::string chain = "{$ref: '#/$defs/s0', $defs: {";
  for (int i = 0; i < 3'000; ++i) chain += fmt::format("s{}: {{$ref: '#/$defs/s{}'}}, ", i, i + 1);
  chain += "s3000: {type: integer}}}";
  CHECK(test::problems(chain).empty());
  CHECK(test::violations(chain, "1") ==
        " : the value cannot be judged: schemas or values are nested too deep\n");
}

}  // namespace dcr::schema
