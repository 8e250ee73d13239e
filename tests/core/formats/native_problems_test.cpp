// SPDX-License-Identifier: Apache-2.0
#include "tests/core/formats/described.hpp"

#include <doctest/doctest.h>

#include <array>

namespace {

using dcr::test::problems_of;

/// A contract's keys put before the ones every contract needs.
struct Case {
  std::string_view keys;
  std::string_view problems;
};

constexpr std::string_view rest =
    "dataset_id: orders\nversion: \"1.0.0\"\nowners: [{team: sales}]\n"
    "fields: [{name: id, type: string}, {name: line.no, type: integer}]\n";

void check_keys(const Case& c) {
  CAPTURE(c.keys);
  CHECK(problems_of(std::string(c.keys) + std::string(rest)) == c.problems);
}

/// One entry of `fields`, on line 4 from column 10.
void check_field(const Case& c) {
  CAPTURE(c.keys);
  CHECK(problems_of("dataset_id: a\nversion: \"1.0.0\"\nowners: [{team: b}]\nfields: [" +
                    std::string(c.keys) + "]\n") == c.problems);
}

const std::string types =
    " | a type is one of string, integer, number, boolean, timestamp, date, time, decimal(p,s), "
    "bytes, uuid, json, array, object, map\n";

}  // namespace

TEST_CASE("a contract without any key of its own is told what every contract needs") {
  CHECK(problems_of("dataset_id:\n") ==
        "1:1+10 error[contract_invalid] the contract has no dataset_id | "
        "add one: dataset_id: area.name\n"
        "1:1+10 error[contract_invalid] the contract has no version | "
        "add one: version: \"1.0.0\"\n"
        "1:1+10 error[contract_invalid] the contract has no fields | "
        "add at least one: fields: [{name: id, type: string}]\n"
        "1:1+10 error[owner_missing] the contract has no owner | "
        "add who answers for it: owners: [{team: data-platform}]\n");
}

TEST_CASE("a contract that lost its dataset_id is broken, not some other YAML") {
  CHECK(problems_of("version: \"1.0.0\"\nowners: [{team: a}]\nfields: [{name: a, type: date}]\n") ==
        "1:1+7 error[contract_invalid] the contract has no dataset_id | "
        "add one: dataset_id: area.name\n");
}

TEST_CASE("dataset_id and namespace cannot hold what a reference is cut at") {
  const std::string long_name(129, 'x');
  for (const Case& c : std::to_array<Case>({
           {"namespace: a b\n",
            "1:12+3 error[contract_invalid] 'namespace' must not contain white space: 'a b'\n"},
           {"namespace: a\xc2\xa0z\n",
            "1:12+3 error[contract_invalid] 'namespace' must not contain white space: "
            "'a\xc2\xa0z'\n"},
           {"namespace: a@b\n",
            "1:12+3 error[contract_invalid] 'namespace' must not contain '@': 'a@b'\n"},
           {"namespace: a::b\n",
            "1:12+4 error[contract_invalid] 'namespace' must not contain '::': 'a::b'\n"},
           {"namespace: \"\"\n",
            "1:12+2 error[contract_invalid] 'namespace' must not be empty: ''\n"},
           {"namespace: \"a\\e[1m\"\n",
            "1:12+8 error[contract_invalid] 'namespace' must not contain control characters: "
            "'a\\x1b[1m'\n"},
           {"namespace: 7\n",
            "1:12+1 error[contract_invalid] 'namespace' must be a string, not an integer | "
            "quote it: namespace: \"7\"\n"},
           {"namespace: a:b\n", ""},
       })) {
    check_keys(c);
  }
  CHECK(problems_of("namespace: " + long_name + "\n" + std::string(rest)) ==
        "1:12+129 error[contract_invalid] 'namespace' must not be longer than 128 characters: '" +
            long_name + "'\n");
  CHECK(problems_of("namespace: " + long_name.substr(1) + "\n" + std::string(rest)).empty());
}

