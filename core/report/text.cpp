// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.hpp"

#include "core/report/excerpt.hpp"
#include "core/report/issue_text.hpp"
#include "core/report/paint.hpp"
#include "core/report/report.hpp"
#include "core/report/verdict.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

namespace dcr::report {

namespace {

// A column is as wide as its longest entry, but one endless name must not push every verdict away.
constexpr std::size_t widest_column = 48;

std::string short_id(const std::string& id) { return printable(id).substr(0, 7); }

std::string short_id(const std::optional<std::string>& id) {
  return id ? short_id(*id) : std::string();
}

/// Blocks with an empty line between them.
void add_block(std::string& out, const std::string& block) {
  if (block.empty()) return;
  if (!out.empty()) out += "\n";
  out += block;
}

std::string issue_blocks(const Comparison& comparison, const Paint& paint) {
  IssueContext context{.base_commit = short_id(comparison.base.commit),
                       .path = "",
                       .is_difference = comparison.lists_differences};
  std::string out;
  for (const ContractVerdict& contract : comparison.contracts) {
    context.path = contract.path;
    std::string block;
    for (const Issue& issue : contract.issues) block += issue_text(issue, context, paint);
    add_block(out, block);
  }
  context.path = "";
  std::string block;
  for (const Issue& issue : comparison.issues) block += issue_text(issue, context, paint);
  add_block(out, block);
  return out;
}

struct Row {
  std::string name;
  std::string versions;
  std::string verdict;
  Ink ink = Ink::plain;
};

Ink verdict_ink(const ContractVerdict& contract) {
  if (!contract.compatible()) return Ink::red;
  if (contract.change == Change::unchanged) return Ink::dim;
  return contract.change == Change::removed || contract.breaking ? Ink::yellow : Ink::green;
}

std::string padded(const std::string& text, std::size_t width) {
  const std::size_t own = display_width(text);
  return own >= width ? text : text + std::string(width - own, ' ');
}

/// The ids of some formats say nothing to people.
std::string shown_name(const ContractVerdict& contract) {
  const std::string name = printable(contract.name);
  const bool titled = !contract.title.empty() && contract.title != contract.name;
  return titled ? fmt::format("{} ({})", name, printable(contract.title)) : name;
}

std::string table(const Comparison& comparison, bool all, const Paint& paint) {
  std::vector<Row> rows;
  std::size_t name_width = 0;
  std::size_t version_width = 0;
  const bool alone = comparison.head.kind == "files";
  for (const ContractVerdict& contract : comparison.contracts) {
    if (contract.change == Change::unchanged && contract.issues.empty() && !all) continue;
    rows.push_back({.name = shown_name(contract),
                    .versions = version_words(contract),
                    .verdict = alone                          ? validity_words(contract)
                               : comparison.lists_differences ? difference_words(contract)
                                                              : verdict_words(contract),
                    .ink = verdict_ink(contract)});
    name_width = std::max(name_width, display_width(rows.back().name));
    version_width = std::max(version_width, display_width(rows.back().versions));
  }
  name_width = std::min(name_width, widest_column);
  version_width = std::min(version_width, widest_column);

  std::string out;
  for (const Row& row : rows) {
    out += fmt::format("{}  {}   {}\n", padded(row.name, name_width),
                       padded(row.versions, version_width), paint(row.ink, row.verdict));
  }
  return out;
}

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
  return out + (alone ? "" : against(comparison.base)) + "\n";
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

/// The last line of a list of differences.
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
  return fmt::format("{}: {} → {}\n", fmt::join(parts, ", "), side_words(comparison.base),
                     side_words(comparison.head));
}

std::string comparison_text(const Comparison& comparison, const TextOptions& options) {
  const Paint paint(options.colour);
  std::string out = issue_blocks(comparison, paint);
  if (options.quiet) return out;
  add_block(out, table(comparison, options.all, paint) + (comparison.lists_differences
                                                              ? differences_line(comparison)
                                                              : total_line(comparison)));
  return out;
}

/// One step of a range; empty when the commit has nothing to say.
std::string step_text(const Comparison& step, const TextOptions& options) {
  const Paint paint(options.colour);
  std::string body = issue_blocks(step, paint);
  if (!options.quiet) add_block(body, table(step, options.all, paint));
  if (body.empty()) return "";
  const std::string parent =
      step.base.commit ? "against " + short_id(step.base.commit) : "without a parent";
  // Named even when quiet: in a history a path and a line do not say which version is meant.
  return fmt::format("{} {}\n{}", paint(Ink::bold, "commit " + short_id(step.head.commit)), parent,
                     body);
}

std::string range_total(const Report& report) {
  std::size_t steps = 0;
  std::size_t errors = 0;
  for (const Comparison& step : report.comparisons) {
    steps += count(step).breaking > 0 ? 1U : 0U;
    errors += other_errors(step);
  }
  const std::string from = report.range_from.empty() ? "" : short_id(report.range_from) + "..";
  return fmt::format("{} judged, {}{}, {}{}\n", counted(report.comparisons.size(), "commit"),
                     counted(steps, "breaking step"), tail_of_total(count(report), errors), from,
                     short_id(report.range_to));
}

}  // namespace

std::string to_text(const Report& report, const TextOptions& options) {
  std::string out;
  for (const Comparison& comparison : report.comparisons) {
    add_block(out, report.is_range ? step_text(comparison, options)
                                   : comparison_text(comparison, options));
  }
  if (report.is_range && !options.quiet) add_block(out, range_total(report));
  return out;
}

}  // namespace dcr::report
