// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/documents.hpp"
#include "core/check/policy.hpp"
#include "core/report/report.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace dcr::check {

/// Whose word may let a change pass.
enum class Trust {
  authors,   ///< the new documents' own acceptances count
  approved,  ///< only acceptances that the base had already
  policy,    ///< no acceptance of a document, and no mode of one that is laxer than the policy's
};

/// What one of the sides has, for the question whether globs and named paths match anything.
struct SeenFiles {
  bool wants_paths = false;  ///< every path is listed; else those that changed
  std::vector<std::string> paths;
  std::set<std::string, std::less<>> globs;  ///< texts of those that match a file of the base
};

/// By what a comparison is judged.
struct Terms {
  const Config* config = nullptr;
  std::optional<Mode> forced_mode;  ///< `--mode`
  Date today;
  std::optional<ObjectId> mainline_tip;  ///< where versions may be taken already; empty = nowhere
  std::vector<std::string> conflicts;    ///< unmerged paths of the index
  SeenFiles* seen = nullptr;             ///< filled where it is wanted
  bool all = false;                      ///< a verdict for unchanged contracts too
  Trust trust = Trust::authors;
};

/// The policy for a contract: `base` is its document on the base side, or the new one where it has
/// none. Where it lay before decides, so that a move to another folder loosens nothing.
[[nodiscard]] Policy policy_for(const Terms& terms, const LoadedDocument& base);

/// What may let issues of a contract pass; `base` is its document on the base side, null = none.
[[nodiscard]] Acceptances acceptances_for(const Terms& terms, const Contract* base);

/// Whether a report lists the contract.
[[nodiscard]] bool is_shown(const report::ContractVerdict& verdict, bool all);

/// Judges every changed contract between the two sides. Fills contracts and totals of the
/// comparison; the caller names the sides.
///
/// Errors: those of reading, and unavailable where history that a rule needs is missing.
Result<report::Comparison> judge_sides(const git::Repository& repository, const Sides& sides,
                                       const Terms& terms);

}  // namespace dcr::check
