// SPDX-License-Identifier: Apache-2.0
#include "core/formats/odcs_rules.hpp"

#include "tests/core/formats/described.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace {

using dcr::formats::Strictness;
using dcr::test::problems_of;

std::string contract(const std::string& version, const std::string& rest) {
  return "apiVersion: " + version +
         "\nkind: DataContract\nid: a\nversion: 1.0.0\nstatus: active\n"
         "support: [{channel: c, url: 'https://c'}]\n" +
         rest + "\n";
}

std::string strictly(const std::string& version, const std::string& rest) {
  return problems_of(contract(version, rest), Strictness::strict);
}

std::string property(const std::string& text) {
  return "schema: [{name: t, properties: [{name: p, " + text + "}]}]";
}

constexpr auto versions = std::to_array<const char*>({"v3.0.2", "v3.1.0", "v3.2.0"});

}  // namespace

TEST_CASE("what the schemas of ODCS refuse is an error under strict, and no word without") {
  struct Case {
    std::string text;
    std::optional<std::string> expected;
  };
  for (const Case& c : std::to_array<Case>({
           {"price: {priceAmount: much}",
            "7:22+4 error[contract_invalid] 'priceAmount' must be a "
            "number, not 'much'\n"},
           {"roles: [{access: read}]", "7:9+14 error[contract_invalid] this role has no 'role'\n"},
           {"tags: [a, 1]", "7:11+1 error[contract_invalid] 'tags' must be a string, not '1'\n"},
           {"servers: [{server: s, type: mars}]", std::nullopt},
           {"servers: [{server: s, type: local, path: p}]",
            "7:11+33 error[contract_invalid] this server has no 'format'\n"},
           {"servers: [{server: s, type: postgres, host: h, port: 'x', database: d, schema: s}]",
            "7:54+3 error[contract_invalid] 'port' must be an integer, not 'x'\n"},
           {"authoritativeDefinitions: [{url: u}]",
            "7:28+8 error[contract_invalid] this authoritative definition has no 'type'\n"},
           {"domain:", "7:1+6 error[contract_invalid] 'domain' must be a string, not nothing\n"},
       })) {
    for (const char* version : versions) {
      CAPTURE(version);
      CAPTURE(c.text);
      CHECK(problems_of(contract(version, c.text)) == "");
      if (!c.expected) {
        CHECK(strictly(version, c.text).find("'type' must be one of api, athena") !=
              std::string::npos);
      } else {
        CHECK(strictly(version, c.text) == *c.expected);
      }
    }
  }
}

TEST_CASE("the options of a property are those of its logicalType") {
  for (const char* version : versions) {
    CAPTURE(version);
    CHECK(strictly(version, property("logicalType: string, logicalTypeOptions: {maximum: 3}")) ==
          "7:85+7 error[contract_invalid] p: unknown key 'maximum'\n"
          "");
    CHECK(strictly(version, property("logicalType: integer, logicalTypeOptions: {format: f32}"))
              .find("'format' must be one of i8, i16") != std::string::npos);
    CHECK(strictly(version, property("physicalType: int, logicalTypeOptions: {maximum: 3}")) == "");
    CHECK(strictly(version, property("logicalType: string, items: {}"))
              .find("'items' is for logicalType array, not string") != std::string::npos);
  }
}

TEST_CASE("a rule holds from the version of the standard on that has it") {
  struct Case {
    const char* text;
    bool in_3_0;
    bool in_3_1;
    bool in_3_2;
  };
  for (const Case& c : std::to_array<Case>({
           {"price: {flavour: sweet}", true, false, false},
           {"context: be kind", false, false, true},
           {"team: [{name: Jo}]", true, false, false},
           {"team: {name: Jo}", false, true, true},
           {"schema: [{name: t, quality: [{type: sql, query: q}]}]", true, false, false},
           {"schema: [{name: t, quality: [{mustBe: 3}]}]", false, false, false},
           {"schema: [{name: t, quality: [{rule: r}]}]", true, false, false},
           {"schema: [{name: t, quality: [{metric: rowCount, mustBe: 1, mustNotBe: 2}]}]", false,
            false, false},
           {"schema: [{name: t, quality: [{type: library, metric: rowCount, rule: r, mustBe: 1}]}]",
            true, true, true},
           {"schema: [{name: t, relationships: [{from: a.b, to: c.d}]}]", false, true, true},
           {"schema: [{name: t, relationships: [{from: a.b, to: c.d.e}]}]", false, false, true},
           {"schema: [{name: t, relationships: [{from: a.b, to: [c.d]}]}]", false, false, false},
           {"schema: [{name: t, properties: [{name: p, relationships: [{to: 'f.yaml#/a/b'}]}]}]",
            false, true, true},
           {"schema: [{name: t, properties: [{name: p, relationships: [{to: 'f.txt#/a/b'}]}]}]",
            false, false, false},
           {"schema: [{name: t, properties: [{name: p, enum: [{value: 1, label: one}]}]}]", false,
            false, true},
           {"schema: [{name: t, properties: [{name: p, logicalType: time}]}]", false, true, true},
           {"schema: [{name: t, properties: [{name: p, logicalType: map}]}]", false, false, false},
           {"servers: [{server: s, type: hive, host: h, database: d}]", false, true, true},
           {"servers: [{server: s, type: s3, location: l, format: xml}]", false, true, true},
           {"servers: [{server: s, type: athena, schema: l}]", false, false, true},
           {"servers: [{server: s, type: sftp, location: ftp}]", false, false, false},
           {"description: {flavour: sweet}", true, true, true},
       })) {
    CAPTURE(c.text);
    const std::array<bool, 3> accepted = {c.in_3_0, c.in_3_1, c.in_3_2};
    for (std::size_t i = 0; i < versions.size(); ++i) {
      CAPTURE(versions[i]);
      const std::string told = strictly(versions[i], c.text);
      CAPTURE(told);
      CHECK((told.find("error[") == std::string::npos) == accepted[i]);
    }
  }
}

TEST_CASE("a place is told of once, by the reader or by the rules") {
  CHECK(strictly("v3.1.0", "flavour: sweet") ==
        "7:1+7 error[contract_invalid] unknown key 'flavour'\n");
  CHECK(strictly("v3.1.0", property("required: [1]")) ==
        "7:53+3 error[contract_invalid] p: 'required' must be true or false, not a list\n");
}

TEST_CASE("every rule is of a shape that is asked for") {
  for (const auto rules : {dcr::formats::odcs_rules(), dcr::formats::odcs_v2_rules()}) {
    for (const dcr::formats::OdcsRule& rule : rules) {
      CAPTURE(rule.shape);
      CAPTURE(rule.key);
      CHECK(rule.since <= rule.until);
      const auto alike = [&](const dcr::formats::OdcsRule& other) {
        return &other != &rule && other.shape == rule.shape && other.key == rule.key &&
               other.since <= rule.until && rule.since <= other.until;
      };
      CHECK(std::ranges::none_of(rules, alike));
    }
  }
}
