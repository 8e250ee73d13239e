// SPDX-License-Identifier: Apache-2.0
#include "core/schema/parameters.hpp"

#include "tests/core/schema/schemas.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>

namespace dcr::schema {

namespace {

std::string table(std::string_view schema) {
  CompileOptions options;
  options.annotations = {"secret"};
  const Compilation compiled = Schema::compile(test::node(schema), options);
  REQUIRE_MESSAGE(compiled.ok(), test::problems(schema, options));
  std::string out;
  for (const Parameter& one : parameters(*compiled.schema)) {
    std::string allowed;
    for (const auto& value : one.allowed) allowed += value->text + ",";
    out += fmt::format("{}|{}|{}|{}|{}|{}{}\n", one.name, one.type, one.required ? "required" : "",
                       one.default_value ? one.default_value->text : "-", allowed, one.description,
                       one.secret ? "|secret" : "");
  }
  return out;
}

}  // namespace

TEST_CASE("parameters are the properties, in the order of the file") {
  CHECK(table("{type: object, required: [file_path], properties: {file_path: {type: string, "
              "description: Path}, encoding: {type: string, default: utf-8, enum: [utf-8, "
              "latin-1]}, key: {secret: true}, mode: {const: fast}}}") ==
        "file_path|string|required|-||Path\n"
        "encoding|string||utf-8|utf-8,latin-1,|\n"
        "key|any||-|||secret\n"
        "mode|any||-|fast,|\n");
}

TEST_CASE("references and allOf are followed, and what is nearest wins") {
  CHECK(table("{allOf: [{$ref: '#/$defs/base'}], properties: {n: {$ref: '#/$defs/n', default: 7}}, "
              "$defs: {n: {type: [integer, 'null'], default: 3, description: count}, base: "
              "{required: [b], properties: {b: {anyOf: [{type: string}, {type: 'null'}]}}}}}") ==
        "n|integer or null||7||count\n"
        "b|string or null|required|-||\n");
}

TEST_CASE("recursive schemas and booleans have parameters too") {
  CHECK(table("{properties: {next: {$ref: '#'}, any: true}}") ==
        "next|any||-||\n"
        "any|any||-||\n");
  CHECK(table("true").empty());
}

}  // namespace dcr::schema
