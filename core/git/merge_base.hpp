// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/baseline_mainline.hpp"

#include <optional>
#include <vector>

namespace dcr::git {

/// Where a branch and what is judged parted.
struct MergeBase {
  Branch branch;
  ObjectId commit;
};

/// The merge base nearest to what is judged, of any of `branches` with any of `points`: the one
/// that comes after the others. Empty when no branch has a commit in common with a point.
///
/// Errors: as Repository::merge_base.
Result<std::optional<MergeBase>> nearest_merge_base(const Repository& repository,
                                                    const std::vector<Branch>& branches,
                                                    const std::vector<ObjectId>& points);

}  // namespace dcr::git
