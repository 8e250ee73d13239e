// SPDX-License-Identifier: Apache-2.0
#include "tests/core/formats/described.hpp"

#include <doctest/doctest.h>

namespace {

using dcr::test::only_document;
using dcr::test::place;
using dcr::test::text_of;

const std::string complete = "tests/schemas/contract/valid-complete.yaml";

}  // namespace

TEST_CASE("a complete native contract is read whole") {
  const dcr::formats::ReadDocument document = only_document(text_of(complete));
  const dcr::Contract& contract = document.contract;
  CHECK(document.usable);
  CHECK(document.problems.empty());
  CHECK(contract.format == dcr::Format::dcr);
  CHECK(contract.full_name() == "growth::users.daily_active");
  CHECK(contract.version->text() == "1.2.3-rc.1+build.5");
  CHECK(contract.version_text == "1.2.3-rc.1+build.5");
  CHECK(contract.status->value == dcr::Status::deprecated);
  CHECK(contract.deprecation_uri.value == "https://example.com/users-v2");
  CHECK(contract.compatibility->value.text() == "full_transitive");
  REQUIRE(contract.owners.size() == 2);
  CHECK(contract.owners[0].team == "growth-platform");
  CHECK(contract.owners[0].contact == "#growth-platform");
  CHECK(contract.owners[1].contact.empty());
  CHECK(contract.freshness_sla->max_lag_seconds.value == 86400);
  CHECK(contract.freshness_sla->measurement == "event_time");
  REQUIRE(contract.consumers.size() == 2);
  CHECK(contract.consumers[0].fields == std::vector<std::string>{"user_id", "ltv"});
  CHECK(contract.consumers[1].fields.empty());
  CHECK(contract.metadata == std::map<std::string, std::string>{{"criticality", "high"},
                                                                {"reviewed.by", "alice"},
                                                                {"reviewed.in", "2026"}});
}

TEST_CASE("a field is read with its type, limits and flags") {
  const dcr::formats::ReadDocument document = only_document(text_of(complete));
  REQUIRE(document.contract.objects.size() == 1);
  const dcr::Object& object = document.contract.objects.front();
  CHECK(object.name.value.empty());
  CHECK(object.primary_key.value == std::vector<std::string>{"user_id", "active_date"});
  const dcr::Field* ltv = object.fields.find("ltv");
  REQUIRE(ltv != nullptr);
  CHECK(ltv->type.value.logical.family == dcr::TypeFamily::decimal);
  CHECK(ltv->type.value.logical.precision == 10);
  CHECK(ltv->type.value.spelled == "decimal(10,2)");
  CHECK_FALSE(ltv->required.value);
  CHECK(ltv->unit.value == "EUR");
  CHECK(ltv->deprecated.value);
  CHECK(ltv->aliases == std::vector<std::string>{"lifetime_value"});
  CHECK(ltv->constraints.at("minimum").value == "0");
  CHECK(ltv->constraints.at("maximum").value == "99999999.99");
  const dcr::Field* plan = object.fields.find("plan");
  REQUIRE(plan != nullptr);
  CHECK(plan->required.value);
  CHECK_FALSE(plan->required.at.known());
  CHECK(plan->enum_values->value == std::vector<std::string>{"\"free\"", "\"pro\""});
  CHECK(plan->constraints.at("pattern").value == "^[a-z]+$");
  CHECK(object.fields.find("user_id")->unique.value);
  CHECK(object.fields.find("user_id")->classification.value == "pii");
}

TEST_CASE("objects and arrays are read to the bottom") {
  const auto document = only_document(text_of("tests/schemas/contract/valid-nested.yaml"));
  const dcr::FieldList& fields = document.contract.objects.front().fields;
  REQUIRE(fields.find("customer") != nullptr);
  CHECK_FALSE(fields.find("customer")->children.find("born")->required.value);
  const dcr::Field* lines = fields.find("lines");
  REQUIRE(lines != nullptr);
  REQUIRE(lines->items != nullptr);
  CHECK(lines->items->children.find("sku") != nullptr);
  const dcr::Field* prices = fields.find("prices");
  REQUIRE(prices != nullptr);
  CHECK(prices->items->type.value.logical.family == dcr::TypeFamily::number);
  CHECK_FALSE(prices->items->required.value);
}

