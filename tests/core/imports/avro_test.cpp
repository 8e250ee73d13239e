// SPDX-License-Identifier: Apache-2.0
#include "core/imports/avro.hpp"

#include "tests/core/imports/described.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace dcr::imports {
namespace {

std::string read(std::string_view text) { return described(read_avro(text, "a.avsc", {})); }

/// What a field of this type becomes.
std::string field(std::string_view type) {
  const std::string all = read(fmt::format(
      R"({{"type": "record", "name": "R", "fields": [{{"name": "x", "type": {}}}]}})", type));
  return all.substr(all.find('\n') + 1);
}

TEST_CASE("types of Avro are types of fields") {
  CHECK(field(R"("string")") == "x: string\n");
  CHECK(field(R"("long")") == "x: integer\n");
  CHECK(field(R"("int")") == "x: integer\n! : the type int of x\n");
  CHECK(field(R"(["null", "double"])") == "x: number?\n");
  CHECK(field(R"({"type": "int", "logicalType": "date"})") == "x: date\n");
  CHECK(field(R"({"type": "long", "logicalType": "timestamp-micros"})") == "x: timestamp\n");
  CHECK(field(R"({"type": "long", "logicalType": "timestamp-millis"})") ==
        "x: timestamp\n! : the type timestamp-millis of x\n");
  CHECK(field(R"({"type": "bytes", "logicalType": "decimal", "precision": 6, "scale": 2})") ==
        "x: decimal(6,2)\n");
  CHECK(field(R"({"type": "fixed", "name": "F", "size": 8, "logicalType": "decimal",
                  "precision": 6})") == "x: decimal(6,0)\n");
  CHECK(field(R"({"type": "fixed", "name": "F", "size": 8})") ==
        "x: bytes max_length=8 min_length=8\n");
  CHECK(field(R"({"type": "enum", "name": "E", "symbols": ["A", "B"]})") ==
        "x: string [\"A\",\"B\"]\n");
  CHECK(field(R"({"type": "array", "items": ["null", "string"]})") == "x: array\n  []: string?\n");
  CHECK(field(R"({"type": "map", "values": "boolean"})") == "x: map\n  []: boolean\n");
  CHECK(field(R"({"type": {"type": "string"}})") == "x: string\n");
}

TEST_CASE("names are looked up in their namespaces") {
  CHECK(read(R"({"type": "record", "name": "R", "namespace": "a.b", "fields": [
          {"name": "x", "type": {"type": "enum", "name": "E", "namespace": "c", "symbols": ["A"]}},
          {"name": "y", "type": "c.E", "aliases": ["old"]},
          {"name": "z", "type": {"type": "fixed", "name": "F", "size": 1}},
          {"name": "f", "type": "F", "doc": "Again"}]})") ==
        "a.b.R\nx: string [\"A\"]\ny: string [\"A\"] was old\nz: bytes max_length=1 min_length=1\n"
        "f: bytes max_length=1 min_length=1 -- Again\n");
  CHECK(read(R"([{"type": "enum", "name": "E", "symbols": ["A"]},
                 {"type": "record", "name": "One", "fields": [{"name": "x", "type": "E"}]},
                 {"type": "record", "name": "Two", "fields": [{"name": "x", "type": "One"}]}])") ==
        "One\nx: string [\"A\"]\nTwo\nx: object\n  x: string [\"A\"]\n");
}

TEST_CASE("what fields have no place for is named") {
  CHECK(field(R"(["string", "long"])") ==
        "x: json\n! x: a union of 2 types (json stands for it)\n");
  CHECK(field(R"("R")") == "x: json\n! x: what it holds: a R holds itself\n");
  CHECK(field(R"({"type": "fixed", "name": "F", "size": 12, "logicalType": "duration"})") ==
        "x: bytes max_length=12 min_length=12\n! x: the logical type duration\n");
  CHECK(read(R"({"type": "record", "name": "R", "own": 1, "fields": [
          {"name": "x", "type": "string", "default": "a", "order": "ignore"}]})") ==
        "R\nx: string\n! : 'own': 1\n! x: 'default': \"a\"\n! x: 'order': \"ignore\"\n");
}

TEST_CASE("what is no record is an error with its place") {
  CHECK(read("\"string\"") == "a.avsc:1:1: this schema is no record");
  CHECK(read("{\"type\": \"record\", \"name\": \"R\",\n\"fields\": [{\"name\": \"x\", \"type\": "
             "\"lon\"}]}") ==
        "a.avsc:2:34: no type 'lon' is defined before this; did you mean "
        "'long'?");
  CHECK(read(R"({"type": "record", "name": "R"})") == "a.avsc:1:1: this record has no fields");
  CHECK(field(R"({"type": "array"})") == "a.avsc:1:66: this array has no items");
  CHECK(read("{").starts_with("a.avsc:1:"));
}

}  // namespace
}  // namespace dcr::imports
