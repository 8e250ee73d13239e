// SPDX-License-Identifier: Apache-2.0
#include "core/formats/dcs.hpp"

#include "core/compat/diff.hpp"
#include "tests/core/formats/described.hpp"

#include <doctest/doctest.h>

#include <array>

namespace {

using dcr::test::only_document;
using dcr::test::place;
using TextMap = std::map<std::string, std::string>;

dcr::formats::ReadDocument orders() {
  return only_document(dcr::test::text_of("tests/core/formats/documents/orders-v1.2.dcs.yaml"));
}

/// A contract of one model with the one field `f: {FIELD}`.
std::string with_field(const std::string& field) {
  return "dataContractSpecification: 1.2.0\nid: a\ninfo: {title: A, version: 1.0.0, owner: b}\n"
         "models: {m: {fields: {f: {" +
         field + "}}}}\n";
}

dcr::Contract contract_of(std::string_view text) { return only_document(text).contract; }

const dcr::Field& field(const dcr::Contract& contract, std::string_view name) {
  return *contract.objects.front().fields.find(name);
}

std::string levels(const dcr::Contract& contract) {
  std::string out;
  for (const dcr::ServiceLevel& level : contract.service_levels) {
    out += fmt::format("{} {} of '{}' at {}\n", level.property, level.value, level.element,
                       place(level.at));
  }
  return out;
}

}  // namespace

TEST_CASE("a DCS contract is known by its id and keeps what describes it as metadata") {
  const auto read = orders();
  CHECK(dcr::test::problems_of(
            dcr::test::text_of("tests/core/formats/documents/orders-v1.2.dcs.yaml"),
            dcr::formats::Strictness::strict) == "");
  CHECK(read.usable);
  const dcr::Contract& contract = read.contract;
  CHECK(contract.format == dcr::Format::dcs);
  CHECK(contract.format_version == "1.2.0");
  CHECK(contract.name == "urn:acme:orders");
  CHECK(place(contract.name_at) == "2:5+15");
  CHECK(contract.title == "Orders");
  CHECK(contract.version->text() == "2.1.0");
  CHECK(place(contract.version.at) == "5:12+5");
  CHECK(contract.status->value == dcr::Status::draft);
  CHECK(contract.description.value == "What was ordered.");
  REQUIRE(contract.owners.size() == 1);
  CHECK(contract.owners[0] == dcr::Owner{"checkout", "jo@example.com", {}});
  CHECK(place(contract.owners[0].at) == "8:10+8");
  CHECK(contract.metadata.at("info.contact.name") == "Jo");
  CHECK(contract.metadata.at("info.costCenter") == "4711");
  CHECK(contract.metadata.at("servers.production.type") == "snowflake");
  CHECK(contract.metadata.at("terms.noticePeriod") == "P3M");
  CHECK(contract.metadata.at("tags") == "[\"checkout\"]");
  CHECK(contract.metadata.at("links.wiki") == "https://example.com/orders");
  CHECK(contract.metadata.at("schema.orders.placed_at.tags") == "[\"event\"]");
  CHECK(contract.metadata.at("schema.orders.email.example") == "a@example.com");
}

TEST_CASE("a model's fields become fields in the order of the file") {
  const auto read = orders();
  REQUIRE(read.contract.objects.size() == 2);
  const dcr::Object& object = read.contract.objects.front();
  CHECK(object.name.value == "orders");
  CHECK(place(object.at) == "15:3+6");
  CHECK(object.last_line == 44);
  CHECK(object.description.value == "One row an order.");
  CHECK(object.other == TextMap{{"physicalType", "table"}, {"businessName", "All orders"}});
  REQUIRE(object.quality.size() == 1);
  CHECK(object.quality[0].name == "rows");
  const dcr::Field& total = field(read.contract, "total");
  CHECK(place(total.at) == "26:7+5");
  CHECK(total.last_line == 31);
  CHECK_FALSE(total.required.value);
  CHECK(total.constraints.at("minimum").value == "0");
  CHECK(total.constraints.at("exclusive_maximum").value == "1000000");
  const dcr::Field& channel = field(read.contract, "channel");
  CHECK(channel.enum_values->value == std::vector<std::string>{"\"web\"", "\"shop\""});
  CHECK(channel.unique.value);
  CHECK(channel.other == TextMap{{"references", "channels.name"}});
  const dcr::Field& note = field(read.contract, "note");
  CHECK(note.deprecated.value);
  CHECK(note.classification.value == "sensitive");
  CHECK(note.other == TextMap{{"pii", "true"}});
  CHECK(field(read.contract, "email").classification.value == "pii");
  CHECK(field(read.contract, "email").constraints.at("max_length").value == "200");
}

