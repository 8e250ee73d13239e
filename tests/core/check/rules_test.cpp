// SPDX-License-Identifier: Apache-2.0
#include "core/compat/catalogue.hpp"
#include "tests/support/rule_case.hpp"
#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <set>

// A folder tests/rules/<rule>/<case>/ is a test. Its files make a repository:
//
//   before.yaml      contracts/contract.yaml as committed on main; absent = there was none
//   after.yaml       the same file in the working tree; absent = it was deleted
//   before/ after/   further files of one side, by their path in the repository (dcr.yaml too)
//   both/            files of both sides, and of every earlier commit
//   earlier-N.yaml   contracts/contract.yaml in a commit of main before that, oldest first
//   mainline.yaml    the same file at main's tip, which moved on after `before` was branched off
//
// `expected` holds every issue and every verdict of dcr check in the modes backward, forward, full
// and none, and "stated" (no --mode) where a file states one; "all" stands for all of them. Today
// is 2026-06-01. With DCR_UPDATE=1 in the environment the files are written instead of compared:
// then read every line that changed.

using dcr::test::RuleCase;

namespace {

bool is_updating() {
  const char* update = std::getenv("DCR_UPDATE");
  return update != nullptr && std::string_view(update) == "1";
}

const std::set<std::string>& known_entries() {
  static const std::set<std::string> known = {"before.yaml",    "after.yaml",     "before",
                                              "after",          "both",           "mainline.yaml",
                                              "earlier-1.yaml", "earlier-2.yaml", "expected"};
  return known;
}

}  // namespace

TEST_CASE("the gate says of every rule's cases what their folders expect, in every mode") {
  const std::vector<RuleCase> cases = dcr::test::rule_cases();
  dcr::test::RuleCaseRepo repo(cases);
  for (const RuleCase& rule_case : cases) {
    CAPTURE(rule_case.rule);
    CAPTURE(rule_case.name);
    const dcr::test::CaseAnswer answer = repo.judge(rule_case);
    CHECK(answer.rules.contains(rule_case.rule) == rule_case.fires());
    const std::string expected = (rule_case.folder / "expected").string();
    if (is_updating()) {
      dcr::test::write_file(expected, answer.text);
    } else {
      CHECK(answer.text == dcr::test::read_file(expected));
    }
  }
}

TEST_CASE("every rule has a case that fires and one that stays quiet") {
  const std::vector<RuleCase> cases = dcr::test::rule_cases();
  for (const std::string_view id : dcr::rule_ids()) {
    CAPTURE(id);
    const auto has = [&](auto matches) {
      return std::ranges::any_of(
          cases, [&](const RuleCase& one) { return one.rule == id && matches(one); });
    };
    CHECK(has([](const RuleCase& one) { return one.fires(); }));
    CHECK(has([](const RuleCase& one) { return one.quiet(); }));
  }
}

TEST_CASE("every case names a rule, says what it shows and holds only files that count") {
  for (const RuleCase& one : dcr::test::rule_cases()) {
    CAPTURE(one.rule);
    CAPTURE(one.name);
    CHECK(dcr::find_rule(one.rule) != nullptr);
    CHECK((one.fires() || one.quiet()));
    for (const auto& entry : std::filesystem::directory_iterator(one.folder)) {
      CAPTURE(entry.path().string());
      CHECK(known_entries().contains(entry.path().filename().string()));
    }
  }
}
