// SPDX-License-Identifier: Apache-2.0
#include "core/report/verdict.hpp"

#include "tests/core/report/sample.hpp"

#include <doctest/doctest.h>

#include <array>

namespace dcr::report {

namespace {

struct Case {
  const char* what;
  Change change;
  const char* error;  ///< the rule of an open error; empty = none
  Bump required;
  bool breaking;
  bool forbidden;
  const char* suggested;
  const char* expected;
};

}  // namespace

TEST_CASE("a verdict says in a few words what passes or why it does not") {
  for (const Case& c : std::to_array<Case>({
           {"patch", Change::modified, "", Bump::patch, false, true, "", "compatible, patch"},
           {"no content", Change::modified, "", Bump::none, false, true, "", "compatible"},
           {"added", Change::added, "", Bump::none, false, true, "", "added"},
           {"added, invalid", Change::added, "contract_invalid", Bump::none, false, true, "",
            "invalid"},
           {"added, no owner", Change::added, "owner_missing", Bump::none, false, true, "",
            "refused: owner_missing"},
           {"draft removed", Change::removed, "", Bump::none, false, true, "", "removed"},
           {"removed", Change::removed, "contract_removed", Bump::none, true, true, "",
            "BREAKING, removed"},
           {"forbidden", Change::modified, "field_removed", Bump::major, true, true, "",
            "BREAKING, refused at any version (breaking: forbid)"},
           {"forbidden and too small", Change::modified, "version_bump_too_small", Bump::major,
            true, true, "2.0.0", "BREAKING, refused at any version (breaking: forbid)"},
           {"major missing", Change::modified, "version_bump_too_small", Bump::major, true, false,
            "2.0.0", "BREAKING, needs 2.0.0 (breaking: major)"},
           {"major given", Change::modified, "", Bump::major, true, false, "",
            "breaking, allowed as 1.1.0 (breaking: major)"},
           {"major given, no owner", Change::modified, "owner_missing", Bump::major, true, false,
            "", "refused: owner_missing"},
           {"too small", Change::modified, "version_bump_too_small", Bump::minor, false, true,
            "1.2.0", "version too small: needs 1.2.0"},
           {"did not rise", Change::modified, "version_not_increasing", Bump::patch, false, true,
            "", "version did not rise: needs a patch version"},
           {"fell", Change::modified, "version_not_increasing", Bump::none, false, true, "",
            "version did not rise: needs a higher version"},
           {"taken", Change::modified, "version_taken", Bump::minor, false, true, "1.3.0",
            "version taken: needs 1.3.0"},
       })) {
    CAPTURE(c.what);
    ContractVerdict contract = sample::named("orders", c.change);
    contract.required_bump = c.required;
    contract.breaking = c.breaking;
    contract.breaking_forbidden = c.forbidden;
    contract.suggested_version = c.suggested;
    if (*c.error != '\0') {
      contract.issues = {sample::plain_issue(Severity::error, c.error, "message")};
    }
    CHECK(verdict_words(contract) == c.expected);
  }
}

TEST_CASE("a refusal names each rule once") {
  ContractVerdict contract = sample::users();
  contract.issues = {sample::plain_issue(Severity::error, "duplicate_contract", "twice"),
                     sample::plain_issue(Severity::error, "owner_missing", "no owner"),
                     sample::plain_issue(Severity::error, "duplicate_contract", "thrice"),
                     sample::plain_issue(Severity::warning, "sla_loosened", "laxer")};
  CHECK(verdict_words(contract) == "refused: duplicate_contract, owner_missing, 1 warning");
}

}  // namespace dcr::report
