// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/glob.hpp"
#include "core/base/result.hpp"
#include "core/git/worktree_snapshot_file.hpp"

#include <optional>
#include <string>
#include <vector>

namespace dcr::git {

/// A path whose working file is not what the index's snapshot has.
struct WorkingDifference {
  std::string path;
  std::optional<FileRef> file;  ///< as it is now; empty when it is gone
};

/// Compares the working files that pass `filter` with the index, and finds untracked ones that are
/// not ignored. Ascending by path.
///
/// Errors: io naming a file or folder that cannot be read; git when a filter fails.
Result<std::vector<WorkingDifference>> differences_from_index(const WorktreeState& state,
                                                              const PathFilter& filter);

}  // namespace dcr::git
