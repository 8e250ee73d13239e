// SPDX-License-Identifier: Apache-2.0
#include "core/compat/change_list.hpp"

#include "core/compat/catalogue.hpp"
#include "core/compat/diff.hpp"
#include "core/compat/raise.hpp"
#include "tests/support/contracts.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

using dcr::ChangeKind;
using dcr::Issue;
using dcr::Judgement;
using dcr::test::ContractText;
using dcr::test::native_document;

namespace {

Judgement list(const std::string& before, const std::string& after, const char* mode) {
  const ContractText old_text(before);
  const ContractText new_text(after);
  return dcr::list_changes(old_text.source(), new_text.source(), dcr::test::policy_of(mode),
                           {nullptr, {2026, 6, 1}});
}

Judgement list_fields(const char* before, const char* after, const char* mode) {
  return list(native_document("1.0.0", {before}), native_document("2.0.0", {after}), mode);
}

/// severity[rule] bump: message
std::vector<std::string> lines(const Judgement& judgement) {
  std::vector<std::string> all;
  for (const Issue& issue : judgement.issues) {
    all.push_back(fmt::format("{}[{}] {}: {}", to_string(issue.severity), issue.rule,
                              to_string(issue.bump), issue.message));
  }
  return all;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("every kind of change is named by a rule of the catalogue") {
  for (int kind = 0; kind <= static_cast<int>(ChangeKind::compatibility_changed); ++kind) {
    CAPTURE(kind);
    const bool named = std::ranges::any_of(dcr::catalogue(), [kind](const dcr::Rule& rule) {
      return std::ranges::any_of(rule.triggers, [kind](const dcr::Trigger& trigger) {
        return static_cast<int>(trigger.on) == kind;
      });
    });
    CHECK(named);
  }
}

TEST_CASE("what the mode lets pass is listed as a note by the rule that names it") {
  struct Case {
    const char* before;
    const char* after;
    const char* mode;
    const char* line;
  };
  for (const Case& c : std::to_array<Case>({
           {"{name: a, type: \"decimal(8,2)\"}", "{name: a, type: \"decimal(9,2)\"}", "backward",
            "info[field_type_widened] patch: type of field 'a' was widened from decimal(8,2) to "
            "decimal(9,2)"},
           {"{name: a, type: \"decimal(8,2)\"}", "{name: a, type: \"decimal(9,2)\"}", "forward",
            "error[field_type_widened] major: type of field 'a' was widened from decimal(8,2) to "
            "decimal(9,2)"},
           {"{name: a, type: string}", "{name: a, type: integer}", "none",
            "info[field_type_changed] patch: type of field 'a' changed from string to integer"},
           {"{name: a, type: string, required: false}", "{name: a, type: string}", "forward",
            "info[field_required_added] patch: optional field 'a' became required"},
           {"{name: a, type: string, deprecated: true}", "{name: a, type: string}", "full",
            "info[field_undeprecated] patch: field 'a' is not deprecated any more"},
           {"{name: a, type: string, classification: pii}",
            "{name: a, type: string, classification: internal}", "full",
            "info[field_classification_lowered] patch: classification of field 'a' fell from pii "
            "to internal"},
           {"{name: a, type: number}", "{name: a, type: number, unit: EUR}", "full",
            "info[attribute_changed] patch: unit of 'a' changed from nothing to EUR"},
       })) {
    CAPTURE(c.line);
    CHECK(lines(list_fields(c.before, c.after, c.mode)) == Lines{c.line});
  }
}

TEST_CASE("a field that went under a mode that lets it go is listed once") {
  const Judgement listed =
      list(native_document("1.0.0", {"{name: a, type: string}", "{name: b, type: string}"}),
           native_document("1.0.1", {"{name: a, type: string}"}), "none");
  CHECK(lines(listed) == Lines{"info[field_removed] patch: field 'b' was removed"});
}

TEST_CASE("what is no content is listed and asks for no version") {
  const std::vector<std::string> fields = {"{name: a, type: string}"};
  const std::string before = native_document(
      "1.0.0", fields,
      "status: active\nconsumers: [{name: planner}, {name: desk, contact: \"#desk\"}]\n");
  const std::string after = native_document(
      "1.0.0", fields,
      "status: deprecated\ndeprecation_uri: https://example.com/v2\ncompatibility: full\n"
      "consumers: [{name: desk, contact: \"#front\", fields: [a]}, {name: stock}]\n");
  const Judgement listed = list(before, after, "backward");
  CHECK(lines(listed) ==
        Lines{"info[status_changed] none: status changed from active to deprecated",
              "info[deprecation_changed] none: deprecation_uri changed from nothing to "
              "https://example.com/v2",
              "info[compatibility_changed] none: compatibility changed from nothing to full",
              "info[consumers_changed] none: consumer 'planner' was removed",
              "info[consumers_changed] none: consumer 'desk' changed from #desk, any field to "
              "#front, fields [a]",
              "info[consumers_changed] none: consumer 'stock' was added"});
  CHECK(listed.required_bump == dcr::Bump::none);
}

TEST_CASE("a consumer that is named for each of its uses is compared use by use") {
  const auto document = [](const std::string& consumers) {
    return native_document("1.0.0", {"{name: a, type: string}", "{name: b, type: string}"},
                           "consumers: [" + consumers + "]\n");
  };
  const std::string a = "{name: desk, fields: [a]}";
  const std::string b = "{name: desk, fields: [b]}";
  const auto changes = [&](const std::string& before, const std::string& after) {
    return lines(list(document(before), document(after), "backward"));
  };
  CHECK(changes(a + ", " + b, a + ", " + b).empty());
  CHECK(changes(a + ", " + b, b + ", " + a).empty());
  CHECK(changes(a + ", " + b, b) == Lines{"info[consumers_changed] none: consumer 'desk' was "
                                          "removed"});
  CHECK(changes(a, b + ", " + a) == Lines{"info[consumers_changed] none: consumer 'desk' was "
                                          "added"});
  CHECK(changes(a + ", " + b, "{name: desk}, " + a) ==
        Lines{"info[consumers_changed] none: consumer 'desk' changed from no contact, fields [b] "
              "to no contact, any field"});
}

TEST_CASE("service levels that promise more are listed") {
  const std::vector<std::string> fields = {"{name: a, type: string}"};
  const Judgement listed =
      list(native_document("1.0.0", fields, "freshness_sla: {max_lag_seconds: 60}\n"),
           native_document("1.0.1", fields,
                           "description: Tools.\nfreshness_sla: {max_lag_seconds: 30}\n"),
           "backward");
  CHECK(lines(listed) ==
        Lines{"info[attribute_changed] patch: description changed from nothing to Tools.",
              "info[freshness_sla_tightened] patch: the data may now be 30 seconds late; it was "
              "60"});
}

TEST_CASE("contracts of different names are compared without their versions") {
  const std::string before = native_document("2.0.0", {"{name: a, type: string}"});
  std::string after = native_document("1.0.0", {"{name: a, type: integer}"});
  after.replace(after.find("depot.tools"), 11, "depot.parts");
  CHECK(lines(list(before, after, "backward")) ==
        Lines{"error[field_type_changed] major: type of field 'a' changed from string to integer",
              "info[contract_renamed] none: name changed from depot.tools to depot.parts"});
}

TEST_CASE("a list holds all that judging finds, and nothing of two equal contracts") {
  const std::string before =
      native_document("1.0.0", {"{name: a, type: string, enum: [x]}", "{name: b, type: string}"});
  const std::string after =
      native_document("1.1.0", {"{name: a, type: string, enum: [x, y]}", "{name: c, type: string}"},
                      "description: Tools.\n");
  for (const char* mode : {"backward", "forward", "full", "none"}) {
    CAPTURE(mode);
    const ContractText old_text(before);
    const ContractText new_text(after);
    const Judgement judged = dcr::judge(old_text.source(), new_text.source(),
                                        dcr::test::policy_of(mode), {nullptr, {2026, 6, 1}});
    const Judgement listed = list(before, after, mode);
    CHECK(listed.required_bump == judged.required_bump);
    for (const std::string& line : lines(judged)) {
      const Lines all = lines(listed);
      CHECK(std::ranges::find(all, line) != all.end());
    }
    CHECK(list(before, before, mode).issues.empty());
  }
}

TEST_CASE("a rule on request is raised only where the configuration gives it a severity") {
  const ContractText before(native_document("1.0.0", {"{name: a, type: string}"}));
  const ContractText after(
      native_document("1.0.0", {"{name: a, type: string}"}, "status: draft\n"));
  dcr::Policy policy = dcr::test::policy_of("none");
  const auto rules = [&] {
    return dcr::test::rules_of(
        dcr::judge(before.source(), after.source(), policy, {nullptr, {2026, 6, 1}}).issues,
        dcr::Severity::warning);
  };
  CHECK(rules().empty());
  policy.levels["status_changed"] = std::nullopt;
  CHECK(rules().empty());
  policy.levels["status_changed"] = dcr::Severity::warning;
  CHECK(rules() == std::vector<std::string>{"status_changed"});
}
