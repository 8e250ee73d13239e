// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.hpp"

#include "core/report/display_width.hpp"
#include "core/report/issue_text.hpp"
#include "core/report/paint.hpp"
#include "core/report/report.hpp"
#include "core/report/totals.hpp"
#include "core/report/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace dcr::report {

namespace {

// A column is as wide as its longest entry, but one endless name must not push every verdict away.
constexpr std::size_t widest_column = 48;

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

std::string table(const Comparison& comparison, bool all, const Paint& paint) {
  std::vector<Row> rows;
  std::size_t name_width = 0;
  std::size_t version_width = 0;
  for (const ContractVerdict& contract : comparison.contracts) {
    if (contract.change == Change::unchanged && contract.issues.empty() && !all) continue;
    rows.push_back({.name = shown_name(contract),
                    .versions = version_words(contract),
                    .verdict = words_of(contract, comparison),
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

std::string comparison_text(const Comparison& comparison, const TextOptions& options) {
  const Paint paint(options.colour);
  std::string out = issue_blocks(comparison, paint);
  if (options.quiet) return out;
  add_block(out, table(comparison, options.all, paint) + total_words(comparison) + "\n");
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

}  // namespace

std::string to_text(const Report& report, const TextOptions& options) {
  std::string out;
  for (const Comparison& comparison : report.comparisons) {
    add_block(out, report.is_range ? step_text(comparison, options)
                                   : comparison_text(comparison, options));
  }
  if (report.is_range && !options.quiet) add_block(out, range_words(report) + "\n");
  return out;
}

}  // namespace dcr::report
