// SPDX-License-Identifier: Apache-2.0
#include "core/imports/json_schema.hpp"

#include "tests/core/imports/described.hpp"

#include <doctest/doctest.h>

namespace dcr::imports {
namespace {

std::string read(std::string_view text, std::vector<std::string> only = {}) {
  return described(read_json_schema(text, "user.schema.json", {.only = std::move(only)}));
}

/// What a property with this schema becomes.
std::string property(const std::string& schema) {
  const std::string all =
      read(R"({"properties": {"x": )" + schema +
           R"(}, "required": ["x"], "definitions": {"T": {"type": "string"}}})");
  return all.substr(all.find('\n') + 1);
}

TEST_CASE("types of JSON Schema are types of fields") {
  CHECK(property(R"({"type": "string"})") == "x: string\n");
  CHECK(property(R"({"type": ["string", "null"]})") ==
        "x: string?\n! : that null must be said of x\n");
  CHECK(property(R"({"type": ["integer", "number"]})") == "x: number\n");
  CHECK(property(R"({"type": "string", "format": "date-time"})") == "x: timestamp\n");
  CHECK(property(R"({"type": "string", "format": "uuid"})") == "x: uuid\n");
  CHECK(property(R"({"type": "string", "format": "email"})") == "x: string format=email\n");
  CHECK(property(R"({"type": "string", "contentEncoding": "base64"})") == "x: bytes\n");
  CHECK(property(R"({})") == "x: json\n");
  CHECK(property("true") == "x: json\n");
  CHECK(property(R"({"type": "object"})") == "x: object\n");
  CHECK(property(R"({"type": "object", "additionalProperties": {"type": "integer"}})") ==
        "x: map\n  []: integer\n");
  CHECK(property(R"({"type": "array", "items": {"type": ["string", "null"]}})") ==
        "x: array\n  []: string?\n");
  CHECK(property(R"({"$ref": "#/definitions/T", "description": "Why"})") == "x: string -- Why\n");
  CHECK(property(R"({"allOf": [{"$ref": "#/definitions/T"}, {"$ref": "#/definitions/T"}]})") ==
        "x: string\n");
}

TEST_CASE("the limits of every draft are read") {
  CHECK(property(R"({"type": "integer", "minimum": 1, "exclusiveMinimum": true})") ==
        "x: integer exclusive_minimum=1\n");
  CHECK(property(R"({"type": "number", "exclusiveMaximum": 1.50, "multipleOf": 0.5})") ==
        "x: number exclusive_maximum=1.5 multiple_of=0.5\n");
  CHECK(property(R"({"type": "string", "minLength": 0, "maxLength": 9, "pattern": "^a"})") ==
        "x: string max_length=9 pattern=^a\n");
  CHECK(property(R"({"type": "array", "minItems": 1, "uniqueItems": true})") ==
        "x: array min_items=1 unique_items=true\n");
  CHECK(property(R"({"enum": ["a", "b", null]})") ==
        "x: string? [\"a\",\"b\"]\n! : that null must be said of x\n");
  CHECK(property(R"({"const": 3})") == "x: integer [3]\n");
  CHECK(property(R"({"oneOf": [{"const": "a"}, {"const": "b"}]})") == "x: string [\"a\",\"b\"]\n");
  CHECK(property(R"json({"type": "number", "format": "decimal(4,2)", "exclusiveMinimum": -100,
                     "exclusiveMaximum": 50
})json") == "x: decimal(4,2) exclusive_maximum=50\n");
}

TEST_CASE("what fields have no place for is named") {
  CHECK(property(R"({"type": ["string", "object"]})") ==
        "x: json\n! x: the types [\"string\",\"object\"]: json stands for them\n");
  CHECK(property(R"({"anyOf": [{"type": "string"}, {"type": "integer"}]})") ==
        "x: json\n! x: anyOf of 2 different things\n");
  CHECK(property(R"({"type": "string", "default": "a", "minimum": 3, "x-own": [1]})") ==
        "x: string\n! x: 'default': \"a\"\n! x: 'minimum': 3\n! x: 'x-own'\n");
  CHECK(property(R"({"type": "string", "title": "X"})") == "x: string\n");
  CHECK(property(R"({"type": "string", "title": "Other"})") ==
        "x: string\n! x: the title \"Other\"\n");
  CHECK(property(R"({"enum": [1.5]})") == "x: json\n! x: the enum, for its value 1.5\n");
  CHECK(property(R"({"$ref": "http://example.com/other.json"})") ==
        "x: json\n! x: the reference 'http://example.com/other.json', which leads out of the "
        "document\n");
  CHECK(property(R"({"$ref": "#"})") == "x: json\n! x: what it holds: the schema holds itself\n");
  CHECK(property(R"({"items": [{"type": "string"}]})") ==
        "x: array\n! x: the types of the items by their place\n");
  CHECK(property("false") == "x: json\n! x: the schema false, which allows nothing\n");
}

TEST_CASE("a schema is called by its title, and definitions by their names") {
  constexpr std::string_view text = R"({"title": "shop", "x-version": "2.0.0", "anyOf": [
    {"$ref": "#/$defs/Order"}, {"$ref": "#/$defs/a~1b"}], "$defs": {
    "Order": {"properties": {"id": {"type": "integer"}}},
    "a/b": {"properties": {"id": {"$anchor": "here", "type": "string"}}},
    "Other": {"properties": {"id": {"$ref": "#here"}}}}})";
  CHECK(read(text) == "shop.Order\nid: integer?\nshop.a/b\nid: string?\n");
  CHECK(read(text, {"Other"}) == "shop.Other\nid: string?\n");
  CHECK(read(R"({"properties": {"a": {}}})") == "user\na: json?\n");
}

TEST_CASE("what is no object's schema is an error with its place") {
  CHECK(read("[1]") == "user.schema.json:1:1: a JSON Schema is a mapping, not a list");
  CHECK(read(R"({"type": "string"})") ==
        "user.schema.json:1:1: the schema describes no object with properties");
  CHECK(read("{\"properties\": {\n\"a\": }}").starts_with("user.schema.json:2:"));
}

}  // namespace
}  // namespace dcr::imports
