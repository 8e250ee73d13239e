// SPDX-License-Identifier: Apache-2.0
#include "core/report/report.hpp"
#include "tests/core/report/sample.hpp"

#include <doctest/doctest.h>

namespace dcr::report {

namespace {

std::string text(const Comparison& comparison, TextOptions options = {}) {
  return to_text(sample::report(comparison), options);
}

/// The issues alone, for tests that are about one issue.
std::string issues(std::vector<Issue> list) {
  ContractVerdict contract = sample::users();
  contract.issues = std::move(list);
  return text(sample::comparison({contract}), {.quiet = true});
}

}  // namespace

TEST_CASE("a removed field is shown with what it was, whom it hits and every way out") {
  CHECK(text(sample::comparison({sample::broken_users(), sample::named("orders", Change::added),
                                 sample::named("visits", Change::removed)})) ==
        R"(contracts/users.yaml:17:3: error[field_removed]: field 'ltv' was removed
   was   3f2c1ab contracts/users.yaml:23:11
         23 │   - name: ltv
            │           ^^^
   why   readers of users.daily_active.ltv fail on new data
   hits  dashboards/revenue (#bi-team), churn-model (#ml)
   help  restore it, or publish 2.0.0 beside 1.x; see dcr explain field_removed
   accept  # dcr:accept field_removed(ltv) until=… reason="…"

users.daily_active  1.0.0 → 1.1.0   BREAKING, refused at any version (breaking: forbid)
orders              1.1.0           added
visits              1.0.0           removed
412 contracts, 3 changed, 1 breaking, against 3f2c1ab (merge base with origin/main)
)");
}

TEST_CASE("what was changed in place is shown as it is now and as it was") {
  CHECK(
      issues({sample::type_changed()}) ==
      R"(contracts/users.yaml:8:11: error[field_type_changed]: type of field 'user_id' changed from string to integer
         8 │     type: integer
           │           ^^^^^^^
   was   3f2c1ab contracts/users.yaml:8:11
         8 │     type: string
           │           ^^^^^^
   why   readers of users.daily_active.user_id expect string
   help  see dcr explain field_type_changed
   accept  # dcr:accept field_type_changed(user_id) until=… reason="…"
)");
}

TEST_CASE("a line that stayed as it was is shown once") {
  Issue issue = sample::plain_issue(Severity::error, "version_not_increasing",
                                    "content changed but the version is still 1.0.0");
  issue.fingerprint = "0011";
  issue.at = Location{"contracts/users.yaml", {{2, 10}, 7}, "version: \"1.0.0\""};
  issue.previous = issue.at;
  CHECK(
      issues({issue}) ==
      R"(contracts/users.yaml:2:10: error[version_not_increasing]: content changed but the version is still 1.0.0
         2 │ version: "1.0.0"
           │          ^^^^^^^
   was   3f2c1ab contracts/users.yaml:2:10
   help  see dcr explain version_not_increasing
)");
}

TEST_CASE("a contract that is gone is accepted in dcr.yaml, for it has no place for a comment") {
  Issue issue =
      sample::plain_issue(Severity::error, "contract_removed", "contract 'visits' was removed");
  issue.fingerprint = "9c1e02ab";
  issue.removed_thing = true;
  issue.previous = Location{"contracts/visits.yaml", {{1, 1}, 10}, "dataset_id: visits"};
  ContractVerdict contract = sample::named("visits", Change::removed);
  contract.breaking = true;
  contract.issues = {issue};
  CHECK(text(sample::comparison({contract})) ==
        R"(contracts/visits.yaml: error[contract_removed]: contract 'visits' was removed
   was   3f2c1ab contracts/visits.yaml:1:1
         1 │ dataset_id: visits
           │ ^^^^^^^^^^
   help  see dcr explain contract_removed
   accept  in dcr.yaml, accept: - {fingerprint: 9c1e02ab, until: …, reason: "…"}

visits  1.0.0   BREAKING, removed
412 contracts, 1 changed, 1 breaking, against 3f2c1ab (merge base with origin/main)
)");
}

TEST_CASE("an issue in a JSON document is accepted in dcr.yaml, for JSON has no comments") {
  Issue issue = sample::type_changed();
  issue.at->path = "contracts/users.json";
  issue.previous.reset();
  issue.why = "";
  CHECK(
      issues({issue}) ==
      R"(contracts/users.json:8:11: error[field_type_changed]: type of field 'user_id' changed from string to integer
         8 │     type: integer
           │           ^^^^^^^
   help  see dcr explain field_type_changed
   accept  in dcr.yaml, accept: - {fingerprint: 77aa01cd, until: …, reason: "…"}
)");
}

TEST_CASE("an accepted issue is listed with its reason and nothing else") {
  Issue issue = sample::field_removed();
  issue.accepted = true;
  issue.accepted_because = "BI moved to ltv_eur on 2026-02-01";
  ContractVerdict contract = sample::users();
  contract.issues = {issue};
  CHECK(text(sample::comparison({contract})) ==
        R"(contracts/users.yaml:17:3: accepted[field_removed]: field 'ltv' was removed
   reason  BI moved to ltv_eur on 2026-02-01

users.daily_active  1.0.0 → 1.1.0   compatible, minor, 1 accepted
412 contracts, 1 changed, 1 accepted, against 3f2c1ab (merge base with origin/main)
)");
}

TEST_CASE("a note is one line, unless it is a breaking change that the version allows") {
  Issue note = sample::plain_issue(Severity::info, "field_added", "field 'plan' was added");
  note.at = Location{"contracts/users.yaml", {{30, 11}, 4}, "  - name: plan"};
  note.bump = Bump::minor;
  Issue allowed = sample::field_removed();
  allowed.severity = Severity::info;
  CHECK(issues({note, allowed}) ==
        R"(contracts/users.yaml:30:11: info[field_added]: field 'plan' was added
contracts/users.yaml:17:3: info[field_removed]: field 'ltv' was removed
   was   3f2c1ab contracts/users.yaml:23:11
         23 │   - name: ltv
            │           ^^^
   why   readers of users.daily_active.ltv fail on new data
   hits  dashboards/revenue (#bi-team), churn-model (#ml)
)");
}

TEST_CASE("contracts with issues stand apart, and what belongs to no contract comes last") {
  ContractVerdict orders = sample::named("orders", Change::modified);
  orders.issues = {sample::plain_issue(Severity::error, "owner_missing", "no owner")};
  ContractVerdict users = sample::users();
  users.issues = {sample::plain_issue(Severity::warning, "sla_loosened", "latency rose")};
  Comparison comparison = sample::comparison({orders, users});
  comparison.issues = {sample::plain_issue(Severity::error, "policy_weakened", "rule is off")};
  comparison.issues[0].at = Location{"dcr.yaml", {{4, 3}, 13}, ""};
  comparison.files_skipped = 2;
  CHECK(text(comparison) ==
        R"(contracts/orders.yaml: error[owner_missing]: no owner
   help  see dcr explain owner_missing

contracts/users.yaml: warning[sla_loosened]: latency rose
   help  see dcr explain sla_loosened

dcr.yaml:4:3: error[policy_weakened]: rule is off
   help  see dcr explain policy_weakened

orders              1.0.0 → 1.1.0   refused: owner_missing
users.daily_active  1.0.0 → 1.1.0   compatible, minor, 1 warning
412 contracts, 2 changed, 2 errors, 1 warning, 2 files skipped, against 3f2c1ab (merge base with origin/main)
)");
}

TEST_CASE("nothing changed is one line, and --all lists what did not change") {
  const Comparison comparison = sample::comparison({sample::named("orders", Change::unchanged)});
  CHECK(text(comparison) ==
        "412 contracts, 0 changed, against 3f2c1ab (merge base with origin/main)\n");
  CHECK(text(comparison, {.all = true}) ==
        "orders  1.0.0 → 1.1.0   unchanged\n"
        "412 contracts, 0 changed, against 3f2c1ab (merge base with origin/main)\n");
}

TEST_CASE("a repository without a commit has nothing to compare with") {
  Comparison comparison = sample::comparison({sample::named("orders", Change::added)});
  comparison.base = {"none", "", std::nullopt, "no commit yet"};
  comparison.contracts_total = 1;
  CHECK(text(comparison) ==
        "orders  1.1.0   added\n"
        "1 contract, 1 changed, nothing to compare with (no commit yet)\n");
}

TEST_CASE("--quiet prints issues and nothing else") {
  CHECK(text(sample::comparison({sample::users()}), {.quiet = true}).empty());
  Issue issue = sample::plain_issue(Severity::error, "owner_missing", "no owner");
  CHECK(issues({issue}) ==
        "contracts/users.yaml: error[owner_missing]: no owner\n"
        "   help  see dcr explain owner_missing\n");
}

TEST_CASE(
    "columns are as wide as their widest entry, but an endless name has its own line length") {
  ContractVerdict wide = sample::named("顧客", Change::modified);
  wide.previous_version = "10.20.30";
  ContractVerdict unreadable = sample::named("broken", Change::modified);
  unreadable.version = "";
  unreadable.required_bump = Bump::none;
  ContractVerdict endless = sample::named(std::string(60, 'n'), Change::moved);
  endless.previous_path = "old/n.yaml";
  CHECK(text(sample::comparison({wide, unreadable})) ==
        "顧客    10.20.30 → 1.1.0   compatible, minor\n"
        "broken  1.0.0 → ?          compatible\n"
        "412 contracts, 2 changed, against 3f2c1ab (merge base with origin/main)\n");
  CHECK(text(sample::comparison({wide, endless})) ==
        "顧客" + std::string(44, ' ') + "  10.20.30 → 1.1.0   compatible, minor\n" +
            std::string(60, 'n') +
            "  1.0.0 → 1.1.0      compatible, minor, moved from old/n.yaml\n"
            "412 contracts, 2 changed, against 3f2c1ab (merge base with origin/main)\n");
}

TEST_CASE("text of a contract cannot move the cursor, colour the terminal or add lines") {
  Issue issue =
      sample::plain_issue(Severity::error, "owner_missing", "no owner\nusers  1.0.0   compatible");
  issue.at = Location{"contracts/\x1b[2Kusers.yaml", {{1, 7}, 1}, "name: \x1b]0;owned\x07\xff"};
  issue.why = "\x1b[31mred";
  issue.affects = {{"dash\rboard", "#\x08"}};
  ContractVerdict contract = sample::users();
  contract.name = "users\x1b[1A";
  contract.version = "1\x1b[m";
  contract.issues = {issue};
  Comparison comparison = sample::comparison({contract});
  comparison.base.reason = "merge base with \x1b[5m";
  CHECK(
      text(comparison) ==
      R"(contracts/\x1b[2Kusers.yaml:1:7: error[owner_missing]: no owner\nusers  1.0.0   compatible
         1 │ name: \x1b]0;owned\x07\xff
           │       ^^^^
   why   \x1b[31mred
   hits  dash\rboard (#\x08)
   help  see dcr explain owner_missing

users\x1b[1A  1.0.0 → 1\x1b[m   refused: owner_missing
412 contracts, 1 changed, 1 error, against 3f2c1ab (merge base with \x1b[5m)
)");
}

TEST_CASE("colour is used only when asked for, and changes nothing but colour") {
  const Comparison comparison = sample::comparison({sample::broken_users()});
  const std::string plain = text(comparison);
  CHECK(plain.find('\x1b') == std::string::npos);
  std::string coloured = text(comparison, {.colour = Colour::always});
  CHECK(coloured.find("\x1b[1;31merror[field_removed]\x1b[0m") != std::string::npos);
  CHECK(coloured.find("\x1b[1;31m^^^\x1b[0m") != std::string::npos);
  for (std::size_t at = coloured.find('\x1b'); at != std::string::npos;
       at = coloured.find('\x1b')) {
    coloured.erase(at, coloured.find('m', at) - at + 1);
  }
  CHECK(coloured == plain);
}

TEST_CASE("a range names each commit that has something to say, and how many were judged") {
  CHECK(to_text(sample::range(), {}) ==
        R"(commit 2222222 against 1111111
contracts/users.yaml:17:3: error[field_removed]: field 'ltv' was removed
   was   1111111 contracts/users.yaml:23:11
         23 │   - name: ltv
            │           ^^^
   why   readers of users.daily_active.ltv fail on new data
   hits  dashboards/revenue (#bi-team), churn-model (#ml)
   help  restore it, or publish 2.0.0 beside 1.x; see dcr explain field_removed
   accept  # dcr:accept field_removed(ltv) until=… reason="…"

users.daily_active  1.0.0 → 1.1.0   BREAKING, refused at any version (breaking: forbid)

3 commits judged, 1 breaking step, 3f2c1ab..9a8b7c6
)");
}

TEST_CASE("a quiet range keeps the commit above its issues, for a path alone names no version") {
  Report range = sample::range();
  range.comparisons[1].contracts[0].issues = {
      sample::plain_issue(Severity::error, "owner_missing", "no owner")};
  range.comparisons[0].base = {"none", "", std::nullopt, "no commit yet"};
  range.comparisons[0].contracts = {range.comparisons[1].contracts[0]};
  CHECK(to_text(range, {.quiet = true}) ==
        R"(commit 1111111 without a parent
contracts/users.yaml: error[owner_missing]: no owner
   help  see dcr explain owner_missing

commit 2222222 against 1111111
contracts/users.yaml: error[owner_missing]: no owner
   help  see dcr explain owner_missing
)");
}

}  // namespace dcr::report
