// SPDX-License-Identifier: Apache-2.0
#include "core/report/report.hpp"

#include "core/base/bug.hpp"

#include <algorithm>

namespace dcr::report {

namespace {

bool is_open_error(const Issue& issue) {
  return issue.severity == Severity::error && !issue.accepted;
}

bool any_open_error(const std::vector<Issue>& issues) {
  return std::any_of(issues.begin(), issues.end(), is_open_error);
}

void add(Counts& counts, const std::vector<Issue>& issues) {
  for (const Issue& issue : issues) {
    if (issue.accepted) {
      ++counts.accepted;
    } else if (issue.severity == Severity::error) {
      ++counts.errors;
    } else if (issue.severity == Severity::warning) {
      ++counts.warnings;
    }
  }
}

void add(Counts& counts, const ContractVerdict& contract) {
  counts.changed += contract.change == Change::unchanged ? 0 : 1;
  counts.added += contract.change == Change::added ? 1 : 0;
  counts.removed += contract.change == Change::removed ? 1 : 0;
  counts.moved += contract.change == Change::moved ? 1 : 0;
  counts.breaking += contract.breaking ? 1 : 0;
  add(counts, contract.issues);
}

}  // namespace

std::string_view to_string(Change change) {
  switch (change) {
    case Change::unchanged: return "unchanged";
    case Change::added: return "added";
    case Change::modified: return "modified";
    case Change::moved: return "moved";
    case Change::removed: return "removed";
  }
  unreachable();
}

bool ContractVerdict::compatible() const { return !any_open_error(issues); }

bool Comparison::compatible() const {
  return !any_open_error(issues) &&
         std::all_of(contracts.begin(), contracts.end(),
                     [](const ContractVerdict& contract) { return contract.compatible(); });
}

bool Report::compatible() const {
  return std::all_of(comparisons.begin(), comparisons.end(),
                     [](const Comparison& comparison) { return comparison.compatible(); });
}

Counts count(const Comparison& comparison) {
  Counts counts;
  counts.contracts = comparison.contracts_total;
  for (const ContractVerdict& contract : comparison.contracts) add(counts, contract);
  add(counts, comparison.issues);
  return counts;
}

bool differs(const Report& report) {
  return std::ranges::any_of(report.comparisons, [](const Comparison& comparison) {
    return std::ranges::any_of(comparison.contracts, [](const ContractVerdict& contract) {
      return contract.change != Change::unchanged;
    });
  });
}

Counts count(const Report& report) {
  Counts sum;
  for (const Comparison& comparison : report.comparisons) {
    const Counts counts = count(comparison);
    sum.contracts = counts.contracts;
    sum.changed += counts.changed;
    sum.added += counts.added;
    sum.removed += counts.removed;
    sum.moved += counts.moved;
    sum.errors += counts.errors;
    sum.warnings += counts.warnings;
    sum.accepted += counts.accepted;
    sum.breaking += counts.breaking;
  }
  return sum;
}

}  // namespace dcr::report
