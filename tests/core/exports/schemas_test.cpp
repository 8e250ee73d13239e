// SPDX-License-Identifier: Apache-2.0
#include "core/exports/avro.hpp"
#include "core/exports/dbt.hpp"
#include "core/exports/json_schema.hpp"
#include "core/exports/markdown.hpp"
#include "tests/core/exports/written.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using dcr::exports::Exported;
using dcr::exports::SqlDialect;
using dcr::test::lines_with;
using dcr::test::losses_of;
using dcr::test::native;
using dcr::test::odcs;
using nlohmann::json;

namespace {

json property(const char* field) {
  const dcr::Contract contract = native({fmt::format("{{name: p, {}}}", field)});
  return json::parse(dcr::exports::write_json_schema(contract).text)["properties"]["p"];
}

json avro_type(const char* field) {
  const dcr::Contract contract = native({fmt::format("{{name: p, {}}}", field)});
  return json::parse(dcr::exports::write_avro(contract).text)["fields"][0]["type"];
}

}  // namespace

TEST_CASE("a JSON Schema says of an optional field that it may be null") {
  CHECK(property("type: string, required: false, enum: [a]") ==
        json::parse(R"({"type": ["string", "null"], "enum": ["a", null]})"));
  CHECK(property("type: string, enum: [a]") == json::parse(R"({"type": "string", "enum": ["a"]})"));
  CHECK(property("type: json, required: false") == json::object());
}

TEST_CASE("a decimal of a JSON Schema is a number that has its digits before the point") {
  json expected = {{"type", "number"},
                   {"format", "decimal(5,2)"},
                   {"exclusiveMinimum", -1000},
                   {"exclusiveMaximum", 1000}};
  CHECK(property("type: \"decimal(5,2)\"") == expected);
  expected.erase("exclusiveMinimum");
  expected["minimum"] = 0;
  CHECK(property("type: \"decimal(5,2)\", minimum: 0") == expected);
  CHECK(property("type: decimal") == json::parse(R"({"type": "number", "format": "decimal"})"));
}

TEST_CASE("of several objects each is a definition of the JSON Schema") {
  dcr::Contract contract = odcs("{name: p, logicalType: date}");
  contract.objects.front().name.value = "a/b ~";
  contract.objects.emplace_back().name.value = "c";
  const json written = json::parse(dcr::exports::write_json_schema(contract).text);
  CHECK(written["anyOf"] ==
        json::parse(R"([{"$ref": "#/$defs/a~1b%20~0"}, {"$ref": "#/$defs/c"}])"));
  CHECK(written["$defs"].size() == 2);
}

TEST_CASE("an enum of Avro has names for values, anything else is its plain type") {
  CHECK(avro_type("type: string, enum: [a, b]") ==
        json::parse(R"({"type": "enum", "name": "tools_p", "symbols": ["a", "b"]})"));
  CHECK(avro_type("type: string, enum: [a, \"b c\"]") == json("string"));
  CHECK(avro_type("type: integer, enum: [1]") == json("long"));
}

TEST_CASE("names are made legal for Avro, each another one") {
  const dcr::Contract contract = native({"{name: a_b, type: date}", "{name: \"a b\", type: date}",
                                         "{name: a-b, type: date}", "{name: 1a, type: date}"});
  const Exported written = dcr::exports::write_avro(contract);
  const json fields = json::parse(written.text)["fields"];
  std::vector<std::string> names;
  for (const json& field : fields) names.push_back(field["name"]);
  CHECK(names == std::vector<std::string>{"a_b", "a_b_2", "a_b_3", "_1a"});
  CHECK(fields[1]["dcr_name"] == "a b");
  CHECK(losses_of(written) ==
        ": the owner 'tool-crib'\na b: the name 'a b': it is written as a_b_2\n"
        "a-b: the name 'a-b': it is written as a_b_3\n1a: the name '1a': it is written as _1a\n");
}

TEST_CASE("dbt counts a lag in the largest period that is exact") {
  const auto written = [](const char* seconds) {
    return dcr::exports::write_dbt(
        native({"{name: event_time, type: timestamp}"},
               fmt::format("freshness_sla: {{max_lag_seconds: {}}}\n", seconds)),
        SqlDialect::postgres);
  };
  CHECK(lines_with(written("172800").text, "error_after") ==
        "error_after: {count: 2, period: day}\n");
  CHECK(lines_with(written("5400").text, "error_after") ==
        "error_after: {count: 90, period: minute}\n");
  CHECK(losses_of(written("5400")).empty());
  CHECK(losses_of(written("90")) ==
        ": the freshness_sla of 90 seconds: it is written as 1 minute\n");
  CHECK(losses_of(written("30")) == ": the freshness_sla of 30 seconds: dbt counts minutes\n");
  CHECK(written("30").text.find("sources:") == std::string::npos);
}

TEST_CASE("text of a contract cannot leave its cell of a data sheet") {
  dcr::Contract contract = native({"{name: \"a|b\", type: string}"});
  contract.objects.front().fields.fields.front().description.value = "x |\n| y | <b>z</b>";
  const std::string written = dcr::exports::write_markdown(contract).text;
  CHECK(lines_with(written, "| string |") ==
        "| a\\|b | string | yes |  | x \\| \\| y \\| \\<b\\>z\\</b\\> |\n");
}
