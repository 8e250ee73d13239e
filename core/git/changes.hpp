// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/glob.hpp"
#include "core/base/result.hpp"
#include "core/base/snapshot.hpp"
#include "core/git/repository.hpp"

#include <vector>

namespace dcr::git {

/// `changes_between` by listing both sides and merging the lists: right for every pair, and what
/// the fast ways are compared with in tests.
Result<std::vector<FileChange>> changes_by_listing(const Snapshot& before,
                                                   const PathFilter& before_filter,
                                                   const Snapshot& after,
                                                   const PathFilter& after_filter);

}  // namespace dcr::git