TEST_CASE("a version must be a quoted semantic version") {
  const auto version = [](std::string_view spelled) {
    return problems_of("dataset_id: a\nversion: " + std::string(spelled) +
                       "\nowners: [{team: b}]\nfields: [{name: c, type: date}]\n");
  };
  CHECK(version("1.0.0").empty());
  CHECK(version("'1.0.0-rc.1+x'").empty());
  CHECK(version("1.10") ==
        "2:10+4 error[contract_invalid] 'version' is the number 1.10: quote it, and give all three "
        "parts | write version: \"1.10.0\"\n");
  CHECK(version("2") ==
        "2:10+1 error[contract_invalid] 'version' is the number 2: quote it, and give all three "
        "parts | write version: \"2.0.0\"\n");
  CHECK(version("\"1.0\"") ==
        "2:10+5 error[contract_invalid] '1.0' is not a semantic version | write version: "
        "\"1.0.0\"\n");
  CHECK(version("newest") ==
        "2:10+6 error[contract_invalid] 'newest' is not a semantic version | write version: "
        "\"1.0.0\"\n");
  CHECK(version("[1, 0]") ==
        "2:10+6 error[contract_invalid] 'version' must be a string, not a list | write version: "
        "\"1.0.0\"\n");
}

TEST_CASE("words and shapes of the contract's own keys are checked") {
  for (const Case& c : std::to_array<Case>({
           {"status: actve\n",
            "1:9+5 error[contract_invalid] unknown status 'actve'; did you mean 'active'? | "
            "a status is draft, active, deprecated or archived\n"},
           {"status: Active\n",
            "1:9+6 error[contract_invalid] unknown status 'Active'; did you mean 'active'? | "
            "a status is draft, active, deprecated or archived\n"},
           {"status: deprecated\n",
            "1:9+10 error[contract_invalid] a deprecated contract needs a 'deprecation_uri' | "
            "add the address of the migration plan: deprecation_uri: https://…\n"},
           {"status: deprecated\ndeprecation_uri: https://example.com\n", ""},
           {"compatibility: backwards\n",
            "1:16+9 error[contract_invalid] unknown compatibility 'backwards'; did you mean "
            "'backward'? | a mode is backward, forward or full, each also with _transitive, or "
            "none\n"},
           {"compatability: full\n",
            "1:1+13 error[contract_invalid] unknown key 'compatability'; did you mean "
            "'compatibility'?\n"},
           {"xyzzy: 1\n", "1:1+5 error[contract_invalid] unknown key 'xyzzy'\n"},
           {"description: [a]\n",
            "1:14+3 error[contract_invalid] 'description' must be a string, not a list\n"},
           {"metadata: high\n",
            "1:11+4 error[contract_invalid] 'metadata' must be a mapping, not a string\n"},
       })) {
    check_keys(c);
  }
}

TEST_CASE("a primary key names declared fields, each once") {
  for (const Case& c : std::to_array<Case>({
           {"primary_key: [id, line.no]\n", ""},
           {"primary_key: [ids]\n",
            "1:15+3 error[contract_invalid] 'primary_key' names 'ids', which is not a field; did "
            "you mean 'id'?\n"},
           {"primary_key: [id, id]\n",
            "1:19+2 error[contract_invalid] 'primary_key' names 'id' more than once\n"},
           {"primary_key: id\n",
            "1:14+2 error[contract_invalid] 'primary_key' must be a list, not a string\n"},
           {"primary_key: [1]\n",
            "1:15+1 error[contract_invalid] 'primary_key' must be a list of strings, and this is "
            "an integer\n"},
       })) {
    check_keys(c);
  }
}

TEST_CASE("a freshness SLA has a lag of more than nothing") {
  for (const Case& c : std::to_array<Case>({
           {"freshness_sla: {max_lag_seconds: 0.5}\n", ""},
           {"freshness_sla: {max_lag_seconds: 0}\n",
            "1:34+1 error[contract_invalid] 'max_lag_seconds' must be more than 0, not 0\n"},
           {"freshness_sla: {max_lag_seconds: .inf}\n",
            "1:34+4 error[contract_invalid] 'max_lag_seconds' must be a finite number, not .inf\n"},
           {"freshness_sla: {max_lag_seconds: 1d}\n",
            "1:34+2 error[contract_invalid] 'max_lag_seconds' must be a number, not a string\n"},
           {"freshness_sla: {}\n",
            "1:1+13 error[contract_invalid] 'freshness_sla' has no max_lag_seconds | "
            "add how late the data may be: max_lag_seconds: 86400\n"},
           {"freshness_sla: {max_lag_seconds: 1, max_lag: 2}\n",
            "1:37+7 error[contract_invalid] unknown key 'max_lag'\n"},
       })) {
    check_keys(c);
  }
}

