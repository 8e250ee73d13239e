// SPDX-License-Identifier: Apache-2.0
#include "core/report/listed.hpp"

#include "tests/core/report/sample.hpp"

#include <doctest/doctest.h>

namespace dcr::report {

namespace {

Report of(ContractVerdict contract) {
  return sample::report(sample::comparison({std::move(contract)}));
}

Report with_issues(std::vector<Issue> issues) {
  ContractVerdict contract = sample::users();
  contract.issues = std::move(issues);
  return of(std::move(contract));
}

/// A problem of a document, whose message is what its fingerprint is made of.
Issue problem(const std::string& message) {
  Issue issue = sample::plain_issue(Severity::error, "contract_invalid", message);
  issue.fingerprint = "0123456789abcdef";
  issue.after = message;
  return issue;
}

std::string id_of(const Issue& issue) {
  const Report report = with_issues({issue});
  return list_issues(report).front().id;
}

}  // namespace

TEST_CASE("an issue is known by its fingerprint, and two of one fingerprint stay apart") {
  Issue moved = sample::field_removed();
  moved.at->at.begin.line += 5;
  const Report report = with_issues({sample::field_removed(), moved, sample::type_changed()});
  const std::vector<Listed> all = list_issues(report);
  REQUIRE(all.size() == 3);
  CHECK(all[0].id == "9c1e02ab");
  CHECK(all[1].id == "9c1e02ab-2");
  CHECK(all[2].id == "77aa01cd");
}

TEST_CASE("an issue whose message names a line is the same one when lines move") {
  CHECK(id_of(problem("the first is on line 7")) == id_of(problem("the first is on line 19")));
  CHECK(id_of(problem("also claimed by a.yaml:7")) == id_of(problem("also claimed by a.yaml:8")));
  CHECK(id_of(problem("at most 7 fields")) == "0123456789abcdef");
  CHECK(id_of(problem("field 'a' on line 7")) != id_of(problem("field 'b' on line 7")));
}

TEST_CASE("issues of a range carry their commit") {
  const Report report = sample::range();
  const std::vector<Listed> all = list_issues(report);
  REQUIRE(all.size() == 1);
  CHECK(all[0].commit == "2222222");
  CHECK(all[0].id == "9c1e02ab-2222222");
  CHECK(message_of(all[0]) == "in commit 2222222: field 'ltv' was removed");
}

TEST_CASE("what is gone stands at a file that is there, and says where it was") {
  Issue gone = sample::plain_issue(Severity::error, "contract_removed", "'users' was removed");
  gone.previous = Location{"contracts/users.yaml", {{3, 1}, 5}};
  ContractVerdict contract = sample::named("users", Change::removed);
  contract.issues = {gone};
  contract.stand_in = "dcr.yaml";
  Report report = of(contract);
  Listed listed = list_issues(report).front();
  CHECK(place_of(listed) == "dcr.yaml:1");
  CHECK(message_of(listed) == "'users' was removed (it was contracts/users.yaml)");

  contract.stand_in = "";
  report = of(contract);
  listed = list_issues(report).front();
  CHECK(place_of(listed) == "contracts/users.yaml:1");
  CHECK(message_of(listed) == "'users' was removed");
}

}  // namespace dcr::report
