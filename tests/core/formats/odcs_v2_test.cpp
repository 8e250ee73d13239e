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

namespace {

/// What a contract is told under strict reading beyond what the smallest that is right is told.
std::string strictly(const std::string& text) { return problems_of(text, Strictness::strict); }

std::string with_column(const std::string& keys) {
  return head + "dataset: [{table: t, columns: [{column: a, logicalType: x, physicalType: y" +
         keys + "}]}]\n";
}

std::string with_check(const std::string& keys) {
  return head + "dataset: [{table: t, quality: [{" + keys + "}]}]\n";
}

}  // namespace

TEST_CASE("strictly, ODCS 2 asks for keys by their own names") {
  CHECK(strictly(head + "dataset: [{table: t}]\n").empty());
  const std::string bare =
      "kind: DataContract\nuuid: p\nversion: 1.0.0\nstatus: active\n"
      "stakeholders: [{username: ana}]\n";
  CHECK(strictly(bare) ==
        "1:1+4 error[contract_invalid] this contract has no 'type'\n"
        "1:1+4 error[contract_invalid] this contract has no 'quantumName'\n"
        "1:1+4 error[contract_invalid] this contract has no 'datasetName'\n"
        "1:1+4 error[contract_invalid] this contract has no 'dataset'\n");
  CHECK(problems_of(bare).empty());
  CHECK(strictly(head + "dataset: [{table: t, columns: [{column: a}]}]\n") ==
        "9:32+11 error[contract_invalid] a: this column has no 'logicalType'\n"
        "9:32+11 error[contract_invalid] a: this column has no 'physicalType'\n");
  CHECK(strictly(with_check("code: c")) ==
        "9:32+9 error[contract_invalid] this quality rule has no 'templateName'\n"
        "9:32+9 error[contract_invalid] this quality rule has no 'toolName'\n");
  CHECK(problems_of(with_check("code: c")).empty());
  CHECK(strictly(with_column(", authoritativeDefinitions: [{url: u}]")) ==
        "9:104+8 error[contract_invalid] a: this authoritative definition has no 'type'\n");
  CHECK(strictly(head + "dataset: []\nroles: [{role: r}]\nslaProperties: [{property: p}]\n") ==
        "10:9+9 error[contract_invalid] this role has no 'access'\n"
        "11:17+13 error[contract_invalid] this service level has no 'value'\n");
}

TEST_CASE("strictly, a value of ODCS 2 is of the kind that its schema names") {
  CHECK(strictly(with_column(", isPrimaryKey: true, primaryKeyPosition: 1, sampleValues: [\"1\"]"))
            .empty());
  CHECK(strictly(with_column(", isPrimaryKey: \"true\"")) ==
        "9:91+6 error[contract_invalid] 'isPrimaryKey' must be true or false, not a string\n");
  CHECK(strictly(with_column(", sampleValues: [1]")) ==
        "9:92+1 error[contract_invalid] a: 'sampleValues' must be a string, not '1'\n");
  CHECK(strictly(with_column(", clusterKeyPosition: 1.5")) ==
        "9:97+3 error[contract_invalid] a: 'clusterKeyPosition' must be an integer, not '1.5'\n");
  CHECK(strictly(head + "dataset: []\nslaProperties: [{property: p, value: true}]\n") ==
        "10:38+4 error[contract_invalid] 'value' must be a string or a number, not 'true'\n");
  CHECK(strictly(head + "dataset: {tables: []}\n") ==
        "9:10+12 error[contract_invalid] this must be a list, not a mapping\n");
}

TEST_CASE("strictly, a contract of ODCS 2 is a DataContract of a version in three parts") {
  const std::string body = head.substr(head.find('\n') + 1) + "dataset: []\n";
  CHECK(strictly("kind: virtualDataset\n" + body) ==
        "1:7+14 error[contract_invalid] 'kind' must be one of DataContract\n");
  CHECK(problems_of("kind: virtualDataset\n" + body).empty());
  CHECK(strictly("apiVersion: v2.2.2\nkind: DataContract\n" + body).empty());
  CHECK(strictly("apiVersion: v2.2.2-rc\nkind: DataContract\n" + body).empty());
  for (const char* version : {"2.2.2", "v2.2", "v2.x.1", "v2..1"}) {
    CAPTURE(version);
    const std::string text =
        "apiVersion: " + std::string(version) + "\nkind: DataContract\n" + body;
    CHECK(strictly(text).find("error[contract_invalid] 'apiVersion' must be written like v2.2.2") !=
          std::string::npos);
  }
}

TEST_CASE("a custom property of ODCS 2 has any value") {
  for (const char* value : {"text", "3", "{a: 1}", "[1]"}) {
    CAPTURE(value);
    CHECK(strictly(with_check("templateName: a, toolName: b, customProperties: [{property: p, "
                              "value: " +
                              std::string(value) + "}]"))
              .empty());
  }
}

TEST_CASE("a stakeholder of ODCS 2 may be without a name, which is told of") {
  const std::string text = head.substr(0, head.find("stakeholders")) +
                           "stakeholders: [{role: Data Owner}, {username: ana}]\ndataset: []\n";
  CHECK(strictly(text) == "8:16+18 warning[contract_invalid] this team member has no 'username'\n");
}
