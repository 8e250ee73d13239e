// SPDX-License-Identifier: Apache-2.0
// Two files of contracts, compared both ways: each with itself is no difference, `full` breaks
// where `backward` or `forward` does, and every report of it is what its format says.
#include "core/compat/diff.hpp"

#include "core/check/compare.hpp"
#include "core/compat/catalogue.hpp"
#include "core/compat/judge.hpp"
#include "core/report/formats.hpp"
#include "core/report/omds.hpp"
#include "core/yaml/parse.hpp"
#include "tests/fuzz/support/documents.hpp"
#include "tests/fuzz/support/expect.hpp"
#include "tests/fuzz/support/parts.hpp"
#include "tests/fuzz/targets.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace dcr::fuzz {
namespace {

constexpr std::size_t longest = 1U << 16U;

void expect_json(const std::string& text) {
  expect(nlohmann::json::accept(text), "a report is no JSON", text);
}

void expect_json_lines(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1);
    expect_json(std::string(text.substr(0, end)));
    text.remove_prefix(end + 1);
  }
}

void render(const report::Report& report) {
  expect_printable(report::to_text(report, {.colour = report::Colour::never, .all = true}),
                   Lines::several);
  expect_json(report::to_json(report, true));
  expect_json(report::to_sarif(report));
  expect_json(report::to_gitlab(report));
  expect_json_lines(report::to_json_lines(report));
  expect_printable(report::to_github(report, {}), Lines::several);
  expect_printable(report::to_junit(report, Severity::warning), Lines::several);
  const std::string comment = report::to_markdown(report, true, 8192);
  expect_printable(comment, Lines::several);
  expect(comment.size() <= 8192, "a comment is longer than it may be");
  const std::string omds = report::to_omds(report);
  expect(yaml::parse(omds, "x.yaml").ok(), "a report is no YAML", omds);
}

Policy policy_of(std::string_view mode) { return {.mode = *Mode::parse(mode), .levels = {}}; }

bool breaks(const LoadedDocument& before, const LoadedDocument& after, std::string_view mode) {
  const Source old{&before.contract, before.path, before.text.get()};
  const Source now{&after.contract, after.path, after.text.get()};
  const Judgement judgement = judge(old, now, policy_of(mode), {});
  for (const Issue& issue : judgement.issues) {
    expect(mode != "none" || !issue.breaking || find_rule(issue.rule)->scope == RuleScope::always,
           "mode none breaks something", issue.rule);
    expect(!issue.message.empty() && !issue.fingerprint.empty(), "an issue says nothing",
           issue.rule);
  }
  return judgement.breaking;
}

void judge_pair(const LoadedDocument& before, const LoadedDocument& after) {
  if (before.contract.kind != after.contract.kind) return;
  const bool backward = breaks(before, after, "backward");
  const bool forward = breaks(before, after, "forward");
  const bool full = breaks(before, after, "full");
  expect(full == (backward || forward), "full is not backward and forward");
  static_cast<void>(breaks(before, after, "none"));
  if (diff(before.contract, after.contract).empty()) {
    expect(!content_differs(before.contract, after.contract),
           "content differs, and nothing says how", before.full_name());
  }
}

void compare(const std::vector<DocumentPtr>& before, const std::vector<DocumentPtr>& after) {
  const Config config = default_config();
  const check::Terms terms{.config = &config,
                           .forced_mode = {},
                           .today = {2026, 11, 21},
                           .mainline_tip = {},
                           .conflicts = {},
                           .all = true};
  report::Report report;
  report.comparisons.push_back(check::compare_documents(before, after, terms));
  report.comparisons.front().base = {"file", "", {}, ""};
  report.comparisons.front().head = {"file", "", {}, ""};
  render(report);
  if (!before.empty() && !after.empty()) judge_pair(*before.front(), *after.front());
}

}  // namespace

void fuzz_diff(std::string_view input) {
  if (input.size() > longest) return;
  const auto parts = parts_of(input, 2);
  const std::vector<DocumentPtr> before = documents_of(parts[0], "contracts/a.yaml");
  const std::vector<DocumentPtr> after = documents_of(parts[1], "contracts/b.yaml");
  for (const DocumentPtr& document : before) expect_same_as_itself(document->contract);
  if (before.empty()) return;
  compare(before, before);
  if (after.empty()) return;
  compare(before, after);
  compare(after, before);
}

}  // namespace dcr::fuzz
