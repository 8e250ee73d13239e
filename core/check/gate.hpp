// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/documents.hpp"
#include "core/check/policy.hpp"
#include "core/report/report.hpp"

#include <optional>
#include <string>
#include <vector>

namespace dcr::check {

/// By what a comparison is judged.
struct Terms {
  const Config* config = nullptr;
  std::optional<Mode> forced_mode;  ///< `--mode`
  Date today;
  std::optional<ObjectId> mainline_tip;  ///< where versions may be taken already; empty = nowhere
  std::vector<std::string> conflicts;    ///< unmerged paths of the index
  /// Filled with every path that one of the sides has, where it is wanted.
  std::vector<std::string>* seen = nullptr;
  bool all = false;  ///< a verdict for unchanged contracts too
};

/// Whether a report lists the contract.
[[nodiscard]] bool is_shown(const report::ContractVerdict& verdict, bool all);

/// Judges every changed contract between the two sides. Fills contracts and totals of the
/// comparison; the caller names the sides.
///
/// Errors: those of reading, and unavailable where history that a rule needs is missing.
Result<report::Comparison> judge_sides(const git::Repository& repository, const Sides& sides,
                                       const Terms& terms);

}  // namespace dcr::check
