// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/glob.hpp"
#include "core/base/result.hpp"
#include "core/base/snapshot.hpp"
#include "core/git/handle.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::git {

/// The tree of a commit, or the folder of it.
///
/// Errors: not_found when the commit has no such folder.
Result<std::unique_ptr<Snapshot>> make_tree_snapshot(std::shared_ptr<const Handle> handle,
                                                     const ObjectId& commit,
                                                     std::string_view folder);
/// What a commit would take.
Result<std::unique_ptr<Snapshot>> make_index_snapshot(std::shared_ptr<const Handle> handle);
/// Tracked files and untracked ones that are not ignored. The repository must not be bare.
Result<std::unique_ptr<Snapshot>> make_worktree_snapshot(std::shared_ptr<const Handle> handle);
/// Unmerged paths that pass `filter`, in byte order.
Result<std::vector<std::string>> index_conflicts(const Handle& handle, const PathFilter& filter);

}  // namespace dcr::git