TEST_CASE("no owner is owner_missing and nothing else") {
  const auto owners = [](std::string_view line) {
    return problems_of("dataset_id: a\nversion: \"1.0.0\"\n" + std::string(line) +
                       "fields: [{name: c, type: date}]\n");
  };
  const std::string missing =
      "error[owner_missing] the contract has no owner | "
      "add who answers for it: owners: [{team: data-platform}]\n";
  CHECK(owners("") == "1:1+10 " + missing);
  CHECK(owners("owners:\n") == "3:1+6 " + missing);
  CHECK(owners("owners: []\n") == "3:1+6 " + missing);
  CHECK(owners("owners: [{contact: b}]\n") ==
        "3:10+12 error[contract_invalid] this owner has no team\n");
  CHECK(owners("owners: [{team: ''}]\n") ==
        "3:17+2 error[contract_invalid] 'team' must not be empty\n");
  CHECK(owners("owners: [sales]\n") ==
        "3:10+5 error[contract_invalid] an owner must be a mapping with a team, not a string | "
        "write {team: data-platform, contact: \"#data-platform\"}\n");
  CHECK(owners("owners: sales\n") ==
        "3:9+5 error[contract_invalid] 'owners' must be a list, not a string\n");
}

TEST_CASE("a consumer has a name and depends on fields that exist") {
  for (const Case& c : std::to_array<Case>({
           {"consumers: [{name: a, fields: [id, '\"line.no\"']}]\n", ""},
           {"consumers: [{name: a, fields: [di]}]\n",
            "1:32+2 warning[contract_invalid] di: the consumer depends on 'di', which is not a "
            "field; "
            "did you mean 'id'?\n"},
           {"consumers: [{contact: a}]\n",
            "1:13+12 error[contract_invalid] this consumer has no name\n"},
           {"consumers: [{name: \"a\\nb\"}]\n",
            "1:20+6 error[contract_invalid] 'name' must not contain control characters: "
            "'a\\nb'\n"},
           {"consumers: [bi]\n",
            "1:13+2 error[contract_invalid] a consumer must be a mapping with a name, not a string "
            "| write {name: dashboards/revenue, fields: [user_id]}\n"},
       })) {
    check_keys(c);
  }
}

TEST_CASE("a field has a name, once, and a type that is known") {
  for (const Case& c : std::to_array<Case>({
           {"",
            "4:9+2 error[contract_invalid] 'fields' must list at least one field | "
            "add at least one: fields: [{name: id, type: string}]\n"},
           {"a",
            "4:10+1 error[contract_invalid] a field must be a mapping with a name and a type, "
            "not a string\n"},
           {"{name: a}",
            "4:10+9 error[contract_invalid] a: 'a' has no type | "
            "add one: type: string\n"},
           {"{type: date}", "4:10+12 error[contract_invalid] this field has no name\n"},
           {"{name: 1, type: date}",
            "4:17+1 error[contract_invalid] 'name' must be a string, not an integer | "
            "quote it: name: \"1\"\n"},
           {"{name: a, type: date}, {name: a, type: date}",
            "4:40+1 error[contract_invalid] a: field 'a' is declared twice; the first is on line "
            "4\n"},
           {"{name: a, type: date, typ: x}",
            "4:32+3 error[contract_invalid] a: unknown key 'typ'; did you mean 'type'?\n"},
           {"{name: a, type: date, aliases: b}",
            "4:41+1 error[contract_invalid] a: 'aliases' must be a list, not a string\n"},
       })) {
    check_field(c);
  }
  check_field(
      {"{name: a, type: strng}",
       "4:26+5 error[contract_invalid] a: unknown type 'strng'; did you mean 'string'?" + types});
  check_field({"{name: a, type: 'decimal(2,3,4)'}",
               "4:26+16 error[contract_invalid] a: unknown type 'decimal(2,3,4)'" + types});
}

TEST_CASE("a decimal that braces cut at its comma is told so") {
  check_field({"{name: a, type: decimal(10,2)}",
               "4:26+10 error[contract_invalid] a: type 'decimal(10' ends at the comma | "
               "quote it inside braces: type: \"decimal(10,2)\"\n"
               "4:37+2 error[contract_invalid] a: unknown key '2)'\n"});
}

