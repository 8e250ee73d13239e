// SPDX-License-Identifier: Apache-2.0
#include "tests/core/formats/described.hpp"

#include <doctest/doctest.h>

#include <array>

namespace {

using dcr::formats::Strictness;
using dcr::test::only_document;
using dcr::test::problems_of;

constexpr std::string_view head =
    "apiVersion: v3.1.0\nkind: DataContract\nid: a\nversion: 1.0.0\nstatus: active\n"
    "team: {name: t}\n";

struct Case {
  std::string_view text;
  std::string_view problems;
};

/// What follows the six lines every contract has.
void check_after_head(const Case& c) {
  CAPTURE(c.text);
  CHECK(problems_of(std::string(head) + std::string(c.text) + "\n") == c.problems);
}

/// One property, on line 7 from column 33.
void check_property(const Case& c) {
  CAPTURE(c.text);
  CHECK(problems_of(std::string(head) + "schema: [{name: o, properties: [" + std::string(c.text) +
                    "]}]\n") == c.problems);
}

}  // namespace

TEST_CASE("an example without schema and owner is usable, with a warning for the owner") {
  const std::string text =
      "version: 1.0.0\nkind: DataContract\nid: a\nstatus: active\napiVersion: v3.0.0\n";
  CHECK(problems_of(text) ==
        "1:1+7 warning[owner_missing] the contract has no owner | "
        "add who answers for it: team: [{username: data-platform, role: owner}]\n");
  const auto document = only_document(text);
  CHECK(document.usable);
  CHECK(document.contract.objects.empty());
}

TEST_CASE("what real files get wrong is a warning, and an error for a strict reader") {
  const std::string text =
      "apiVersion: v3.1.0\nname: orders\nversion: 1.10\nteam: [{username: x}]\nextra: {a: 1}\n"
      "schema: [{name: o, properties: [{name: p, logicalType: datetime}]}]\n";
  const auto problems = [](std::string_view word) {
    return fmt::format(
        "1:1+10 {0}[contract_invalid] the contract has no 'kind: DataContract'\n"
        "1:1+10 {0}[contract_invalid] the contract has no id; it is known by its name 'orders'\n"
        "1:1+10 {0}[contract_invalid] the contract has no 'status'; it counts as active\n"
        "3:10+4 {0}[contract_invalid] 'version' is the number 1.10; it is read as 1.10.0 | "
        "write version: 1.10.0\n"
        "5:1+5 {0}[contract_invalid] unknown key 'extra'\n"
        "6:56+8 {0}[contract_invalid] p: unknown logicalType 'datetime' | "
        "a logicalType is one of string, date, timestamp, time, number, integer, object, array, "
        "boolean, map, vector\n",
        word);
  };
  CHECK(problems_of(text) == problems("warning"));
  CHECK(problems_of(text, Strictness::strict) == problems("error"));
  const auto document = only_document(text);
  CHECK(document.usable);
  CHECK(document.contract.name == "orders");
  CHECK(document.contract.version->text() == "1.10.0");
  CHECK_FALSE(document.contract.status.has_value());
  CHECK(document.contract.other.at("extra.a") == "1");
  const dcr::FieldType& type = document.contract.objects.front().fields.find("p")->type.value;
  CHECK(type.logical.family == dcr::TypeFamily::timestamp);
  CHECK(type.spelled == "datetime");
}

TEST_CASE("a status of one's own counts as active under every strictness") {
  const std::string text =
      "kind: DataContract\napiVersion: v3.0.2\nid: a\nversion: 1.0.0\nstatus: in development\n"
      "team: [{username: x}]\n";
  const std::string problem =
      "5:9+14 warning[contract_invalid] unknown status 'in development'; the contract counts as "
      "active | a status is proposed, draft, active, deprecated or retired\n";
  CHECK(problems_of(text) == problem);
  CHECK(problems_of(text, Strictness::strict) == problem);
  CHECK(only_document(text).contract.status->value == dcr::Status::active);
}