TEST_CASE("fields nest in objects, lists and maps") {
  const auto read = orders();
  const dcr::Field& address = field(read.contract, "address");
  REQUIRE(address.children.find("city") != nullptr);
  CHECK(address.children.find("city")->required.value);
  const dcr::Field& labels = field(read.contract, "labels");
  REQUIRE(labels.items);
  CHECK(labels.items->constraints.at("pattern").value == "^[a-z]+$");
  const dcr::Field& rates = field(read.contract, "rates");
  REQUIRE(rates.items);
  CHECK(rates.items->type.value.logical.bits == 64);
  CHECK(rates.other == TextMap{{"map.key", "string"}});
}

TEST_CASE("a field's own keys win over those of its definition") {
  const auto read = orders();
  const dcr::Field& id = field(read.contract, "order_id");
  CHECK(id.required.value);
  CHECK(id.type.value.spelled == "text");
  CHECK(id.constraints.at("format").value == "uuid");
  CHECK(id.description.value == "Never reused.");
  CHECK(id.other == TextMap{{"businessName", "Order id"}});
  const dcr::Field* part = read.contract.objects[1].fields.find("order_id");
  REQUIRE(part != nullptr);
  CHECK(part->description.value == "The order it is part of.");
  CHECK(part->constraints.at("format").value == "uuid");
}

TEST_CASE("the key is the model's list, else the fields that say so") {
  const auto read = orders();
  CHECK(read.contract.objects[0].primary_key.value == std::vector<std::string>{"order_id"});
  CHECK(read.contract.objects[1].primary_key.value == std::vector<std::string>{"order_id", "line"});
  CHECK(contract_of(with_field("type: int, primary: true")).objects.front().primary_key.value ==
        std::vector<std::string>{"f"});
}

TEST_CASE("service levels have the names and values of ODCS") {
  const auto read = orders();
  CHECK(levels(read.contract) ==
        "availability 99.9% of '' at 58:30+5\n"
        "retention P1Y of 'orders.placed_at' at 59:23+3\n"
        "latency 25h of 'orders.placed_at' at 60:24+3\n"
        "freshness 25 hours of 'orders.placed_at' at 61:46+8\n"
        "frequency daily of '' at 62:38+5\n"
        "responseTime 1h of '' at 63:41+2\n"
        "recoveryTime 24 hours of '' at 64:43+8\n"
        "recoveryPoint 1 week of '' at 64:68+6\n");
  CHECK(read.contract.other == TextMap{{"servicelevels.backup.cron", "0 0 * * 0"},
                                       {"servicelevels.frequency.type", "batch"},
                                       {"servicelevels.support.time", "9 to 5"}});
  CHECK(read.contract.metadata.at("servicelevels.freshness.description") == "Soon.");
}

TEST_CASE("every type of the specification has its family") {
  struct Case {
    const char* type;
    dcr::TypeFamily family;
  };
  using enum dcr::TypeFamily;
  for (const Case& c : std::to_array<Case>({
           {"number", number},
           {"decimal", number},
           {"numeric", number},
           {"int", integer},
           {"integer", integer},
           {"long", integer},
           {"bigint", integer},
           {"float", number},
           {"double", number},
           {"string", string},
           {"text", string},
           {"varchar", string},
           {"boolean", boolean},
           {"timestamp", timestamp},
           {"timestamp_tz", timestamp},
           {"date", date},
           {"timestamp_ntz", timestamp},
           {"time", time},
           {"array", array},
           {"map", map},
           {"object", object},
           {"record", object},
           {"struct", object},
           {"bytes", bytes},
           {"variant", json},
           {"json", json},
           {"'null'", unknown},
       })) {
    CAPTURE(c.type);
    const std::string text = with_field(std::string("type: ") + c.type);
    CHECK(field(contract_of(text), "f").type.value.logical.family == c.family);
    CHECK(dcr::test::problems_of(text, dcr::formats::Strictness::strict) == "");
  }
}