TEST_CASE("a flag that YAML 1.1 would have read is named with the right word") {
  check_field({"{name: a, type: date, required: No}",
               "4:42+2 error[contract_invalid] a: 'required' must be true or false; 'No' is a "
               "string in YAML 1.2 | write required: false\n"});
  check_field({"{name: a, type: date, unique: 'yes'}",
               "4:40+5 error[contract_invalid] a: 'unique' must be true or false, not a string\n"});
}

TEST_CASE("enum values are distinct strings, integers or booleans") {
  for (const Case& c : std::to_array<Case>({
           {"{name: a, type: string, enum: [1, \"1\", true, \"true\"]}", ""},
           {"{name: a, type: string, enum: []}",
            "4:40+2 error[contract_invalid] a: 'enum' must list at least one value\n"},
           {"{name: a, type: string, enum: [x, 'x']}",
            "4:44+3 error[contract_invalid] a: 'enum' lists \"x\" more than once\n"},
           {"{name: a, type: string, enum: [1.5, null]}",
            "4:41+3 error[contract_invalid] a: an 'enum' value must be a string, an integer or a "
            "boolean, not a number\n"
            "4:46+4 error[contract_invalid] a: an 'enum' value must be a string, an integer or a "
            "boolean, not nothing\n"},
       })) {
    check_field(c);
  }
}

TEST_CASE("a limit fits the type, and the lower one is not above the upper one") {
  for (const Case& c : std::to_array<Case>({
           {"{name: a, type: integer, min_length: 1}",
            "4:35+10 error[contract_invalid] a: 'min_length' is for strings and bytes, and the "
            "type of 'a' is integer\n"},
           {"{name: a, type: number, pattern: x}",
            "4:34+7 error[contract_invalid] a: 'pattern' is for strings, and the type of 'a' is "
            "number\n"},
           {"{name: a, type: string, maximum: 1}",
            "4:34+7 error[contract_invalid] a: 'maximum' is for numbers, dates and times, and the "
            "type of 'a' is string\n"},
           {"{name: a, type: string, min_length: -1}",
            "4:46+2 error[contract_invalid] a: 'min_length' must be a whole number from 0 up, not "
            "'-1'\n"},
           {"{name: a, type: string, min_length: 3, max_length: 2}",
            "4:46+1 error[contract_invalid] a: 'min_length' is 3, which is more than 'max_length' "
            "(2)\n"},
           {"{name: a, type: decimal, minimum: 1.5, maximum: 1.5}", ""},
           {"{name: a, type: integer, minimum: 1.5, maximum: 1}",
            "4:44+3 error[contract_invalid] a: 'minimum' is 1.5, which is more than 'maximum' "
            "(1)\n"},
           {"{name: a, type: date, minimum: 2020}",
            "4:41+4 error[contract_invalid] a: 'minimum' must be a string, not an integer | "
            "quote it: minimum: \"2020\"\n"},
       })) {
    check_field(c);
  }
}

TEST_CASE("only an object has fields, and only an array or a map has items") {
  for (const Case& c : std::to_array<Case>({
           {"{name: a, type: string, fields: [{name: b, type: date}]}",
            "4:34+6 error[contract_invalid] a: 'fields' belongs to an object, and the type of 'a' "
            "is string\n"},
           {"{name: a, type: object, items: {type: date}}",
            "4:34+5 error[contract_invalid] a: 'items' belongs to an array or a map, and the type "
            "of 'a' is object\n"},
           {"{name: a, type: map, items: {name: b, type: date}}",
            "4:39+4 error[contract_invalid] a[]: unknown key 'name'\n"},
           {"{name: a, type: array, items: {type: object, fields: [{name: 'b.c', typ: date}]}}",
            "4:64+24 error[contract_invalid] a[].\"b.c\": 'a[].\"b.c\"' has no type | "
            "add one: type: string\n"
            "4:78+3 error[contract_invalid] a[].\"b.c\": unknown key 'typ'; did you mean "
            "'type'?\n"},
       })) {
    check_field(c);
  }
  check_field({"{name: a, type: object, fields: [{name: b, type: x}]}",
               "4:59+1 error[contract_invalid] a.b: unknown type 'x'" + types});
}
