// SPDX-License-Identifier: Apache-2.0
#include "core/config/config.hpp"

#include <doctest/doctest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

using dcr::Breaking;
using dcr::Config;
using dcr::default_config;
using dcr::ErrorKind;
using dcr::ModelPolicy;
using dcr::parse_config;
using dcr::Result;
using dcr::RuleLevel;

namespace {

const std::vector<std::string_view> rules{"field_removed", "field_added", "owner_missing"};

Config config(const std::string& text) {
  const Result<Config> parsed = parse_config(text, "dcr.yaml", rules);
  REQUIRE_MESSAGE(parsed.has_value(), (parsed ? "" : parsed.error().message));
  return *parsed;
}

/// "line:column: message" of the error that `text` gives.
std::string fault_of(const std::string& text) {
  const Result<Config> parsed = parse_config(text, "dcr.yaml", rules);
  if (parsed) return "no error";
  const dcr::Error& error = parsed.error();
  REQUIRE(error.kind == ErrorKind::bad_config);
  REQUIRE(error.where.has_value());
  CHECK(error.where->path == "dcr.yaml");
  const dcr::Position begin = error.where->at.begin;
  return std::to_string(begin.line) + ":" + std::to_string(begin.column) + ": " + error.message;
}

bool any_matches(const std::vector<dcr::Glob>& globs, std::string_view path) {
  for (const dcr::Glob& glob : globs) {
    if (glob.matches(path)) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("without a dcr.yaml the usual places are looked at, under backward") {
  const Config defaults = default_config();
  CHECK_FALSE(defaults.stated);
  CHECK_FALSE(defaults.contracts_stated);
  for (const char* path : {"contracts/a.yaml", "contracts/x/a.yml", "x/a.odcs.yaml",
                           "datacontract.yml", "x/datacontract.yaml"}) {
    CAPTURE(path);
    CHECK(any_matches(defaults.contracts, path));
  }
  CHECK_FALSE(any_matches(defaults.contracts, "src/a.yaml"));
  CHECK(any_matches(defaults.models, "models/a/b.json"));
  CHECK(defaults.compatibility.text() == "backward");
  CHECK(defaults.breaking == Breaking::forbid);
  CHECK(defaults.model_policy == ModelPolicy::automatic);
  CHECK(defaults.mainline.empty());
  CHECK(defaults.mods == "mod_registry.json");
  CHECK(defaults.tags == "{name}/v{version}");
  CHECK_FALSE(defaults.level_for("field_removed", "a", "a.yaml").has_value());
}

TEST_CASE("an empty dcr.yaml is stated and keeps every default") {
  for (const char* text : {"", "# nothing\n", "{}\n", "---\n"}) {
    CAPTURE(text);
    const Config read = config(text);
    CHECK(read.stated);
    CHECK_FALSE(read.contracts_stated);
    CHECK(any_matches(read.contracts, "contracts/a.yaml"));
  }
}

TEST_CASE("every key is read") {
  const Config read = config(R"(contracts: ["c/**/*.yaml", "**/*.odcs.yaml"]
models: m/*.json
mods: etl/registry.json
mainline: [main, "release/*"]
compatibility: full_transitive
model_policy: closed_writer
breaking: major
rules: {field_removed: warning, field_added: "off", owner_missing: off}
tags: "t/{name}@{version}"
accept:
  - {fingerprint: 9c1e02ab, reason: agreed with bi, until: 2027-03-01}
  - fingerprint: 123e4567
    reason: gone for good
)");
  CHECK(read.contracts_stated);
  CHECK(read.contracts.size() == 2);
  CHECK(any_matches(read.contracts, "c/x/a.yaml"));
  CHECK_FALSE(any_matches(read.contracts, "contracts/a.yaml"));
  CHECK(any_matches(read.models, "m/a.json"));
  CHECK(read.mods == "etl/registry.json");
  CHECK(read.mainline == std::vector<std::string>{"main", "release/*"});
  CHECK(read.compatibility.text() == "full_transitive");
  CHECK(read.model_policy == ModelPolicy::closed_writer);
  CHECK(read.breaking == Breaking::major);
  CHECK(read.level_for("field_removed", "a", "a") == RuleLevel::warning);
  CHECK(read.level_for("field_added", "a", "a") == RuleLevel::off);
  CHECK(read.level_for("owner_missing", "a", "a") == RuleLevel::off);
  CHECK(read.tags == "t/{name}@{version}");
  REQUIRE(read.acceptances.size() == 2);
  CHECK(read.acceptances[0].fingerprint == "9c1e02ab");
  CHECK(read.acceptances[0].reason == "agreed with bi");
  CHECK(read.acceptances[0].until->text() == "2027-03-01");
  CHECK(read.acceptances[0].at.begin == dcr::Position{11, 5});
  CHECK(read.acceptances[1].fingerprint == "123e4567");
  CHECK_FALSE(read.acceptances[1].until.has_value());
}

TEST_CASE("one pattern or branch needs no list") {
  CHECK(any_matches(config("contracts: c/*\n").contracts, "c/a"));
  CHECK(config("mainline: trunk\n").mainline == std::vector<std::string>{"trunk"});
}

TEST_CASE("places say where the stated keys stand") {
  const Config read = config(R"(breaking: major
rules:
  field_removed: warning
overrides:
  - match: a
    rules: {field_added: error}
accept:
  - {fingerprint: a, reason: b}
)");
  CHECK(read.places.at("breaking").begin == dcr::Position{1, 1});
  CHECK(read.places.at("rules.field_removed").begin == dcr::Position{3, 3});
  CHECK(read.places.at("overrides[0]").begin == dcr::Position{5, 5});
  CHECK(read.places.at("overrides[0].rules.field_added").begin == dcr::Position{6, 13});
  CHECK(read.places.at("accept[0]").begin == dcr::Position{8, 5});
  CHECK_FALSE(read.places.contains("contracts"));
}

TEST_CASE("an override matches names part by part, or paths") {
  struct Case {
    const char* match;
    const char* name;
    const char* path;
    bool expected;
  };
  for (const Case& c : std::to_array<Case>({
           {"finance.**", "finance.daily.revenue", "x.yaml", true},
           {"finance.*", "finance.daily", "x.yaml", true},
           {"finance.*", "finance.daily.revenue", "x.yaml", false},
           {"finance.**", "finances.daily", "x.yaml", false},
           {"finance.daily", "finance.daily", "x.yaml", true},
           {"**.revenue", "finance.daily.revenue", "x.yaml", true},
           {"growth::**", "growth::users.daily", "x.yaml", true},
           {"growth::users.*", "growth::users.daily", "x.yaml", true},
           {"growth::*", "sales::users", "x.yaml", false},
           {"{finance,sales}.**", "sales.orders", "x.yaml", true},
           {"contracts/finance/**", "users", "contracts/finance/a.yaml", true},
           {"./contracts/**", "users", "contracts/a.yaml", true},
           {"contracts/finance/**", "users", "contracts/sales/a.yaml", false},
           {"**", "users", "x.yaml", true},
       })) {
    CAPTURE(c.match);
    CAPTURE(c.name);
    const Config read =
        config("overrides: [{match: \"" + std::string(c.match) + "\", compatibility: none}]\n");
    CHECK((read.mode_for(c.name, c.path).text() == "none") == c.expected);
  }
}

TEST_CASE("a later override wins, key by key") {
  const Config read = config(R"(compatibility: forward
rules: {field_removed: info}
overrides:
  - {match: "a.**", compatibility: full, breaking: major, rules: {field_removed: error}}
  - {match: "a.b.**", compatibility: none}
  - {match: "a.b.c", rules: {field_removed: "off", field_added: error}}
)");
  CHECK(read.mode_for("x", "p").text() == "forward");
  CHECK(read.mode_for("a.x", "p").text() == "full");
  CHECK(read.mode_for("a.b.c", "p").text() == "none");
  CHECK(read.breaking_for("x", "p") == Breaking::forbid);
  CHECK(read.breaking_for("a.b.c", "p") == Breaking::major);
  CHECK(read.level_for("field_removed", "x", "p") == RuleLevel::info);
  CHECK(read.level_for("field_removed", "a.x", "p") == RuleLevel::error);
  CHECK(read.level_for("field_removed", "a.b.c", "p") == RuleLevel::off);
  CHECK(read.level_for("field_added", "a.b.c", "p") == RuleLevel::error);
  CHECK_FALSE(read.level_for("field_added", "a.x", "p").has_value());
}

TEST_CASE("what is wrong in a dcr.yaml is said with its place and the way out") {
  struct Case {
    const char* text;
    const char* expected;
  };
  for (const Case& c : std::to_array<Case>({
           {"contract: a\n", "1:1: unknown key 'contract'; did you mean 'contracts'?"},
           {"colour: red\n", "1:1: unknown key 'colour'"},
           {"rules: {field_remved: error}\n",
            "1:9: unknown rule 'field_remved'; did you mean 'field_removed'?"},
           {"rules: {field_removed: false}\n",
            "1:24: 'field_removed' must be a level, not 'false'; write off"},
           {"rules: {field_removed: true}\n",
            "1:24: 'field_removed' must be a level, not 'true'; write error, warning or info"},
           {"rules: {field_removed: warn}\n",
            "1:24: 'field_removed' must be off, info, warning or error, not 'warn'; did you mean "
            "'warning'?"},
           {"rules: {field_removed: }\n",
            "1:9: 'field_removed' must be off, info, warning or error, not nothing"},
           {"rules: [a]\n", "1:8: 'rules' must be a mapping, not a list"},
           {"compatibility: backwards\n",
            "1:16: 'compatibility' must be backward, forward, full, none, backward_transitive, "
            "forward_transitive or full_transitive, not 'backwards'; did you mean 'backward'?"},
           {"compatibility: none_transitive\n",
            "1:16: 'compatibility' cannot be 'none_transitive': 'none' compares with nothing; "
            "write none"},
           {"compatibility: [full]\n",
            "1:16: 'compatibility' must be backward, forward, full, none, backward_transitive, "
            "forward_transitive or full_transitive, not a list"},
           {"breaking: allow\n", "1:11: 'breaking' must be forbid or major, not 'allow'"},
           {"model_policy: open\n",
            "1:15: 'model_policy' must be auto, strict, closed_writer or lenient, not 'open'"},
           {"contracts: []\n", "1:12: 'contracts' is an empty list; leave it out for the default"},
           {"contracts: {a: b}\n",
            "1:12: 'contracts' must be a string or a list of strings, not a mapping"},
           {"contracts:\n  - a/*\n  - 3\n", "3:5: 'contracts' must be a string, not an integer"},
           {"contracts: [/etc/*]\n",
            "1:13: pattern '/etc/*' is absolute; patterns start at the repository root"},
           {"mainline: \"a[\"\n", "1:11: pattern 'a[' has an unclosed '['"},
           {"mainline: \" \"\n", "1:11: 'mainline' is empty"},
           {"mods: ../m.json\n", "1:7: 'mods' must be a path below the repository root"},
           {"tags: \"{name}\"\n", "1:7: 'tags' needs {version}: two versions cannot share a tag"},
           {"tags: \"{nam}/{name}/{version}\"\n",
            "1:7: 'tags' knows {name} and {version}, not '{nam}'; did you mean 'name'?"},
           {"overrides: [{compatibility: full}]\n",
            "1:13: an entry of 'overrides' needs a 'match'"},
           {"overrides: [{match: a}]\n",
            "1:13: an entry of 'overrides' needs 'compatibility', 'breaking' or 'rules'"},
           {"overrides: [{match: a, mode: full, breaking: major}]\n",
            "1:24: unknown key 'mode' in 'overrides'"},
           {"overrides: [a]\n", "1:13: 'overrides' must be a mapping, not a string"},
           {"accept: [{fingerprint: a}]\n", "1:10: an entry of 'accept' needs a 'reason'"},
           {"accept: [{reason: a}]\n", "1:10: an entry of 'accept' needs a 'fingerprint'"},
           {"accept: [{fingerprint: a, reason: \"\"}]\n", "1:35: 'reason' is empty"},
           {"accept: [{fingerprint: a, reason: b, until: 2027-02-30}]\n",
            "1:45: 'until' must be a day like 2027-03-01"},
           {"accept: [{fingerprint: a, reason: b, untill: 2027-03-01}]\n",
            "1:38: unknown key 'untill' in 'accept'; did you mean 'until'?"},
           {"- a\n", "1:1: the configuration must be a mapping, not a list"},
           {"a\x1b: b\n",
            "1:2: the control character U+001B; remove it, or write it as \"\\u001b\""},
       })) {
    CAPTURE(c.text);
    CHECK(fault_of(c.text) == c.expected);
  }
}

TEST_CASE("all problems are told at once, in the order of the file") {
  CHECK(fault_of("tags: 1\nrules: {x: error}\nbreaking: no\nfoo: 1\n") ==
        "1:7: 'tags' must be a string, not an integer (1 of 4 problems)\n"
        "dcr.yaml:2:9: unknown rule 'x'\n"
        "dcr.yaml:3:11: 'breaking' must be forbid or major, not 'no'\n"
        "dcr.yaml:4:1: unknown key 'foo'");
}

TEST_CASE("a flood of problems is cut") {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "zzzz" + std::to_string(i) + ": 1\n";
  const std::string fault = fault_of(text);
  CHECK(fault.starts_with("1:1: unknown key 'zzzz0' (1 of 200 problems)\n"));
  CHECK(fault.ends_with("\nand 150 more"));
}

TEST_CASE("dcr and the schema for editors agree about every fixture") {
  const std::vector<std::string_view> named{"freshness_sla_loosened", "field_description_changed",
                                            "field_added", "owner_missing"};
  int seen = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(DCR_SOURCE_DIR "/tests/schemas/config")) {
    const std::string name = entry.path().filename().string();
    CAPTURE(name);
    std::ifstream file(entry.path());
    std::ostringstream text;
    text << file.rdbuf();
    CHECK(parse_config(text.str(), name, named).has_value() == name.starts_with("valid-"));
    ++seen;
  }
  CHECK(seen > 10);
}

TEST_CASE("two documents are no configuration") {
  CHECK(fault_of("breaking: major\n---\nbreaking: forbid\n") ==
        "3:1: the configuration must be one document");
}

TEST_CASE("metadata of every model is single values, in their own spelling") {
  const Config read = config("model_metadata: {team: platform, tier: 1, a.b: true}\n");
  CHECK(read.model_metadata.size() == 3);
  CHECK(read.model_metadata.at("team") == "platform");
  CHECK(read.model_metadata.at("tier") == "1");
  CHECK(read.model_metadata.at("\"a.b\"") == "true");
  CHECK(fault_of("model_metadata: {team: [a]}\n") ==
        "1:24: 'model_metadata' takes single values, and 'team' has a list");
  CHECK(fault_of("model_metadata: [a]\n").starts_with("1:17: "));
}

TEST_CASE("globs that were written must match, the defaults need not") {
  CHECK(config("breaking: forbid\n").stated_globs().empty());
  CHECK(config("models: ['m/*.json']\n").stated_globs().size() == 1);
  CHECK(
      config("models: ['m/*.json']\ncontracts: ['c/*.yaml', 'd/*.yaml']\n").stated_globs().size() ==
      3);
  CHECK(any_matches(config("models: ['m/*.json']\n").documents(), "m/a.json"));
  CHECK(any_matches(config("models: ['m/*.json']\n").documents(), "mod_registry.json"));
  CHECK_FALSE(any_matches(config("models: ['m/*.json']\n").registered(), "mod_registry.json"));
}