TEST_CASE("types move as their words say") {
  struct Case {
    const char* before;
    const char* after;
    dcr::TypeChange expected;
  };
  using dcr::TypeChange;
  for (const Case& c : std::to_array<Case>({
           {"type: string", "type: varchar", TypeChange::none},
           {"type: timestamp", "type: timestamp_tz", TypeChange::none},
           {"type: timestamp", "type: timestamp_ntz", TypeChange::changed},
           {"type: record", "type: struct", TypeChange::none},
           {"type: json", "type: variant", TypeChange::none},
           {"type: int", "type: bigint", TypeChange::widened},
           {"type: double", "type: float", TypeChange::narrowed},
           {"type: float", "type: decimal", TypeChange::changed},
           {"type: json", "type: text", TypeChange::changed},
           {"type: decimal, precision: 10, scale: 2", "type: numeric, precision: 12, scale: 2",
            TypeChange::widened},
           {"type: number, precision: 38", "type: number, precision: 38, scale: 0",
            TypeChange::none},
           {"type: int, config: {postgresType: int4}", "type: int, config: {postgresType: text}",
            TypeChange::changed},
       })) {
    CAPTURE(c.before);
    CAPTURE(c.after);
    CHECK(dcr::compare(field(contract_of(with_field(c.before)), "f").type.value,
                       field(contract_of(with_field(c.after)), "f").type.value) == c.expected);
  }
}

TEST_CASE("config says how a field is stored, for the server that is used") {
  const auto read = orders();
  const dcr::Field& items = field(read.contract, "items");
  CHECK(items.type.value.spelled == "long (NUMBER(10))");
  CHECK(items.type.value.physical->family == dcr::TypeFamily::decimal);
  CHECK(items.other == TextMap{{"config.avroType", "int"}, {"config.postgresType", "int8"}});
  const dcr::Contract other = contract_of(with_field("config: {glueType: varchar(9)}"));
  CHECK(field(other, "f").type.value.logical.length == 9);
  CHECK_FALSE(field(other, "f").type.value.logical_stated);
}

TEST_CASE("a contract says the same in DCS and in ODCS") {
  const dcr::Contract in_dcs = contract_of(
      "dataContractSpecification: 1.1.0\nid: a\ninfo: {title: A, version: 1.0.0, owner: b}\n"
      "models: {m: {type: table, title: M, fields: {"
      "k: {type: text, required: true, unique: true, primaryKey: true, maxLength: 9},"
      "n: {type: decimal, precision: 9, scale: 2, minimum: 0}, l: {type: long},"
      "t: {type: timestamp, tags: [event]}, j: {type: json},"
      "o: {type: object, fields: {a: {type: array, items: {type: date}}}}}}}\n"
      "servicelevels: {retention: {period: P1Y}, availability: {percentage: 99.9%},"
      " freshness: {threshold: 25h, timestampField: m.t}, frequency: {interval: daily}}\n");
  const dcr::Contract in_odcs = contract_of(
      "kind: DataContract\napiVersion: v3.1.0\nid: a\nname: A\nversion: 1.0.0\n"
      "team: {name: b}\nschema: [{name: m, physicalType: table, businessName: M, properties: ["
      "{name: k, logicalType: string, physicalType: varchar(9), required: true, unique: true,"
      " primaryKey: true, logicalTypeOptions: {maxLength: 9}},"
      "{name: n, logicalType: number, physicalType: 'NUMERIC(9,2)',"
      " logicalTypeOptions: {minimum: 0}}, {name: l, logicalType: integer, physicalType: int8},"
      "{name: t, logicalType: timestamp, tags: [event]},"
      "{name: j, logicalType: object, physicalType: jsonb}, {name: o, logicalType: object,"
      " properties: [{name: a, logicalType: array, items: {logicalType: date}}]}]}]\n"
      "slaProperties: [{property: retention, value: 1, unit: y},"
      " {property: availability, value: 99.9, unit: percent},"
      " {property: freshness, value: 25, unit: h, element: m.t},"
      " {property: frequency, value: 1, unit: d}]\n");
  for (const dcr::Change& change : dcr::diff(in_dcs, in_odcs)) {
    FAIL_CHECK(change.field, " ", change.detail, ": ", change.before, " -> ", change.after);
  }
  CHECK(dcr::diff(in_odcs, in_dcs).empty());
}

TEST_CASE("checks of 0.9 for the whole contract are content") {
  const dcr::Contract contract = contract_of(
      "dataContractSpecification: 0.9.3\nid: a\ninfo: {title: A, version: 0.0.1, owner: b}\n"
      "quality: {type: SodaCL, specification: {checks for a: [row_count > 1]}}\n"
      "examples: [{model: a, type: csv, data: x}]\n");
  CHECK(contract.other == TextMap{{"quality.specification.checks for a", "[\"row_count > 1\"]"},
                                  {"quality.type", "SodaCL"}});
  CHECK(contract.metadata.size() == 1);
}
