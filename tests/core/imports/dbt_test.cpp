// SPDX-License-Identifier: Apache-2.0
#include "core/imports/dbt.hpp"

#include "tests/core/imports/described.hpp"

#include <doctest/doctest.h>

namespace dcr::imports {
namespace {

std::string read(std::string_view text, const ImportRequest& request = {}) {
  return described(read_dbt(text, "schema.yml", request));
}

TEST_CASE("models are read with their constraints and tests") {
  CHECK(read(R"(models:
  - name: orders
    description: All of them
    meta: {owner: "@shop", tier: {level: 1}}
    tags: [daily]
    constraints: [{type: primary_key, columns: [id, day]}, {type: check, expression: "id > 0"}]
    columns:
      - {name: id, data_type: bigint, tests: [unique]}
      - {name: day, data_type: date}
      - name: state
        data_type: varchar(9)
        description: Where
        data_tests: [{accepted_values: {arguments: {values: [a, b]}}}, dbt_utils.odd]
      - {name: n, data_type: "ARRAY<STRUCT<a INT64, b STRING>>", constraints: [{type: not_null}]}
)") == "orders @shop<> tags=[\"daily\"] tier.level=1 -- All of them\nkey id,day\n"
       "id: integer unique minimum=1\nday: date\nstate: string? [\"a\",\"b\"] max_length=9 -- "
       "Where\n"
       "n: array\n  []: object?\n    a: integer?\n    b: string?\n! state: the test "
       "dbt_utils.odd\n");
}

TEST_CASE("tests that only warn or look at some rows are no promise") {
  CHECK(read(R"(models:
  - name: m
    columns:
      - name: a
        data_type: text
        tests: [{not_null: {config: {where: "x > 1"}}}, {unique: {severity: WARN}}]
)") == "m\na: string?\n! a: the test not_null, which only warns or looks at some rows\n"
       "! a: the test unique, which only warns or looks at some rows\n");
}

TEST_CASE("sources have a freshness, their tables may have another") {
  CHECK(read(R"(sources:
  - name: raw
    config: {freshness: {warn_after: {count: 2, period: hour}}}
    loaded_at_field: at
    tables:
      - {name: a, columns: [{name: at}]}
      - {name: b, freshness: {error_after: {count: 1, period: day}}, columns: [{name: at, data_type: date}]}
      - {name: c, freshness: null, columns: [{name: at, data_type: date}]}
)") == "raw.a within 7200 of at\nat: string?\n? at: string, for no data_type is said\n"
       "raw.b within 86400 of at\nat: date?\nraw.c\nat: date?\n");
}

TEST_CASE("of a manifest only what is asked for is read") {
  constexpr std::string_view text = R"({"metadata": {}, "docs": {"broken": nonsense},
 "nodes": {
  "model.p.a": {"name": "a", "columns": {"x": {"name": "x", "data_type": "text"}}},
  "analysis.p.b": {"name": "b", "columns": {"x": {"name": "x"}}},
  "test.p.c": {"test_metadata": {"name": "not_null", "kwargs": {"column_name": "X"}},
               "depends_on": {"nodes": ["model.p.a"]}}}})";
  CHECK(read(text) == "a\nx: string\n");
  CHECK(read(text, {.only = {"b"}}) == "");
  CHECK(read(R"({"metadata": {}, "nodes": {
"model.p.a": {"name": "a",}}})") == "schema.yml:2:1: 'model.p.a' cannot be read as a JSON object");
}

TEST_CASE("what is no file of dbt is an error") {
  CHECK(read("a: 1\n") == "schema.yml:1:1: this is no manifest and no file of properties of dbt");
  CHECK(read("models:\n\t- a\n").starts_with("schema.yml:2:1: "));
}

}  // namespace
}  // namespace dcr::imports
