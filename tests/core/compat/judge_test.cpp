// SPDX-License-Identifier: Apache-2.0
#include "core/compat/judge.hpp"

#include "tests/support/contracts.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

using dcr::Issue;
using dcr::Judgement;
using dcr::Severity;
using dcr::test::ContractText;
using dcr::test::native_document;

namespace {

Judgement judge(const std::string& before, const std::string& after, const char* mode) {
  const ContractText old_text(before);
  const ContractText new_text(after);
  return dcr::judge(old_text.source(), new_text.source(), dcr::test::policy_of(mode),
                    {nullptr, {2026, 6, 1}});
}

const Issue& only(const Judgement& judgement) {
  REQUIRE(judgement.issues.size() == 1);
  return judgement.issues.front();
}

const Issue& issue_of(const Judgement& judgement, const std::string& rule) {
  const auto found = std::ranges::find(judgement.issues, rule, &Issue::rule);
  REQUIRE(found != judgement.issues.end());
  return *found;
}

}  // namespace

TEST_CASE("full raises what backward or forward raises, each at its higher severity") {
  struct Case {
    const char* before;
    const char* after;
  };
  for (const Case& c : std::to_array<Case>({
           {"{name: a, type: string}", "{name: a, type: string, required: false}"},
           {"{name: a, type: string, required: false}", "{name: a, type: string}"},
           {"{name: a, type: string}", "{name: a, type: string, enum: [x]}"},
           {"{name: a, type: string, enum: [x, y]}", "{name: a, type: string, enum: [y, z]}"},
           {"{name: a, type: string, enum: [x]}", "{name: a, type: string}"},
           {"{name: a, type: \"decimal(8,2)\"}", "{name: a, type: \"decimal(6,2)\"}"},
           {"{name: a, type: \"decimal(8,2)\"}", "{name: a, type: \"decimal(9,2)\"}"},
           {"{name: a, type: integer, minimum: 1}", "{name: a, type: integer, maximum: 1}"},
           {"{name: a, type: string, unique: true}", "{name: a, type: string}"},
           {"{name: a, type: string}", "{name: a, type: string}\n  - {name: b, type: string}"},
       })) {
    CAPTURE(c.before);
    CAPTURE(c.after);
    const std::string before = native_document("1.0.0", {c.before});
    const std::string after = native_document("2.0.0", {c.after});
    const Judgement backward = judge(before, after, "backward");
    const Judgement forward = judge(before, after, "forward");
    const Judgement full = judge(before, after, "full");
    CHECK(full.required_bump == std::max(backward.required_bump, forward.required_bump));
    for (const Judgement* one : {&backward, &forward}) {
      for (const Issue& issue : one->issues) {
        CHECK(issue_of(full, issue.rule).severity >= issue.severity);
      }
    }
    for (const Issue& issue : full.issues) {
      const bool known =
          std::ranges::any_of(std::array{&backward, &forward}, [&](const Judgement* one) {
            return std::ranges::any_of(one->issues, [&](const Issue& other) {
              return other.rule == issue.rule && other.severity == issue.severity;
            });
          });
      CHECK(known);
    }
  }
}

TEST_CASE("an issue says who is hit, how, and the way out") {
  const std::string consumers =
      "consumers:\n  - {name: planner, contact: \"#plan\", fields: [tool]}\n"
      "  - {name: stocktake}\n";
  const Judgement judgement =
      judge(native_document("1.4.0", {"{name: tool, type: string}", "{name: shelf, type: string}"},
                            consumers),
            native_document("1.5.0", {"{name: tool, type: integer}", "{name: shelf, type: string}"},
                            consumers),
            "backward");
  const Issue& issue = only(judgement);
  CHECK(issue.message == "type of field 'tool' changed from string to integer");
  CHECK(issue.why == "readers of depot.tools.tool get values of a type they do not handle");
  CHECK(issue.help ==
        "restore the type, or add a field of the new type beside it; see dcr explain "
        "field_type_changed");
  REQUIRE(issue.affects.size() == 2);
  CHECK(issue.affects[0].consumer == "planner");
  CHECK(issue.affects[0].contact == "#plan");
  CHECK(issue.affects[1].consumer == "stocktake");
  REQUIRE(issue.at.has_value());
  CHECK(issue.at->source_line == "  - {name: tool, type: integer}");
  REQUIRE(issue.previous.has_value());
  CHECK(issue.previous->source_line == "  - {name: tool, type: string}");
}

