// SPDX-License-Identifier: Apache-2.0
#include "tests/core/formats/described.hpp"

#include <doctest/doctest.h>

namespace {

using dcr::test::only_document;
using dcr::test::place;
using TextMap = std::map<std::string, std::string>;

dcr::formats::ReadDocument document(const std::string& name) {
  return only_document(dcr::test::text_of("tests/core/formats/documents/" + name));
}

dcr::formats::ReadDocument orders() { return document("orders-v3.0.odcs.yaml"); }
dcr::formats::ReadDocument shipments() { return document("shipments-v3.1.odcs.yaml"); }

std::vector<std::string> texts(const std::vector<dcr::Owner>& owners) {
  std::vector<std::string> out;
  for (const dcr::Owner& owner : owners) out.push_back(owner.team + " " + owner.contact);
  return out;
}

}  // namespace

TEST_CASE("an ODCS contract is known by its id and keeps what describes it as metadata") {
  const auto read = orders();
  CHECK(read.problems.empty());
  CHECK(read.usable);
  const dcr::Contract& contract = read.contract;
  CHECK(contract.format == dcr::Format::odcs);
  CHECK(contract.name == "orders-9f1");
  CHECK(place(contract.name_at) == "3:5+10");
  CHECK(contract.title == "Orders");
  CHECK(contract.version->text() == "1.2.0");
  CHECK(contract.status->value == dcr::Status::active);
  CHECK(contract.description.value == "What was ordered.\nlimitations: No refunds.");
  CHECK(contract.metadata.at("domain") == "sales");
  CHECK(contract.metadata.at("customProperties.tier") == "gold");
  CHECK(contract.metadata.at("schema.orders.customProperties.retention.days") == "30");
  CHECK(contract.metadata.at("schema.orders.tags") == "[\"core\"]");
  CHECK(contract.other.empty());
}

TEST_CASE("an object's properties become fields in the order of the file") {
  const auto read = orders();
  REQUIRE(read.contract.objects.size() == 1);
  const dcr::Object& object = read.contract.objects.front();
  CHECK(object.name.value == "orders");
  CHECK(object.at.begin == dcr::Position{12, 5});
  CHECK(object.last_line == 54);
  CHECK(object.other == TextMap{{"physicalName", "sales.orders"}, {"physicalType", "table"}});
  const dcr::Field& day = object.fields.fields[0];
  CHECK(place(day.at) == "18:9+4");
  CHECK(place(day.name.at) == "18:15+3");
  CHECK(day.last_line == 25);
  CHECK(day.type.value.spelled == "date (DATE)");
  CHECK(day.required.value);
  CHECK(day.other == TextMap{{"partitioned", "true"}, {"partitionKeyPosition", "1"}});
  const dcr::Field& amount = object.fields.fields[2];
  CHECK_FALSE(amount.required.value);
  CHECK(amount.type.value.logical.family == dcr::TypeFamily::number);
  CHECK(amount.type.value.physical->family == dcr::TypeFamily::decimal);
  CHECK(amount.other.empty());
}

TEST_CASE("the primary key follows primaryKeyPosition, not the order of the file") {
  CHECK(orders().contract.objects.front().primary_key.value ==
        std::vector<std::string>{"order_id", "day"});
}

TEST_CASE("without a logicalType the type is the physicalType's") {
  const auto read = orders();
  const dcr::Field* id = read.contract.objects.front().fields.find("order_id");
  REQUIRE(id != nullptr);
  CHECK_FALSE(id->type.value.logical_stated);
  CHECK(id->type.value.logical.family == dcr::TypeFamily::string);
  CHECK(id->type.value.logical.length == 18);
  CHECK(id->type.value.spelled == "VARCHAR(18)");
  CHECK(id->unique.value);
  CHECK(id->classification.value == "internal");
}

TEST_CASE("ODCS 3.0 excludes a bound by a flag, 3.1 by a value") {
  const auto first = orders();
  const auto& amount = first.contract.objects.front().fields.find("amount")->constraints;
  REQUIRE(amount.size() == 3);
  CHECK(amount.at("exclusive_minimum").value == "0");
  CHECK(amount.at("maximum").value == "10");
  CHECK(amount.at("multiple_of").value == "0.01");
  const auto second = shipments();
  const dcr::Field* parcels = second.contract.objects.front().fields.find("parcels");
  REQUIRE(parcels != nullptr);
  const dcr::Field* weight = parcels->items->children.find("weight");
  REQUIRE(weight != nullptr);
  CHECK(weight->constraints.at("exclusive_minimum").value == "0.5");
}

TEST_CASE("quality rules keep every term") {
  const auto read = orders();
  const auto& quality = read.contract.objects.front().fields.find("amount")->quality;
  REQUIRE(quality.size() == 2);
  CHECK(quality[0].id == "amount_set");
  CHECK(quality[0].terms == TextMap{{"type", "library"}, {"rule", "nullCheck"}, {"mustBe", "0"}});
  CHECK(quality[1].name == "amount_sane");
  CHECK(quality[1].terms.at("mustBeBetween") == "[1,5]");
}

