// SPDX-License-Identifier: Apache-2.0
#include "core/model/type.hpp"

#include <doctest/doctest.h>

#include <array>
#include <optional>
#include <string>

using dcr::compare;
using dcr::compare_between_formats;
using dcr::FieldType;
using dcr::parse_native_type;
using dcr::parse_physical_type;
using dcr::SizedType;
using dcr::TypeChange;
using dcr::TypeFamily;

namespace {

constexpr auto none = TypeChange::none;
constexpr auto widened = TypeChange::widened;
constexpr auto narrowed = TypeChange::narrowed;
constexpr auto changed = TypeChange::changed;

/// A type with everything it states: "decimal precision 10 scale 2".
std::string shown(const SizedType& type) {
  std::string text(to_string(type.family));
  if (type.length) text += " length " + std::to_string(*type.length);
  if (type.precision) text += " precision " + std::to_string(*type.precision);
  if (type.scale) text += " scale " + std::to_string(*type.scale);
  if (type.bits) text += " bits " + std::to_string(*type.bits);
  if (!type.word.empty()) text += " '" + type.word + "'";
  return text;
}

FieldType native(const std::string& text) {
  const std::optional<SizedType> type = parse_native_type(text);
  REQUIRE_MESSAGE(type.has_value(), text);
  return {.logical = *type, .logical_stated = true, .physical = {}, .spelled = text};
}

FieldType stored(const std::string& text) {
  const SizedType type = parse_physical_type(text);
  return {.logical = type, .logical_stated = false, .physical = type, .spelled = text};
}

SizedType of_family(TypeFamily family) {
  SizedType type;
  type.family = family;
  return type;
}

FieldType logical(TypeFamily family) {
  return {.logical = of_family(family), .logical_stated = true, .physical = {}, .spelled = {}};
}

FieldType logical_and_stored(TypeFamily family, const std::string& text) {
  FieldType type = logical(family);
  type.physical = parse_physical_type(text);
  return type;
}

FieldType invalid_logical(const std::string& word) {
  FieldType type = logical(TypeFamily::unknown);
  type.logical.word = word;
  return type;
}

}  // namespace

TEST_CASE("native types are read by their exact word") {
  for (const char* word : {"string", "integer", "number", "boolean", "timestamp", "json", "date",
                           "time", "decimal", "bytes", "uuid", "array", "object", "map"}) {
    CAPTURE(word);
    REQUIRE(parse_native_type(word).has_value());
    CHECK(shown(*parse_native_type(word)) == word);
  }
  CHECK(shown(*parse_native_type("decimal(10,2)")) == "decimal precision 10 scale 2");
  CHECK(shown(*parse_native_type("decimal( 10 , 2 )")) == "decimal precision 10 scale 2");
  CHECK(shown(*parse_native_type("decimal(10)")) == "decimal precision 10 scale 0");
  CHECK(shown(*parse_native_type("decimal(4,4)")) == "decimal precision 4 scale 4");
}

TEST_CASE("what is no native type is refused") {
  for (const char* text : {"",
                           "String",
                           "int",
                           "varchar(10)",
                           "interval",
                           "unknown",
                           "string(10)",
                           "decimal()",
                           "decimal(0)",
                           "decimal(2,4)",
                           "decimal(10,-1)",
                           "decimal(10,2,1)",
                           "decimal(a)",
                           "decimal(10",
                           "decimal10",
                           "decimal(1001)",
                           "decimal(99999999999)",
                           "decimals",
                           "decimal(,2)",
                           "decimal(10,)",
                           "decimal[10]",
                           " string",
                           "string\n"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_native_type(text).has_value());
  }
}

TEST_CASE("native types compare by family, decimals by digits too") {
  struct Case {
    const char* before;
    const char* after;
    TypeChange expected;
  };
  for (const Case& c : std::to_array<Case>({
           {"string", "string", none},
           {"string", "integer", changed},
           {"integer", "number", changed},
           {"number", "decimal", changed},
           {"timestamp", "date", changed},
           {"object", "map", changed},
           {"json", "object", changed},
           {"decimal(10,2)", "decimal(10,2)", none},
           {"decimal(10)", "decimal(10,0)", none},
           {"decimal(10,2)", "decimal(12,2)", widened},
           {"decimal(12,2)", "decimal(10,2)", narrowed},
           {"decimal(10,2)", "decimal(12,4)", widened},
           {"decimal(10,2)", "decimal(10,4)", changed},
           {"decimal(10,4)", "decimal(10,2)", changed},
           {"decimal(10,2)", "decimal(11,4)", changed},
           {"decimal(10,2)", "decimal", widened},
           {"decimal", "decimal(38,9)", narrowed},
           {"decimal", "decimal", none},
       })) {
    CAPTURE(c.before);
    CAPTURE(c.after);
    CHECK(compare(native(c.before), native(c.after)) == c.expected);
  }
}