TEST_CASE("what cannot be read at all is an error") {
  for (const Case& c : std::to_array<Case>({
           {"schema: {o: 1}",
            "7:9+6 error[contract_invalid] 'schema' must be a list, not a mapping\n"},
           {"schema: [o]",
            "7:10+1 error[contract_invalid] an object of 'schema' must be a mapping with a name, "
            "not a string\n"},
           {"schema: [{properties: []}]",
            "7:10+16 error[contract_invalid] this object of 'schema' has no name\n"},
           {"schema: [{name: o}, {name: o}]",
            "7:28+1 error[contract_invalid] o: object 'o' is declared twice\n"},
           {"slaProperties: [latency]",
            "7:17+7 error[contract_invalid] a service level must be a mapping with a property and "
            "a value, not a string\n"},
           {"slaProperties: [{value: 1}]",
            "7:17+10 error[contract_invalid] this service level has no 'property'\n"},
           {"slaProperties: [{property: latency}]",
            "7:17+19 warning[contract_invalid] this service level has no 'value'\n"},
           {"slaProperties: [{property: latency, value: 1, units: d}]",
            "7:47+5 warning[contract_invalid] unknown key 'units'; did you mean 'unit'?\n"},
       })) {
    check_after_head(c);
  }
  CHECK(problems_of("kind: DataContract\napiVersion: v4.0.0\nversion: newest\nstatus: draft\n"
                    "team: ops\n") ==
        "1:1+4 error[contract_invalid] the contract has no id | "
        "add one that never changes: id: orders\n"
        "2:13+6 warning[contract_invalid] apiVersion 'v4.0.0' is not known; it is read as v3.1.0\n"
        "3:10+6 error[contract_invalid] 'newest' is not a version that can be put in order | "
        "write version: 1.0.0\n"
        "5:1+4 warning[owner_missing] the contract has no owner | "
        "add who answers for it: team: {name: data-platform}\n"
        "5:7+3 error[contract_invalid] 'team' must be a mapping or a list, not a string\n");
}

TEST_CASE("a property's faults are filed under its path") {
  for (const Case& c : std::to_array<Case>({
           {"p",
            "7:33+1 error[contract_invalid] a property must be a mapping with a name, not a "
            "string\n"},
           {"{logicalType: date}", "7:33+19 error[contract_invalid] this property has no name\n"},
           {"{name: p}, {name: p}",
            "7:51+1 error[contract_invalid] p: property 'p' is declared twice; the first is on "
            "line 7\n"},
           {"{name: p, required: yes}",
            "7:53+3 warning[contract_invalid] p: 'required' must be true or false; 'yes' is a "
            "string in YAML 1.2 | write required: true\n"},
           {"{name: p, required: maybe}",
            "7:53+5 error[contract_invalid] p: 'required' must be true or false, not a string\n"},
           {"{name: 7, physicalType: int}",
            "7:40+1 warning[contract_invalid] 'name' must be a string, not an integer | "
            "quote it: name: \"7\"\n"},
           {"{name: p, logicalTypeOptions: {minLength: -1, lenght: 2}}",
            "7:75+2 error[contract_invalid] p: 'minLength' must be a whole number from 0 up, not "
            "'-1'\n"
            "7:79+6 warning[contract_invalid] p: unknown key 'lenght'\n"},
           {"{name: p, items: {properties: [{name: q, mapped: 1}]}}",
            "7:74+6 warning[contract_invalid] p[].q: unknown key 'mapped'\n"},
           {"{name: p, quality: [x]}",
            "7:53+1 error[contract_invalid] p: a quality rule must be a mapping, not a string\n"},
       })) {
    check_property(c);
  }
  check_after_head({"schema: [{name: o, properties: [{name: p, x: 1}]}, {name: u}]",
                    "7:43+1 warning[contract_invalid] o.p: unknown key 'x'\n"});
}

TEST_CASE("ODCS 3.0 lets the team, its channels and service levels have any key") {
  CHECK(problems_of("apiVersion: v3.0.1\nkind: DataContract\nid: a\nversion: 1.0.0\n"
                    "status: active\nteam: [{username: x, comment: y}]\n"
                    "slaProperties: [{property: p, value: 1, column: c}]\n",
                    Strictness::strict)
            .empty());
}

TEST_CASE("documents of other formats and other YAML are skipped") {
  for (const std::string_view text :
       {"dataProductSpecification: 1.0.0\nid: a\n", "a: 1\n", "- dataset_id: a\n", "text\n",
        "kind: Deployment\napiVersion: apps/v1\n", "apiVersion: v3.1.0\n", "fields: []\n"}) {
    CAPTURE(text);
    const dcr::formats::ReadFile file = dcr::formats::read_contracts(text, "a.yaml");
    CHECK(file.documents.empty());
    CHECK(file.problems.empty());
    CHECK(file.skipped == 1);
  }
}
