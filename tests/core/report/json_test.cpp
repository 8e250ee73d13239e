// SPDX-License-Identifier: Apache-2.0
#include "core/report/report.hpp"
#include "tests/core/report/sample.hpp"
#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace dcr::report {

namespace {

nlohmann::json parsed(const Report& report, bool all = false) {
  return nlohmann::json::parse(to_json(report, all));
}

/// The examples that the schema is tested with: what is printed here is what it describes.
std::string schema_example(const std::string& name) {
  return test::read_file(std::string(DCR_SOURCE_DIR) + "/tests/schemas/report/" + name);
}

}  // namespace

TEST_CASE("the JSON report has these keys in this order") {
  CHECK(to_json(sample::report(sample::comparison({sample::broken_users()})), false) ==
        schema_example("valid-printed-comparison.json"));
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
            false) == schema_example("valid-printed-range.json"));
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