TEST_CASE("databases' types compare by what they hold, not by how they are spelled") {
  struct Case {
    const char* before;
    const char* after;
    TypeChange expected;
  };
  for (const Case& c : std::to_array<Case>({
           {"VARCHAR(255)", "character varying(255)", none},
           {"text", "STRING", none},
           {"int4", "INTEGER", none},
           {"DOUBLE PRECISION", "FLOAT64", none},
           {"TIMESTAMPTZ", "timestamp with time zone", none},
           {"NUMBER(10,2)", "decimal(10, 2)", none},
           {"int[]", "ARRAY<INTEGER>", none},
           {"varchar(10)", "varchar(20)", widened},
           {"varchar(20)", "varchar(10)", narrowed},
           {"varchar(20)", "text", widened},
           {"varchar", "varchar(255)", narrowed},
           {"VARCHAR", "VARCHAR(16777216)", none},
           {"int", "bigint", widened},
           {"bigint", "int", narrowed},
           {"int unsigned", "bigint", widened},
           {"int", "int unsigned", changed},
           {"int unsigned", "int", changed},
           {"bigint", "int unsigned", narrowed},
           {"float", "double", widened},
           {"double", "real", narrowed},
           {"NUMERIC", "BIGNUMERIC", widened},
           {"BIGNUMERIC", "NUMERIC", narrowed},
           {"NUMBER(*,0)", "NUMBER(38,0)", narrowed},
           {"NUMBER(38,0)", "NUMBER", widened},
           {"NUMBER(5,-2)", "NUMBER(7,0)", widened},
           {"int", "numeric", changed},
           {"int", "varchar", changed},
           {"timestamp(3)", "timestamp(6)", widened},
           {"timestamp(6)", "timestamp(3)", narrowed},
           {"timestamp", "timestamp(6)", none},
           {"timestamp", "timestamp without time zone", none},
           {"timestamp", "timestamptz", changed},
           {"datetime", "datetimeoffset", changed},
           {"timestamp", "TIMESTAMP_LTZ", none},
           {"TIMESTAMP_NTZ", "TIMESTAMP_LTZ", changed},
           {"date", "timestamp", changed},
           {"varbinary(16)", "varbinary(32)", widened},
           {"uuid", "varchar(36)", changed},
           {"int[]", "bigint[]", widened},
           {"int[]", "text[]", changed},
           {"array", "array<int>", none},
           {"array<array<int>>", "array<array<smallint>>", narrowed},
           {"map<string,int>", "MAP<VARCHAR, INT>", none},
           {"map<string,int>", "map<string,bigint>", widened},
           {"map<string,int>", "map<int,int>", changed},
           {"map<string,int>", "map<string>", changed},
           {"map", "map<string,int>", none},
           {"struct<a:int>", "STRUCT<a INT>", none},
           {"struct<a:int,b:string>", "struct<b:string,a:int>", none},
           {"struct<a:int>", "struct<a:int,b:string>", widened},
           {"struct<a:int,b:string>", "struct<a:int>", changed},
           {"struct<a:int>", "struct<a:string>", changed},
           {"struct<a:int>", "struct<c:int>", changed},
           {"struct", "struct<a:int>", none},
           {"order_status", "ORDER_STATUS", none},
           {"order_status", "order_state", changed},
           {"order_status", "text", changed},
           {"bit(8)", "bit(16)", changed},
           {"", "text", none},
           {"text", "", none},
       })) {
    CAPTURE(c.before);
    CAPTURE(c.after);
    CHECK(compare(stored(c.before), stored(c.after)) == c.expected);
  }
}

TEST_CASE("where both sides say how a type is stored, that is compared beside the meaning") {
  struct Case {
    TypeFamily before_logical;
    const char* before;
    TypeFamily after_logical;
    const char* after;
    TypeChange expected;
  };
  using enum TypeFamily;
  for (const Case& c : std::to_array<Case>({
           {string, "varchar(10)", string, "varchar(10)", none},
           {string, "varchar(10)", string, "varchar(20)", widened},
           {integer, "int", integer, "smallint", narrowed},
           {integer, "bigint", integer, "varchar(20)", changed},
           {number, "decimal(10,2)", number, "double", changed},
           {string, "varchar", integer, "varchar", changed},
           {string, "order_status", string, "order_state", none},
           {string, "order_status", string, "varchar(10)", none},
           {unknown, "varchar", unknown, "int", changed},
           {unknown, "varchar", string, "varchar", none},
           {string, "varchar", unknown, "int", changed},
       })) {
    CAPTURE(c.before);
    CAPTURE(c.after);
    CHECK(compare(logical_and_stored(c.before_logical, c.before),
                  logical_and_stored(c.after_logical, c.after)) == c.expected);
  }
}