TEST_CASE("the way out of a removal names the version to publish beside the old line") {
  const Judgement judgement = judge(
      native_document(
          "3.4.0", {"{name: tool, type: string}", "{name: shelf, type: string, deprecated: true}"}),
      native_document("3.5.0", {"{name: tool, type: string}"}), "backward");
  CHECK(only(judgement).help ==
        "restore it, or publish 4.0.0 beside 3.x; see dcr explain field_removed");
}

TEST_CASE("a consumer is hit by what holds its field and by what its field holds") {
  const ContractText text(native_document(
      "1.0.0",
      {"{name: tool, type: object, fields: [{name: brand, type: string}]}",
       "{name: toolbox, type: string}", "{name: uses, type: array, items: {type: date}}"},
      "consumers: [{name: whole, fields: [tool]}, {name: part, fields: [tool.brand]}, "
      "{name: other, fields: [toolbox]}, {name: items, fields: [\"uses[]\"]}, {name: all}]\n"));
  const auto hit = [&](const char* field) {
    std::vector<std::string> names;
    for (const dcr::Affected& one : dcr::affected_by(text.contract, field)) {
      names.push_back(one.consumer);
    }
    return names;
  };
  using Names = std::vector<std::string>;
  CHECK(hit("tool") == Names{"whole", "part", "all"});
  CHECK(hit("tool.brand") == Names{"whole", "part", "all"});
  CHECK(hit("toolbox") == Names{"other", "all"});
  CHECK(hit("uses") == Names{"items", "all"});
  CHECK(hit("shelf") == Names{"all"});
  CHECK(hit("") == Names{"whole", "part", "other", "items", "all"});
}

TEST_CASE("a version older than the predecessor is named, and only what warns is told") {
  const ContractText older(native_document("1.0.0", {"{name: tool, type: string}"}));
  const ContractText after(native_document(
      "1.2.0", {"{name: tool, type: integer}", "{name: shelf, type: string, required: false}"}));
  const std::vector<Issue> issues =
      dcr::judge_older(older.source(), after.source(), dcr::test::policy_of("backward_transitive"));
  REQUIRE(issues.size() == 1);
  CHECK(issues.front().message ==
        "type of field 'tool' changed from string to integer since 1.0.0");
}

TEST_CASE("issues are sorted by path, place, rule and field") {
  const auto issue = [](const char* path, int line, const char* rule, const char* field) {
    Issue one;
    one.rule = rule;
    one.field = field;
    one.at = dcr::Location{.path = path, .at = {{line, 1}, 1}, .source_line = ""};
    return one;
  };
  std::vector<Issue> issues = {issue("b.yaml", 1, "x", ""), issue("a.yaml", 9, "x", ""),
                               issue("a.yaml", 10, "b", ""), issue("a.yaml", 10, "a", "z"),
                               issue("a.yaml", 10, "a", "c")};
  issues.push_back({});  // nothing left to point at
  issues.back().rule = "gone";
  dcr::sort_issues(issues);
  std::vector<std::string> order;
  for (const Issue& one : issues) {
    order.push_back((one.at ? one.at->path + ":" + std::to_string(one.at->at.begin.line) : "-") +
                    " " + one.rule + one.field);
  }
  CHECK(order == std::vector<std::string>{"- gone", "a.yaml:9 x", "a.yaml:10 ac", "a.yaml:10 az",
                                          "a.yaml:10 b", "b.yaml:1 x"});
}
