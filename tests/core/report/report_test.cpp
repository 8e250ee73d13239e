// SPDX-License-Identifier: Apache-2.0
#include "core/report/report.hpp"

#include "tests/core/report/sample.hpp"

#include <doctest/doctest.h>

namespace dcr::report {

TEST_CASE("a contract is compatible until it has an error that nobody accepted") {
  ContractVerdict contract = sample::users();
  CHECK(contract.compatible());
  contract.issues = {sample::plain_issue(Severity::warning, "owner_changed", "owner changed")};
  CHECK(contract.compatible());
  contract.issues.push_back(sample::field_removed());
  CHECK_FALSE(contract.compatible());
  contract.issues.back().accepted = true;
  CHECK(contract.compatible());
}

TEST_CASE("a comparison is incompatible by an error that belongs to no contract") {
  Comparison comparison = sample::comparison({sample::users()});
  CHECK(comparison.compatible());
  comparison.issues = {sample::plain_issue(Severity::error, "policy_weakened", "laxer")};
  CHECK_FALSE(comparison.compatible());
  CHECK_FALSE(sample::report(comparison).compatible());
}

TEST_CASE("one incompatible commit makes a range incompatible") {
  Report range = sample::range();
  CHECK_FALSE(range.compatible());
  range.comparisons.erase(range.comparisons.begin() + 1);
  CHECK(range.compatible());
}

TEST_CASE("counts take what is added, removed or moved as changed, and accepted issues apart") {
  ContractVerdict accepted = sample::broken_users();
  accepted.issues[0].accepted = true;
  accepted.breaking = false;
  ContractVerdict warned = sample::named("b", Change::moved);
  warned.issues = {sample::plain_issue(Severity::warning, "sla_loosened", "laxer"),
                   sample::plain_issue(Severity::info, "owner_changed", "changed")};
  Comparison comparison = sample::comparison(
      {sample::broken_users(), accepted, warned, sample::named("c", Change::added),
       sample::named("d", Change::removed), sample::named("e", Change::unchanged)});
  comparison.issues = {sample::plain_issue(Severity::error, "policy_weakened", "laxer")};

  const Counts counts = count(comparison);
  CHECK(counts.contracts == 412);
  CHECK(counts.changed == 5);
  CHECK(counts.added == 1);
  CHECK(counts.removed == 1);
  CHECK(counts.moved == 1);
  CHECK(counts.errors == 2);
  CHECK(counts.warnings == 1);
  CHECK(counts.accepted == 1);
  CHECK(counts.breaking == 1);
}

TEST_CASE("the counts of a range are sums, but its contracts are those of the last commit") {
  Report range = sample::range();
  range.comparisons.push_back(range.comparisons[1]);
  range.comparisons.back().contracts_total = 7;
  const Counts counts = count(range);
  CHECK(counts.contracts == 7);
  CHECK(counts.changed == 2);
  CHECK(counts.errors == 2);
  CHECK(counts.breaking == 2);
}

}  // namespace dcr::report
