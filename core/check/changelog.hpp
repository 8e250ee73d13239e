// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/compat/issue.hpp"
#include "core/config/config.hpp"
#include "core/registry/registry.hpp"

#include <optional>
#include <string>
#include <vector>

namespace dcr::check {

/// A registered version, and every difference to the one before it.
struct HistoryStep {
  ContractVersion version;
  std::optional<Version> previous{};  ///< empty for the first
  git::Commit commit{};               ///< that registered it
  Bump required_bump = Bump::none;
  bool breaking = false;
  std::vector<Issue> changes{};  ///< without judgements on the version itself
};

/// The steps of one contract, newest version first, among `versions` of it. A version is compared
/// with the highest lower one that was registered before it, or with it: a patch of an old line may
/// follow a new major.
///
/// Errors: those of reading commits.
Result<std::vector<HistoryStep>> history_steps(const Registry& registry, const Config& config,
                                               const std::vector<ContractVersion>& versions);

}  // namespace dcr::check
