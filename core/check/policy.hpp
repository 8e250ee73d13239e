// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/snapshot.hpp"
#include "core/compat/judge.hpp"
#include "core/config/config.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::check {

inline constexpr std::string_view config_path = "dcr.yaml";

/// The configuration of a snapshot, and its text for messages.
struct LoadedConfig {
  Config config = default_config();
  std::string text;
};

/// Reads dcr.yaml at the root of a snapshot; the defaults where there is none.
///
/// Errors: bad_config; those of reading.
Result<LoadedConfig> load_config(const Snapshot& snapshot);

/// What applies to one contract. `own` is the mode its base document states.
[[nodiscard]] Policy policy_for(const Config& config, std::optional<Mode> forced,
                                std::optional<Mode> own, std::string_view full_name,
                                std::string_view path);

/// One policy_weakened issue for each way in which `after` lets pass what `before` stopped.
/// `uncovered` are the base's contract files that the new globs no longer match; `raised` are the
/// fingerprints of the comparison's issues: a new acceptance of none of them is acceptance_unused
/// instead. Null = not every contract was looked at, so none is called unused.
[[nodiscard]] std::vector<Issue> weakenings(const LoadedConfig& before, const LoadedConfig& after,
                                            const std::vector<std::string>& uncovered,
                                            const std::set<std::string>* raised);

/// The files among `files` that `before`'s globs match and `after`'s do not.
[[nodiscard]] std::vector<std::string> uncovered_files(const std::vector<FileRef>& files,
                                                       const Config& before, const Config& after);

}  // namespace dcr::check
