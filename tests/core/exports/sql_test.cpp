// SPDX-License-Identifier: Apache-2.0
#include "core/exports/sql.hpp"

#include "tests/core/exports/written.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string_view>

using dcr::exports::Exported;
using dcr::exports::SqlDialect;
using dcr::exports::write_sql;
using dcr::test::lines_with;
using dcr::test::losses_of;
using dcr::test::native;
using dcr::test::odcs;

namespace {

constexpr std::array dialects{SqlDialect::postgres, SqlDialect::snowflake, SqlDialect::bigquery,
                              SqlDialect::duckdb, SqlDialect::spark};

/// What stands for a column `p`.
std::string column(const dcr::Contract& contract, SqlDialect dialect) {
  std::string line = lines_with(write_sql(contract, dialect).text, "p ");
  while (!line.empty() && (line.back() == '\n' || line.back() == ',')) line.pop_back();
  return line.substr(line.rfind('\n') + 1);
}

}  // namespace

TEST_CASE("each dialect spells each type in its own way") {
  struct Case {
    const char* property;
    std::array<const char*, 5> expected;
  };
  for (const Case& c : std::to_array<Case>({
           {"physicalType: \"VARCHAR(9)\"",
            {"varchar(9)", "VARCHAR(9)", "STRING(9)", "VARCHAR(9)", "VARCHAR(9)"}},
           {"physicalType: smallint", {"smallint", "SMALLINT", "INT64", "SMALLINT", "SMALLINT"}},
           {"physicalType: int4", {"integer", "INTEGER", "INT64", "INTEGER", "INT"}},
           {"physicalType: UINTEGER", {"bigint", "BIGINT", "INT64", "BIGINT", "BIGINT"}},
           {"physicalType: real", {"real", "FLOAT", "FLOAT64", "FLOAT", "FLOAT"}},
           {"physicalType: \"decimal(38,12)\"",
            {"numeric(38,12)", "NUMBER(38,12)", "BIGNUMERIC(38,12)", "DECIMAL(38,12)",
             "DECIMAL(38,12)"}},
           {"physicalType: \"decimal(50,2)\"",
            {"numeric(50,2)", "NUMBER", "BIGNUMERIC(50,2)", "DECIMAL", "DECIMAL"}},
           {"physicalType: timestamptz",
            {"timestamptz", "TIMESTAMP_TZ", "TIMESTAMP", "TIMESTAMPTZ", "TIMESTAMP"}},
           {"physicalType: datetime",
            {"timestamp", "TIMESTAMP_NTZ", "DATETIME", "TIMESTAMP", "TIMESTAMP_NTZ"}},
           {"physicalType: \"vector(3)\"",
            {"real[]", "VECTOR(FLOAT, 3)", "ARRAY<FLOAT64>", "FLOAT[3]", "ARRAY<FLOAT>"}},
           {"logicalType: array, items: {logicalType: array, items: {logicalType: date}}",
            {"jsonb", "ARRAY", "JSON", "DATE[][]", "ARRAY<ARRAY<DATE>>"}},
           {"logicalType: object", {"jsonb", "OBJECT", "JSON", "JSON", "STRING"}},
       })) {
    CAPTURE(c.property);
    const dcr::Contract contract = odcs(fmt::format("{{name: p, {}}}", c.property));
    for (std::size_t i = 0; i < dialects.size(); ++i) {
      CHECK(column(contract, dialects[i]) == fmt::format("p {}", c.expected[i]));
    }
  }
}

