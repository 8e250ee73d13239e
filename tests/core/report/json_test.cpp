// SPDX-License-Identifier: Apache-2.0
#include "core/report/report.hpp"
#include "tests/core/report/sample.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace dcr::report {

namespace {

nlohmann::json parsed(const Report& report, bool all = false) {
  return nlohmann::json::parse(to_json(report, all));
}

}  // namespace

TEST_CASE("the JSON report has these keys in this order") {
  CHECK(to_json(sample::report(sample::comparison({sample::broken_users()})), false) ==
        R"({
  "dcr": "0.1.0",
  "compatible": false,
  "base": {
    "revision": "origin/main",
    "commit": "3f2c1ab0000000000000000000000000000000aa",
    "reason": "merge base with origin/main"
  },
  "head": {
    "kind": "worktree",
    "commit": null
  },
  "summary": {
    "contracts": 412,
    "changed": 1,
    "added": 0,
    "removed": 0,
    "errors": 1,
    "warnings": 0,
    "accepted": 0,
    "contracts_skipped": 0
  },
  "contracts": [
    {
      "name": "users.daily_active",
      "dataset_id": "users.daily_active",
      "namespace": null,
      "kind": "contract",
      "format": "dcr",
      "path": "contracts/users.yaml",
      "change": "modified",
      "previous_version": "1.0.0",
      "version": "1.1.0",
      "mode": "backward",
      "compatible": false,
      "required_bump": "major",
      "actual_bump": "minor",
      "suggested_version": null,
      "issues": [
        {
          "severity": "error",
          "field": "ltv",
          "kind": "field_removed",
          "message": "field 'ltv' was removed",
          "bump": "major",
          "fingerprint": "9c1e02ab",
          "accepted": false,
          "path": "contracts/users.yaml",
          "line": 17,
          "column": 3,
          "previous": {
            "path": "contracts/users.yaml",
            "line": 23,
            "column": 11
          },
          "affects": [
            {
              "consumer": "dashboards/revenue",
              "contact": "#bi-team"
            },
            {
              "consumer": "churn-model",
              "contact": "#ml"
            }
          ]
        }
      ]
    }
  ],
  "issues": []
}
)");
}

TEST_CASE("a range lists every commit with its parent") {
  CHECK(to_json(
            [] {
              Report range = sample::range();
              range.comparisons.resize(1);
              range.comparisons[0].contracts_total = 1;
              range.comparisons[0].files_skipped = 3;
              range.comparisons[0].base = {"none", "", std::nullopt, "no commit yet"};
              return range;
            }(),
            false) == R"({
  "dcr": "0.1.0",
  "compatible": true,
  "range": {
    "from": "3f2c1ab0000000000000000000000000000000aa",
    "to": "9a8b7c60000000000000000000000000000000bb"
  },
  "summary": {
    "contracts": 1,
    "changed": 0,
    "added": 0,
    "removed": 0,
    "errors": 0,
    "warnings": 0,
    "accepted": 0,
    "contracts_skipped": 3
  },
  "commits": [
    {
      "commit": "1111111000000000000000000000000000000001",
      "parent": null,
      "compatible": true,
      "contracts": [],
      "issues": []
    }
  ]
}
)");
}

TEST_CASE("the commits of a range carry their own verdicts") {
  const nlohmann::json out = parsed(sample::range());
  CHECK(out["compatible"] == false);
  REQUIRE(out["commits"].size() == 3);
  CHECK(out["commits"][0]["compatible"] == true);
  CHECK(out["commits"][1]["compatible"] == false);
  CHECK(out["commits"][1]["contracts"][0]["issues"][0]["kind"] == "field_removed");
  CHECK(out["summary"]["errors"] == 1);
}

TEST_CASE("what is not known is null") {
  ContractVerdict contract = sample::named("orders", Change::removed);
  contract.suggested_version = "2.0.0";
  contract.issues = {sample::plain_issue(Severity::error, "contract_removed", "it is gone")};
  contract.issues[0].previous = Location{"contracts/orders.yaml", {{1, 0}, 0}, ""};
  contract.issues[0].affects = {{"churn-model", ""}};
  const nlohmann::json out = parsed(sample::report(sample::comparison({contract})));
  const nlohmann::json& shown = out["contracts"][0];
  CHECK(shown["version"].is_null());
  CHECK(shown["previous_version"] == "1.0.0");
  CHECK(shown["suggested_version"] == "2.0.0");
  const nlohmann::json& issue = shown["issues"][0];
  for (const char* key : {"field", "fingerprint", "path", "line", "column"}) {
    CAPTURE(key);
    CHECK(issue.at(key).is_null());
  }
  CHECK(issue["previous"] ==
        nlohmann::json({{"path", "contracts/orders.yaml"}, {"line", 1}, {"column", nullptr}}));
  CHECK(issue["affects"][0]["contact"].is_null());
  CHECK(issue["bump"] == "none");
  CHECK_FALSE(issue.contains("reason"));
}

TEST_CASE("an accepted issue carries its reason, and a title is named where there is one") {
  ContractVerdict contract = sample::broken_users();
  contract.title = "Daily active users";
  contract.name_space = "growth";
  contract.issues[0].accepted = true;
  contract.issues[0].accepted_because = "agreed with BI";
  const nlohmann::json out = parsed(sample::report(sample::comparison({contract})));
  CHECK(out["compatible"] == true);
  CHECK(out["summary"]["accepted"] == 1);
  CHECK(out["contracts"][0]["title"] == "Daily active users");
  CHECK(out["contracts"][0]["namespace"] == "growth");
  CHECK(out["contracts"][0]["issues"][0]["accepted"] == true);
  CHECK(out["contracts"][0]["issues"][0]["reason"] == "agreed with BI");
}

TEST_CASE("unchanged contracts are listed with --all or when they have an issue") {
  ContractVerdict warned = sample::named("warned", Change::unchanged);
  warned.issues = {sample::plain_issue(Severity::warning, "base_invalid", "it was broken")};
  Comparison comparison = sample::comparison({sample::named("quiet", Change::unchanged), warned});
  comparison.issues = {sample::plain_issue(Severity::warning, "policy_weakened", "laxer")};
  const nlohmann::json some = parsed(sample::report(comparison));
  REQUIRE(some["contracts"].size() == 1);
  CHECK(some["contracts"][0]["name"] == "warned");
  CHECK(some["issues"][0]["kind"] == "policy_weakened");
  CHECK(parsed(sample::report(comparison), true)["contracts"].size() == 2);
}

TEST_CASE("bytes that are not UTF-8 are replaced, and control characters escaped") {
  ContractVerdict contract = sample::users();
  contract.name = "a\xff\x1b[0m";
  const std::string out = to_json(sample::report(sample::comparison({contract})), false);
  CHECK(out.find("\"name\": \"a\xef\xbf\xbd\\u001b[0m\"") != std::string::npos);
}

}  // namespace dcr::report
