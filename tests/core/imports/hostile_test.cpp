// SPDX-License-Identifier: Apache-2.0
#include "core/imports/avro.hpp"
#include "core/imports/csv.hpp"
#include "core/imports/dbt.hpp"
#include "core/imports/json_schema.hpp"
#include "core/imports/sql.hpp"
#include "tests/core/imports/described.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>

namespace dcr::imports {
namespace {

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

/// The part of an answer that says what happened.
std::string told(const Result<Imported>& imported) {
  if (!imported) return imported.error().message;
  std::string out;
  for (const ImportedContract& each : imported->contracts) {
    for (const Loss& loss : each.losses) out += loss.what + "\n";
  }
  return out;
}

TEST_CASE("what is nested without end is an error or a loss") {
  CHECK(told(read_json_schema(repeated("{\"properties\": {\"a\": ", 5000), "a", {})) ==
        "nested deeper than 100 levels");
  const std::string deep = repeated("{\"properties\": {\"a\": ", 45) + "{}" + repeated("}}", 45);
  CHECK(told(read_json_schema(deep, "a", {})) == "what is nested deeper than 32 levels\n");
  CHECK(told(read_avro(repeated("[", 5000), "a", {})) == "nested deeper than 100 levels");
  CHECK(told(read_dbt("{\"nodes\": " + repeated("[", 100'000), "a", {})) ==
        "nested deeper than 100 levels");
  const std::string parentheses = "CREATE TABLE t (x int8 CHECK (" + repeated("NOT (", 3000) +
                                  "x > 1" + repeated(")", 3001) + ")";
  CHECK(told(read_sql(parentheses, "a", {})) == "this statement is too deep or too long");
  const std::string type = repeated("ARRAY<", 3000) + "text" + repeated(">", 3000);
  CHECK(told(read_dbt("models: [{name: m, columns: [{name: c, data_type: \"" + type + "\"}]}]", "a",
                      {})) == "");
}

TEST_CASE("definitions that use definitions end") {
  std::string definitions = "\"a9\": {\"type\": \"string\"}";
  for (int i = 0; i < 9; ++i) {
    std::string properties;
    for (int j = 0; j < 10; ++j) {
      properties +=
          fmt::format("{}\"p{}\": {{\"$ref\": \"#/$defs/a{}\"}}", j > 0 ? "," : "", j, i + 1);
    }
    definitions += fmt::format(",\"a{}\": {{\"properties\": {{{}}}}}", i, properties);
  }
  CHECK(told(read_json_schema("{\"$ref\": \"#/$defs/a0\", \"$defs\": {" + definitions + "}}", "a",
                              {})) == "the schema makes more than 100000 fields");
  std::string all = "\"a30\": {\"type\": \"string\"}";
  for (int i = 0; i < 30; ++i) {
    all += fmt::format(
        ",\"a{0}\": {{\"allOf\": [{{\"$ref\": \"#/$defs/a{1}\"}}, {{\"$ref\": "
        "\"#/$defs/a{1}\"}}]}}",
        i, i + 1);
  }
  CHECK(told(read_json_schema(
            "{\"properties\": {\"x\": {\"$ref\": \"#/$defs/a0\"}}, \"$defs\": {" + all + "}}", "a",
            {})) == "");
  CHECK(told(read_json_schema(R"({"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/a"}}})",
                              "a", {})) == "the schema describes no object with properties");
  std::string record = "\"string\"";
  for (int i = 0; i < 18; ++i) {
    const std::string before = i == 0 ? "string" : fmt::format("R{}", i - 1);
    record = fmt::format(R"({{"type": "record", "name": "R{}", "fields": [
        {{"name": "a", "type": {}}}, {{"name": "b", "type": "{}"}}]}})",
                         i, record, before);
  }
  CHECK(told(read_avro(record, "a", {})) == "the schema makes more than 100000 fields");
}

TEST_CASE("wide input is read") {
  std::string branches = "\"null\"";
  for (int i = 0; i < 2000; ++i) {
    branches += fmt::format(R"(,{{"type": "record", "name": "A{}", "fields": []}})", i);
  }
  CHECK(told(read_avro(R"({"type": "record", "name": "U", "fields": [{"name": "u", "type": [)" +
                           branches + "]}]}",
                       "a", {})) == "a union of 2000 types (json stands for it)\n");
  const std::string comment = "-- " + repeated("no statement; ' \" $$ /* ", 50'000) + "\n";
  CHECK(described(read_sql(repeated(comment, 8) + "CREATE TABLE t (x int8);", "a", {})) ==
        "t\nx: integer?\n");
  const auto table = read_csv(repeated("x,", 20'000) + "x\n", "a.csv", {});
  REQUIRE(table);
  CHECK(table->contracts.front().contract.objects.front().fields.fields.size() == 20'001);
}

TEST_CASE("bytes that are no text are an error with their line") {
  const std::string bytes("\n\xc3(\0", 4);
  CHECK(described(read_sql("SELECT 1;" + bytes, "a", {})) ==
        "a:2:1: the line holds a NUL: this is no text");
  CHECK(described(read_json_schema("{}" + bytes, "a", {})).starts_with("a:2:1: "));
  CHECK(described(read_avro("{}" + bytes, "a", {})).starts_with("a:2:1: "));
  CHECK(described(read_dbt("{\"metadata\": {}, \"nodes\": {}}" + bytes, "a", {}))
            .starts_with("a:2:1: "));
}

}  // namespace
}  // namespace dcr::imports
