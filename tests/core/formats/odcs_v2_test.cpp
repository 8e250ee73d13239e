// SPDX-License-Identifier: Apache-2.0
#include "tests/core/formats/described.hpp"

#include <doctest/doctest.h>

namespace {

using dcr::formats::Strictness;
using dcr::test::only_document;
using dcr::test::place;
using dcr::test::problems_of;

dcr::formats::ReadDocument payments() {
  return only_document(dcr::test::text_of("tests/core/formats/documents/payments-v2.2.odcs.yaml"));
}

const std::string head =
    "kind: DataContract\nuuid: p\nversion: 1.0.0\nstatus: active\ntype: tables\n"
    "datasetName: p\nquantumName: q\nstakeholders: [{username: ana}]\n";

}  // namespace

TEST_CASE("a contract of ODCS 2 is known by its uuid") {
  const auto read = payments();
  CHECK(read.problems.empty());
  CHECK(read.usable);
  const dcr::Contract& contract = read.contract;
  CHECK(contract.format == dcr::Format::odcs);
  CHECK(contract.format_version == "v2.2.2");
  CHECK(contract.name == "9b0c6f1e-payments");
  CHECK(place(contract.name_at) == "3:7+17");
  CHECK(contract.title == "payments");
  CHECK(contract.version->text() == "1.4.0");
  CHECK(contract.status->value == dcr::Status::active);
  CHECK(contract.description.value == "What was paid.\nusage: Month-end closing.");
  REQUIRE(contract.owners.size() == 1);
  CHECK(contract.owners[0].team == "ana@example.com");
  CHECK(contract.other.empty());
}

TEST_CASE("the words of ODCS 2 mean what those of ODCS 3 mean") {
  const auto read = payments();
  REQUIRE(read.contract.objects.size() == 1);
  const dcr::Object& object = read.contract.objects[0];
  CHECK(object.name.value == "payments");
  CHECK(object.primary_key.value == std::vector<std::string>{"payment_id"});
  CHECK(object.other.at("physicalName") == "fin.payments");
  CHECK(object.other.at("dataGranularityDescription") == "one row per payment");
  REQUIRE(object.fields.fields.size() == 3);
  const dcr::Field& id = object.fields.fields[0];
  CHECK(place(id.name.at) == "23:17+10");
  CHECK(id.last_line == 37);
  CHECK(id.required.value);
  CHECK(place(id.required.at) == "28:21+5");
  CHECK(id.unique.value);
  CHECK(id.other.empty());
  REQUIRE(id.quality.size() == 1);
  CHECK(id.quality[0].terms.at("rule") == "nullCheck");
  CHECK(id.quality[0].terms.at("schedule") == "0 20 * * *");
  const dcr::Field& amount = object.fields.fields[1];
  CHECK(amount.required.value);
  CHECK(amount.type->logical.family == dcr::TypeFamily::decimal);
  CHECK(amount.type->logical.precision == 12);
  const dcr::Field& day = object.fields.fields[2];
  CHECK_FALSE(day.required.value);
  CHECK(day.classification.value == "internal");
  CHECK(day.other.at("partitioned") == "true");
}

TEST_CASE("service levels of ODCS 2 are on a column") {
  const auto read = payments();
  REQUIRE(read.contract.service_levels.size() == 2);
  CHECK(read.contract.service_levels[0].property == "latency");
  CHECK(read.contract.service_levels[0].element == "payments.paid_on");
  CHECK(read.contract.service_levels[1].value == "7");
}

TEST_CASE("what ODCS 3 has no word for is metadata, and a password nowhere") {
  const auto read = payments();
  CHECK(read.contract.metadata.at("sourceSystem") == "warehouse");
  CHECK(read.contract.metadata.at("dataProduct") == "invoicing");
  CHECK(read.contract.metadata.at("domain") == "billing");
  CHECK_FALSE(read.contract.metadata.contains("password"));
}

TEST_CASE("ODCS 2 was written in other words as well") {
  const auto read = only_document(
      "kind: managedDataset\nstandardVersion: 2.1.0\nuuid: p\nversion: 1.0.0\nstatus: draft\n"
      "dataset:\n  tables:\n    - table: t\n      columns:\n"
      "        - {column: a, logicalType: Object, physicalType: int4, primary: true, "
      "nullable: false}\n"
      "        - {column: b, logicalType: Timestamp, nullable: true}\n");
  CHECK(read.usable);
  CHECK(read.contract.format_version == "2.1.0");
  REQUIRE(read.contract.objects.size() == 1);
  const dcr::Object& object = read.contract.objects[0];
  CHECK(object.primary_key.value == std::vector<std::string>{"a"});
  const dcr::Field& a = object.fields.fields[0];
  CHECK(a.required.value);
  CHECK(a.type->logical.family == dcr::TypeFamily::integer);
  const dcr::Field& b = object.fields.fields[1];
  CHECK_FALSE(b.required.value);
  CHECK(b.type->logical.family == dcr::TypeFamily::timestamp);
}

TEST_CASE("a wrong value of ODCS 2 is reported under its own key") {
  CHECK(problems_of(head + "dataset:\n  - table: t\n    columns:\n"
                           "      - {column: a, isNullable: perhaps, isUnique: 3}\n"
                           "      - {column: a}\n      - {logicalType: string}\n") ==
        "12:33+7 error[contract_invalid] 'isNullable' must be true or false, not a string\n"
        "12:52+1 error[contract_invalid] 'isUnique' must be true or false, not an integer\n"
        "13:18+1 error[contract_invalid] a: property 'a' is declared twice; the first is on line "
        "12\n"
        "14:9+21 error[contract_invalid] this property has no name\n");
  CHECK(problems_of(head + "dataset: {a: 1}\n") ==
        "9:10+6 error[contract_invalid] 'dataset' must be a list of mappings, not a mapping\n");
}

TEST_CASE("ODCS 2 lets a contract have any key; one that looks like a slip is a warning") {
  CHECK(problems_of(head + "dataset: [{table: t, colour: red}]\nextra: 1\n", Strictness::strict)
            .empty());
  CHECK(problems_of(head + "dataset: [{table: t, column: []}]\n", Strictness::strict) ==
        "9:22+6 warning[contract_invalid] unknown key 'column'; did you mean 'columns'?\n");
}

TEST_CASE("a contract of ODCS 2 without a uuid is told which key it lacks") {
  CHECK(problems_of("apiVersion: v2.2.2\nkind: DataContract\nversion: 1.0.0\nstatus: active\n"
                    "dataset: []\nstakeholders: [{username: ana}]\n") ==
        "1:1+10 error[contract_invalid] the contract has no uuid | add one that never changes: "
        "uuid: orders\n");
}