TEST_CASE("a storage that only one side states has not moved") {
  using enum TypeFamily;
  CHECK(compare(logical(string), logical_and_stored(string, "varchar(10)")) == none);
  CHECK(compare(logical_and_stored(string, "varchar(10)"), logical(string)) == none);
  CHECK(compare(logical_and_stored(string, "varchar(10)"), logical(integer)) == changed);
}

TEST_CASE("what a storage says of one of few logical types is the type another format has for it") {
  const FieldType decimal = logical_and_stored(TypeFamily::number, "decimal(10,2)");
  CHECK(compare_between_formats(native("decimal(10,2)"), decimal) == none);
  CHECK(compare_between_formats(decimal, native("decimal(10,2)")) == none);
  CHECK(compare_between_formats(decimal, native("decimal(8,2)")) == narrowed);
  CHECK(compare_between_formats(native("decimal(8,2)"), decimal) == widened);
  CHECK(compare_between_formats(native("number"), decimal) == none);
  CHECK(compare_between_formats(native("string"), decimal) == changed);
  CHECK(compare_between_formats(native("uuid"), logical_and_stored(TypeFamily::string, "uuid")) ==
        none);
  CHECK(compare_between_formats(native("bytes"), logical_and_stored(TypeFamily::string, "bytea")) ==
        none);
  CHECK(compare_between_formats(native("date"), logical_and_stored(TypeFamily::string, "date")) ==
        changed);
}

TEST_CASE("a meaning that is added to or dropped from the same storage is no change") {
  using enum TypeFamily;
  CHECK(compare(stored("decimal(10,2)"), logical_and_stored(number, "DECIMAL(10,2)")) == none);
  CHECK(compare(logical_and_stored(date, "timestamp"), stored("timestamp")) == none);
  CHECK(compare(stored("varchar(10)"), logical_and_stored(string, "varchar(5)")) == narrowed);
}

TEST_CASE("a meaning on one side and a storage on the other compare by family") {
  struct Case {
    TypeFamily logical;
    const char* stored;
    TypeChange expected;
  };
  using enum TypeFamily;
  for (const Case& c : std::to_array<Case>({
           {string, "varchar(10)", none},
           {string, "uuid", none},
           {string, "int", changed},
           {integer, "bigint", none},
           {integer, "NUMBER(38,0)", none},
           {integer, "NUMBER(10,2)", changed},
           {integer, "NUMBER", changed},
           {number, "NUMBER(10,2)", none},
           {number, "double", none},
           {number, "bigint", changed},
           {timestamp, "timestamptz", none},
           {date, "timestamp", changed},
           {object, "struct<a:int>", none},
           {object, "map<string,int>", none},
           {array, "int[]", none},
           {string, "order_status", changed},
           {string, "", none},
           {unknown, "varchar", none},
       })) {
    CAPTURE(c.stored);
    CHECK(compare(logical(c.logical), stored(c.stored)) == c.expected);
    CHECK(compare(stored(c.stored), logical(c.logical)) == c.expected);
  }
}

TEST_CASE("a word that is no logical type is read as a database's") {
  CHECK(compare(invalid_logical("datetime"), logical(TypeFamily::timestamp)) == none);
  CHECK(compare(invalid_logical("datetime"), logical(TypeFamily::date)) == changed);
  CHECK(compare(invalid_logical("money_amount"), invalid_logical("money_amount")) == none);
  CHECK(compare(invalid_logical("money_amount"), invalid_logical("other_amount")) == changed);
  CHECK(compare(invalid_logical("money_amount"), logical(TypeFamily::string)) == changed);
}

TEST_CASE("a type that could not be read has not moved: it is reported where it stands") {
  CHECK(compare(logical(TypeFamily::unknown), native("string")) == none);
  CHECK(compare(native("string"), logical(TypeFamily::unknown)) == none);
  CHECK(compare(logical(TypeFamily::unknown), logical(TypeFamily::unknown)) == none);
}

TEST_CASE("hostile spellings cost little") {
  std::string deep = "int";
  for (int i = 0; i < 2000; ++i) deep = "array<" + deep + ">";
  CHECK(compare(stored(deep), stored(deep)) == none);
  CHECK(compare(stored(deep), stored("array<" + deep + ">")) == changed);
  std::string wide = "struct<";
  for (int i = 0; i < 20000; ++i) wide += "f" + std::to_string(i) + ":int,";
  CHECK(compare(stored(wide + "a:int>"), stored(wide + "a:bigint>")) == widened);
  CHECK(compare(stored(std::string(100000, '[')), stored(std::string(100000, '<'))) == changed);
  CHECK(compare(stored("\xff\xfe"), stored("\xff\xfe")) == none);
}
