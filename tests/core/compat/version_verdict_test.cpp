// SPDX-License-Identifier: Apache-2.0
#include "tests/support/contracts.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <vector>

using dcr::Bump;
using dcr::Judgement;
using dcr::Policy;
using dcr::test::ContractText;
using dcr::test::native_document;

namespace {

enum class What { nothing, description, feature, breaking };

std::vector<std::string> fields_after(What what) {
  switch (what) {
    case What::nothing: return {"{name: tool, type: string}"};
    case What::description: return {"{name: tool, type: string, description: Its number}"};
    case What::feature:
      return {"{name: tool, type: string}", "{name: shelf, type: string, required: false}"};
    case What::breaking: return {"{name: tool, type: integer}"};
  }
  return {};
}

Judgement judge(const char* was, const char* is, What what, const Policy& policy) {
  const ContractText before(native_document(was, {"{name: tool, type: string}"}));
  const ContractText after(native_document(is, fields_after(what)));
  return dcr::judge(before.source(), after.source(), policy, {nullptr, {2026, 6, 1}});
}

/// The version rule that was raised; empty when none was.
std::string version_rule(const Judgement& judgement) {
  for (const dcr::Issue& issue : judgement.issues) {
    for (const char* rule :
         {"version_not_increasing", "version_bump_too_small", "bump_without_change"}) {
      if (issue.rule == rule) return rule;
    }
  }
  return "";
}

struct Case {
  const char* was;
  const char* is;
  What what;
  const char* rule;
  Bump required;
  const char* suggested;
};

void check(const Case& c, const Policy& policy) {
  CAPTURE(c.was);
  CAPTURE(c.is);
  CAPTURE(static_cast<int>(c.what));
  const Judgement judgement = judge(c.was, c.is, c.what, policy);
  CHECK(version_rule(judgement) == c.rule);
  CHECK(judgement.required_bump == c.required);
  CHECK(judgement.suggested_version == c.suggested);
}

Policy breaking_by_major(const char* mode) {
  Policy policy = dcr::test::policy_of(mode);
  policy.breaking_forbidden = false;
  return policy;
}

}  // namespace

TEST_CASE("a version must rise as far as the changes ask, and by any step above that") {
  for (const Case& c : std::to_array<Case>({
           {"1.2.3", "1.2.3", What::nothing, "", Bump::none, ""},
           {"1.2.3", "1.2.4", What::nothing, "bump_without_change", Bump::none, ""},
           {"1.2.3", "1.2.2", What::nothing, "version_not_increasing", Bump::none, ""},
           {"1.2.3", "1.2.3", What::description, "version_not_increasing", Bump::patch, "1.2.4"},
           {"1.2.3", "1.2.4", What::description, "", Bump::patch, "1.2.4"},
           {"1.2.3", "1.2.4", What::feature, "version_bump_too_small", Bump::minor, "1.3.0"},
           {"1.2.3", "1.3.0", What::feature, "", Bump::minor, "1.3.0"},
           {"1.2.3", "1.9.7", What::feature, "", Bump::minor, "1.3.0"},
           {"1.2.3", "2.0.0", What::feature, "", Bump::minor, "1.3.0"},
           {"1.2.3", "0.9.0", What::feature, "version_not_increasing", Bump::minor, "1.3.0"},
           {"1.2.3", "1.2.3+b2", What::feature, "version_not_increasing", Bump::minor, "1.3.0"},
           {"1.2.3", "1.3.0-rc.1", What::feature, "", Bump::minor, "1.3.0"},
       })) {
    check(c, dcr::test::policy_of("backward"));
  }
}

TEST_CASE("before 1.0.0 a break asks for a minor and a feature for a patch") {
  for (const Case& c : std::to_array<Case>({
           {"0.3.1", "0.3.2", What::feature, "", Bump::patch, "0.3.2"},
           {"0.3.1", "0.3.2", What::breaking, "version_bump_too_small", Bump::minor, "0.4.0"},
           {"0.3.1", "0.4.0", What::breaking, "", Bump::minor, "0.4.0"},
           {"0.3.1", "1.0.0", What::breaking, "", Bump::minor, "0.4.0"},
       })) {
    check(c, breaking_by_major("backward"));
  }
}

TEST_CASE("from a pre-release on any rise suffices") {
  for (const Case& c : std::to_array<Case>({
           {"2.0.0-rc.1", "2.0.0-rc.2", What::breaking, "", Bump::patch, "2.0.0"},
           {"2.0.0-rc.1", "2.0.0", What::breaking, "", Bump::patch, "2.0.0"},
           {"2.0.0-rc.1", "2.0.0-rc.1", What::feature, "version_not_increasing", Bump::patch,
            "2.0.0"},
           {"2.0.0-rc.10", "2.0.0-rc.9", What::feature, "version_not_increasing", Bump::patch,
            "2.0.0"},
       })) {
    check(c, breaking_by_major("backward"));
  }
}

TEST_CASE("under none a version only has to rise") {
  for (const Case& c : std::to_array<Case>({
           {"1.2.3", "1.2.4", What::breaking, "", Bump::patch, "1.2.4"},
           {"1.2.3", "1.2.3", What::breaking, "version_not_increasing", Bump::patch, "1.2.4"},
           {"1.2.3", "1.2.2", What::breaking, "version_not_increasing", Bump::patch, "1.2.4"},
       })) {
    check(c, dcr::test::policy_of("none"));
  }
}

TEST_CASE("where breaking is forbidden no version helps and none is suggested") {
  for (const char* version : {"1.2.4", "1.3.0", "2.0.0"}) {
    CAPTURE(version);
    const Judgement judgement =
        judge("1.2.3", version, What::breaking, dcr::test::policy_of("backward"));
    CHECK(dcr::test::rules_of(judgement.issues, dcr::Severity::error) ==
          std::vector<std::string>{"field_type_changed"});
    CHECK(judgement.suggested_version.empty());
    CHECK(judgement.breaking);
  }
}

TEST_CASE("where a major may break it turns the break into a note, and less does not") {
  const Judgement announced =
      judge("1.2.3", "2.0.0", What::breaking, breaking_by_major("backward"));
  REQUIRE(announced.issues.size() == 1);
  CHECK(announced.issues.front().severity == dcr::Severity::info);
  CHECK(announced.breaking);

  const Judgement hidden = judge("1.2.3", "1.3.0", What::breaking, breaking_by_major("backward"));
  CHECK(dcr::test::rules_of(hidden.issues, dcr::Severity::error) ==
        std::vector<std::string>{"field_type_changed", "version_bump_too_small"});
  CHECK(hidden.suggested_version == "2.0.0");
}

TEST_CASE("a configured severity decides what breaks, and what is off asks for a patch") {
  Policy policy = dcr::test::policy_of("backward");
  policy.levels["field_type_changed"] = dcr::Severity::warning;
  const Judgement warned = judge("1.2.3", "2.0.0", What::breaking, policy);
  CHECK(!warned.breaking);
  CHECK(warned.required_bump == Bump::major);
  policy.levels["field_type_changed"] = std::nullopt;
  const Judgement silent = judge("1.2.3", "1.2.4", What::breaking, policy);
  CHECK(silent.issues.empty());
  CHECK(silent.required_bump == Bump::patch);
}