TEST_CASE("a field begins at its entry's first token and ends before the next entry") {
  const dcr::formats::ReadDocument document = only_document(
      "# who: growth\n"
      "dataset_id: users\n"
      "version: \"1.0.0\"\n"
      "owners: [{team: a}]\n"
      "fields:\n"
      "  - name: id\n"
      "    type: string\n"
      "    description: |\n"
      "      one\n"
      "      two\n"
      "  # about ltv\n"
      "  - type: number\n"
      "    name: ltv\n"
      "  - {name: plan, type: string}\n"
      "\n"
      "metadata: {a: b}\n");
  const dcr::Contract& contract = document.contract;
  CHECK(place(contract.at) == "2:1+10");
  CHECK(contract.last_line == 16);
  CHECK(place(contract.name_at) == "2:13+5");
  const dcr::Object& object = contract.objects.front();
  CHECK(object.at.begin == dcr::Position{6, 3});
  CHECK(object.last_line == 15);
  const dcr::Field& id = object.fields.fields[0];
  CHECK(place(id.at) == "6:5+4");
  CHECK(place(id.name.at) == "6:11+2");
  CHECK(place(id.type.at) == "7:11+6");
  CHECK(id.last_line == 11);
  const dcr::Field& ltv = object.fields.fields[1];
  CHECK(place(ltv.at) == "12:5+4");
  CHECK(place(ltv.name.at) == "13:11+3");
  CHECK(ltv.last_line == 13);
  const dcr::Field& plan = object.fields.fields[2];
  CHECK(plan.at.begin == dcr::Position{14, 5});
  CHECK(plan.last_line == 15);
}

TEST_CASE("a status that is not written is not draft") {
  const auto document = only_document(text_of("tests/schemas/contract/valid-minimal.yaml"));
  CHECK_FALSE(document.contract.status.has_value());
  CHECK_FALSE(document.contract.says_draft());
}

TEST_CASE("a contract with problems is usable when it has a name, a version and a field") {
  const auto usable = [](std::string_view text) { return only_document(text).usable; };
  CHECK(usable("{dataset_id: a, version: \"1.0.0\", x: 1, fields: [{name: a}]}"));
  CHECK_FALSE(usable("{dataset_id: a@b, version: \"1.0.0\", fields: [{name: a}]}"));
  CHECK_FALSE(usable("{dataset_id: a, version: \"1.0\", fields: [{name: a}]}"));
  CHECK_FALSE(usable("{dataset_id: a, version: \"1.0.0\", fields: [{type: date}]}"));
}

TEST_CASE("several documents of one file are several contracts, each with its own lines") {
  const dcr::formats::ReadFile file = dcr::formats::read_contracts(
      "dataset_id: a\nversion: \"1.0.0\"\nfields: [{name: a, type: date}]\nowners: [{team: x}]\n"
      "---\nsome: thing\n---\n"
      "dataset_id: b\nversion: \"1.0.0\"\nfields: [{name: a, type: date}]\nowners: [{team: x}]\n",
      "contracts.yaml");
  REQUIRE(file.documents.size() == 2);
  CHECK(file.skipped == 1);
  CHECK(file.problems.empty());
  CHECK(file.documents[0].contract.last_line == 5);
  CHECK(file.documents[1].contract.name == "b");
  CHECK(file.documents[1].contract.at.begin.line == 8);
  CHECK(file.documents[1].contract.last_line == 11);
}

TEST_CASE("what is not YAML is a problem of the file, with its place") {
  const dcr::formats::ReadFile file =
      dcr::formats::read_contracts("dataset_id: \"a\n", "contract.yaml");
  CHECK(file.documents.empty());
  REQUIRE(file.problems.size() == 1);
  CHECK(file.problems.front().severity == dcr::Severity::error);
  CHECK(file.problems.front().at.begin == dcr::Position{1, 13});
}

TEST_CASE("aliases that would multiply a long text are refused") {
  std::string text = "dataset_id: a\nversion: \"1.0.0\"\nmetadata:\n  a: &a \"";
  text.append(1U << 20U, 'x');
  text += "\"\n  b: [*a";
  for (int i = 0; i < 40; ++i) text += ", *a";
  text += "]\n";
  const dcr::formats::ReadDocument document = only_document(text);
  CHECK_FALSE(document.usable);
  REQUIRE(document.problems.size() == 1);
  CHECK(dcr::test::described(document.problems.front()) ==
        "1:1+10 error[contract_invalid] the contract is larger than 32 MiB once its aliases are "
        "written out");
}
