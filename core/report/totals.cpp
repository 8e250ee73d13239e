// SPDX-License-Identifier: Apache-2.0
#include "core/report/totals.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

namespace dcr::report {

namespace {

std::string shortened(const std::string& id) { return printable(id).substr(0, 7); }

/// Errors beside the breaking changes: of contracts that break nobody, and of no contract.
std::size_t other_errors(const Comparison& comparison) {
  std::size_t number = 0;
  const auto add = [&number](const std::vector<Issue>& issues) {
    number += static_cast<std::size_t>(std::count_if(
        issues.begin(), issues.end(),
        [](const Issue& issue) { return issue.severity == Severity::error && !issue.accepted; }));
  };
  for (const ContractVerdict& contract : comparison.contracts) {
    if (!contract.breaking) add(contract.issues);
  }
  add(comparison.issues);
  return number;
}

/// ", 2 other errors, 1 warning, 3 accepted": what there is none of is not named.
std::string tail_of_total(const Counts& counts, std::size_t errors) {
  std::string out;
  if (errors > 0) out += ", " + counted(errors, counts.breaking > 0 ? "other error" : "error");
  if (counts.warnings > 0) out += ", " + counted(counts.warnings, "warning");
  if (counts.accepted > 0) out += fmt::format(", {} accepted", counts.accepted);
  return out;
}

std::string against(const Side& base) {
  const std::string reason =
      base.reason.empty() ? "" : fmt::format(" ({})", printable(base.reason));
  if (base.kind == "releases") return fmt::format(", against {}", printable(base.reason));
  if (!base.commit) return ", nothing to compare with" + reason;
  return fmt::format(", against {}{}", short_id(base.commit), reason);
}

std::string total_line(const Comparison& comparison) {
  const Counts counts = count(comparison);
  const bool alone = comparison.head.kind == "files";
  std::string out = counted(counts.contracts, "contract");
  if (!alone) out += fmt::format(", {} changed", counts.changed);
  if (counts.breaking > 0) out += fmt::format(", {} breaking", counts.breaking);
  out += tail_of_total(counts, other_errors(comparison));
  if (comparison.files_skipped > 0) {
    out += fmt::format(", {} skipped", counted(comparison.files_skipped, "file"));
  }
  return out + (alone ? "" : against(comparison.base));
}

/// "HEAD~3 (3f2c1ab)", "users.daily_active@1.0.0", "working tree".
std::string side_words(const Side& side) {
  if (side.kind == "worktree") return "working tree";
  if (side.kind == "none") return "nothing";
  const std::string commit = short_id(side.commit);
  const std::string revision = printable(side.revision);
  if (commit.empty() || commit == revision) return revision;
  return fmt::format("{} ({})", revision, commit);
}

std::string differences_line(const Comparison& comparison) {
  const Counts counts = count(comparison);
  std::size_t differences = comparison.issues.size();
  for (const ContractVerdict& contract : comparison.contracts) {
    differences += contract.issues.size();
  }
  std::vector<std::string> parts;
  const bool trees = comparison.head.kind == "commit" || comparison.head.kind == "worktree";
  if (trees) parts.push_back(counted(counts.contracts, "contract"));
  if (trees && counts.changed > 0) parts.push_back(fmt::format("{} changed", counts.changed));
  if (differences > 0) parts.push_back(counted(differences, "difference"));
  if (counts.changed == 0) parts.emplace_back("no difference");
  if (counts.breaking > 0) parts.push_back(fmt::format("{} breaking", counts.breaking));
  return fmt::format("{}: {} → {}", fmt::join(parts, ", "), side_words(comparison.base),
                     side_words(comparison.head));
}

}  // namespace

std::string short_id(const std::optional<std::string>& id) {
  return id ? shortened(*id) : std::string();
}

std::string total_words(const Comparison& comparison) {
  return comparison.lists_differences ? differences_line(comparison) : total_line(comparison);
}

std::string range_words(const Report& report) {
  std::size_t steps = 0;
  std::size_t errors = 0;
  for (const Comparison& step : report.comparisons) {
    steps += count(step).breaking > 0 ? 1U : 0U;
    errors += other_errors(step);
  }
  const std::string from = report.range_from.empty() ? "" : shortened(report.range_from) + "..";
  return fmt::format("{} judged, {}{}, {}{}", counted(report.comparisons.size(), "commit"),
                     counted(steps, "breaking step"), tail_of_total(count(report), errors), from,
                     shortened(report.range_to));
}

}  // namespace dcr::report