TEST_CASE("a rule that no value may lie outside of a list is an enum") {
  const auto read = [](const std::string& rule) {
    return dcr::test::only_document(
               "{kind: DataContract, apiVersion: v3.1.0, id: a, version: 1.0.0, status: active, "
               "team: {name: t}, schema: [{name: o, properties: [{name: p, logicalType: string, "
               "quality: [" +
               rule + "]}]}]}")
        .contract;
  };
  const dcr::Contract whole = read(
      "{metric: rowCount, mustBe: 1}, {type: library, metric: invalidValues, mustBe: 0, "
      "arguments: {validValues: [a, b]}}");
  const dcr::Field& field = whole.objects.front().fields.fields.front();
  REQUIRE(field.enum_values.has_value());
  CHECK(field.enum_values->value == std::vector<std::string>{"\"a\"", "\"b\""});
  REQUIRE(field.quality.size() == 1);
  CHECK(field.quality.front().terms.at("metric") == "rowCount");
  for (const char* rule :
       {"{metric: invalidValues, mustBeLessThan: 5, arguments: {validValues: [a]}}",
        "{name: n, metric: invalidValues, mustBe: 0, arguments: {validValues: [a]}}",
        "{metric: invalidValues, mustBe: 0, arguments: {validValues: [a], pattern: x}}",
        "{metric: invalidValues, mustBe: 0, arguments: {validValues: [1.5]}}",
        "{metric: invalidValues, mustBe: 0}"}) {
    CAPTURE(rule);
    const dcr::Contract other = read(rule);
    CHECK_FALSE(other.objects.front().fields.fields.front().enum_values.has_value());
    CHECK(other.objects.front().fields.fields.front().quality.size() == 1);
  }
}

TEST_CASE("service levels take the default element where they name none") {
  const auto read = orders();
  const auto& levels = read.contract.service_levels;
  REQUIRE(levels.size() == 2);
  CHECK(levels[0].property == "latency");
  CHECK(levels[0].element == "orders.day");
  CHECK(levels[0].value == "4");
  CHECK(levels[0].unit == "d");
  CHECK(levels[1].element == "orders.order_id");
  CHECK(levels[1].driver == "regulatory");
}

TEST_CASE("owners are the team and its owners who have not left") {
  CHECK(texts(orders().contract.owners) == std::vector<std::string>{"Alice alice"});
  CHECK(texts(shipments().contract.owners) ==
        std::vector<std::string>{"logistics #shipments", "dora "});
  const auto supported = only_document(
      "{kind: DataContract, apiVersion: v3.1.0, id: a, version: 1.0.0, status: draft, "
      "support: [{channel: help, url: 'mailto:a@example.com'}]}");
  CHECK(texts(supported.contract.owners) == std::vector<std::string>{"help mailto:a@example.com"});
  CHECK(supported.problems.empty());
}

TEST_CASE("a short version is completed and a retired contract is archived") {
  const auto read = shipments();
  CHECK(read.problems.empty());
  CHECK(read.contract.version->text() == "2.1.0");
  CHECK(read.contract.version_text == "v2.1");
  CHECK(read.contract.status->value == dcr::Status::archived);
}

TEST_CASE("nested properties, items and maps are read to the bottom") {
  const auto read = shipments();
  REQUIRE(read.contract.objects.size() == 2);
  const dcr::FieldList& fields = read.contract.objects[0].fields;
  const dcr::Field* zip = fields.find("address")->children.find("zip");
  REQUIRE(zip != nullptr);
  CHECK(zip->required.value);
  CHECK(zip->constraints.size() == 3);
  CHECK(zip->constraints.at("max_length").value == "10");
  CHECK(zip->constraints.at("format").value == "zip");
  const dcr::Field* parcels = fields.find("parcels");
  CHECK(parcels->constraints.at("min_items").value == "1");
  CHECK(parcels->constraints.at("unique_items").value == "true");
  CHECK(parcels->items->children.find("weight")->type.value.logical.bits == 32);
  CHECK(fields.find("id")->type.value.logical.bits == 64);
  CHECK(fields.find("id")->type.value.logical.word == "unsigned");
  CHECK(fields.find("sent_at")->constraints.at("minimum").value == "2020-01-01 00:00:00");
  CHECK(fields.find("sent_at")->other == TextMap{{"logicalTypeOptions.timezone", "true"}});
  const dcr::FieldList& events = read.contract.objects[1].fields;
  CHECK(events.find("kind")->enum_values->value == std::vector<std::string>{"\"in\"", "\"out\""});
  CHECK(events.find("tags")->items->type.value.logical.family == dcr::TypeFamily::integer);
  CHECK(events.find("tags")->type->logical.word == "string");
}