TEST_CASE("names are in quotes where a dialect would not take them as they are") {
  struct Case {
    const char* name;
    std::array<const char*, 5> expected;
  };
  for (const Case& c : std::to_array<Case>({
           {"plain_1", {"plain_1", "plain_1", "plain_1", "plain_1", "plain_1"}},
           {"Mixed", {"\"Mixed\"", "\"Mixed\"", "Mixed", "Mixed", "Mixed"}},
           {"LOUD", {"\"LOUD\"", "LOUD", "LOUD", "LOUD", "LOUD"}},
           {"select", {"\"select\"", "\"select\"", "`select`", "\"select\"", "`select`"}},
           {"1st", {"\"1st\"", "\"1st\"", "`1st`", "\"1st\"", "`1st`"}},
           {"a\"`b", {"\"a\"\"`b\"", "\"a\"\"`b\"", "`a\"\\`b`", "\"a\"\"`b\"", "`a\"``b`"}},
       })) {
    CAPTURE(c.name);
    for (std::size_t i = 0; i < dialects.size(); ++i) {
      CHECK(dcr::exports::sql_name(c.name, dialects[i]) == c.expected[i]);
    }
  }
  CHECK(dcr::exports::sql_text("it's\n\\", SqlDialect::postgres) == "'it''s\n\\'");
  CHECK(dcr::exports::sql_text("it's\n\\", SqlDialect::spark) == "'it\\'s\\n\\\\'");
}

TEST_CASE("a name that is nothing but words between dots is schema and table") {
  const auto table = [](const std::string& name) {
    dcr::Contract contract = native({"{name: p, type: string}"});
    contract.name = name;
    return lines_with(write_sql(contract, SqlDialect::postgres).text, "CREATE TABLE");
  };
  CHECK(table("orders") == "CREATE TABLE orders (\n");
  CHECK(table("shop.orders") == "CREATE TABLE shop.orders (\n");
  CHECK(table("shop.order") == "CREATE TABLE shop.\"order\" (\n");
  CHECK(table("shop.or-ders") == "CREATE TABLE \"shop.or-ders\" (\n");
  CHECK(table("a.b.c.d") == "CREATE TABLE \"a.b.c.d\" (\n");
}

TEST_CASE("limits are checks where the dialect refuses rows by them") {
  const auto checks = [](const char* field, SqlDialect dialect) {
    return column(native({fmt::format("{{name: p, {}}}", field)}), dialect);
  };
  CHECK(checks("type: string, pattern: ^a+$, enum: [\"it's\"]", SqlDialect::postgres) ==
        "p text NOT NULL CHECK (p IN ('it''s')) CHECK (p ~ '^a+$')");
  CHECK(checks("type: string, pattern: ^a+$, max_length: 3", SqlDialect::duckdb) ==
        "p VARCHAR(3) NOT NULL CHECK (length(p) <= 3) CHECK (regexp_matches(p, '^a+$'))");
  CHECK(checks("type: integer, minimum: -1", SqlDialect::snowflake) == "p BIGINT NOT NULL");
  CHECK(checks("type: timestamp, maximum: \"2100-01-01T00:00:00Z\"", SqlDialect::postgres) ==
        "p timestamptz NOT NULL CHECK (p <= '2100-01-01T00:00:00Z')");
  const Exported lookahead =
      write_sql(native({"{name: p, type: string, pattern: \"^(?!x)\"}"}), SqlDialect::postgres);
  CHECK(losses_of(lookahead) == ": the owner 'tool-crib'\np: pattern '^(?!x)'\n");
}

TEST_CASE("a table of names that differ in capitals alone has only the first of them") {
  const dcr::Contract contract = native({"{name: p, type: string}", "{name: P, type: string}"});
  CHECK(lines_with(write_sql(contract, SqlDialect::postgres).text, "\"P\"") ==
        "\"P\" text NOT NULL\n");
  const Exported spark = write_sql(contract, SqlDialect::spark);
  CHECK(spark.text.find("P STRING") == std::string::npos);
  CHECK(losses_of(spark) ==
        ": the owner 'tool-crib'\nP: the field: spark tells names apart by more than capitals\n");
}

TEST_CASE("an array of BigQuery is never NULL, and takes no words about it") {
  const dcr::Contract contract = native({"{name: p, type: array, items: {type: date}}"});
  CHECK(column(contract, SqlDialect::bigquery) == "p ARRAY<DATE>");
  CHECK(column(contract, SqlDialect::spark) == "p ARRAY<DATE> NOT NULL");
}
