// SPDX-License-Identifier: Apache-2.0
#include "core/exports/native.hpp"

#include "core/exports/odcs.hpp"
#include "tests/core/exports/written.hpp"

#include <doctest/doctest.h>

#include <array>

using dcr::exports::Exported;
using dcr::exports::write_native;
using dcr::test::lines_with;
using dcr::test::losses_of;
using dcr::test::odcs;

TEST_CASE("every native type survives a stay in ODCS") {
  for (const char* type :
       {"string", "integer", "number", "boolean", "timestamp", "json", "date", "time", "decimal",
        "\"decimal(10,2)\"", "bytes", "uuid", "array", "object", "map"}) {
    CAPTURE(type);
    const dcr::Contract contract = dcr::test::native({fmt::format("{{name: a, type: {}}}", type)});
    const std::string written = write_native(contract).text;
    const dcr::test::ContractText there(dcr::exports::write_odcs(contract).text);
    CHECK(lines_with(write_native(there.contract).text, "type:") == lines_with(written, "type:"));
  }
}

TEST_CASE("what a native type cannot say of a stored one is named") {
  struct Case {
    const char* property;
    const char* type;
    const char* loss;
  };
  for (const Case& c : std::to_array<Case>({
           {"physicalType: bigint", "integer", "p: the size of its type: 64 bits\n"},
           {"physicalType: INT UNSIGNED", "integer",
            "p: the size of its type: 32 bits, unsigned\n"},
           {"physicalType: timestamptz", "timestamp", "p: the kind of its timestamp: 'zoned'\n"},
           {"physicalType: \"NUMERIC(2,5)\"", "decimal",
            "p: the digits of the type 'decimal(2,5)'\n"},
           {"physicalType: inet", "string", "p: the type 'inet': it is written as string\n"},
           {"description: x", "json", "p: a field without a type: it is written as json\n"},
           {"physicalType: \"vector(3)\"", "array",
            "p: the type 'vector' of 3 numbers: it is written as array\n"},
           {"logicalType: number, physicalType: \"decimal(8,2)\"", "decimal(8,2)", ""},
           {"logicalType: string, physicalType: bytea", "bytes", ""},
       })) {
    CAPTURE(c.property);
    const Exported written = write_native(odcs(fmt::format("{{name: p, {}}}", c.property)));
    CHECK(written.text.find(fmt::format("    type: {}\n", c.type)) != std::string::npos);
    const std::string named = losses_of(written);
    CHECK(named == std::string(": the object's name 'o'\n") + c.loss);
  }
}

TEST_CASE("a freshness that ODCS promises is a freshness_sla") {
  const auto written = [](const char* levels) {
    return write_native(
        odcs("{name: seen, logicalType: timestamp}", fmt::format("slaProperties: [{}]\n", levels)));
  };
  const Exported plain = written("{property: latency, value: 2, unit: h}");
  CHECK(lines_with(plain.text, "freshness_sla") == "freshness_sla: {max_lag_seconds: 7200}\n");
  CHECK(losses_of(plain) == ": the object's name 'o'\n");
  const Exported measured = written("{property: latency, value: 1, unit: d, element: seen}");
  CHECK(lines_with(measured.text, "freshness_sla") ==
        "freshness_sla: {max_lag_seconds: 86400, measurement: seen}\n");
  const Exported other = written("{property: retention, value: 1, unit: y}");
  CHECK(lines_with(other.text, "freshness_sla").empty());
  CHECK(losses_of(other) == ": the service level 'retention': '1 y'\n: the object's name 'o'\n");
}

TEST_CASE("a name that no native contract may have is written as one that may") {
  dcr::Contract contract = dcr::test::native({"{name: a, type: string}"});
  contract.name = "my orders@home::x";
  const Exported written = write_native(contract);
  CHECK(lines_with(written.text, "dataset_id") == "dataset_id: my-orders-home:-x\n");
  CHECK(losses_of(written) ==
        ": the name 'my orders@home::x': it is written as 'my-orders-home:-x'\n");
}

TEST_CASE("limits that native contracts do not have, or not in that way, are named") {
  const Exported written = write_native(odcs(
      "{name: n, logicalType: integer, logicalTypeOptions: {exclusiveMinimum: 1, multipleOf: "
      "5}}, {name: s, logicalType: string, logicalTypeOptions: {minLength: 9, maxLength: 2}}"));
  CHECK(losses_of(written) ==
        ": the object's name 'o'\nn: exclusive_minimum '1'\nn: multiple_of '5'\n"
        "s: min_length '9'\n");
}

TEST_CASE("what is said of one of several objects stays with it") {
  const dcr::test::ContractText contract(
      "apiVersion: v3.1.0\nkind: DataContract\nid: shop\nversion: 1.0.0\nstatus: active\n"
      "team: {name: a}\ntags: [all]\nschema:\n"
      "  - {name: orders, tags: [first], properties: [{name: p, logicalType: string}]}\n"
      "  - {name: items, tags: [second], properties: [{name: p, logicalType: string}]}\n");
  const std::string text = write_native(contract.contract).text;
  const auto second = text.find("---\n");
  REQUIRE(second != std::string::npos);
  CHECK(lines_with(text.substr(0, second), "tags:") == "tags: [\"first\"]\ntags: [\"all\"]\n");
  CHECK(lines_with(text.substr(second), "tags:") == "tags: [\"second\"]\ntags: [\"all\"]\n");
}
