// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/glob.hpp"
#include "core/base/result.hpp"
#include "core/base/snapshot.hpp"
#include "core/git/repository.hpp"

#include <set>
#include <span>

namespace dcr::git {

// In a partial clone every object that is missing and read by itself costs a request to the remote.
// Who knows beforehand what will be read says so here, and all of it comes at once. Elsewhere these
// do nothing. What cannot be fetched is an error of the fetch, in git's words.

/// Whether a remote promised the objects that this clone lacks, so that reading may fetch.
///
/// Source: the manual page of git-config, remote.NAME.promisor.
[[nodiscard]] bool is_partial_clone(const Repository& repository);

/// Fetches the contents of files of a snapshot.
///
/// Errors: unavailable when the remote cannot be asked.
Result<void> fetch_contents(const Snapshot& snapshot, std::span<const FileRef> files);

/// Fetches the trees of `tip` and its first parents, down to the first of `stop_at` (null = to the
/// root), and the contents of all their files that pass `filter`.
///
/// Errors: unavailable when the remote cannot be asked; those of reading trees.
Result<void> fetch_history(const Repository& repository, const ObjectId& tip,
                           const PathFilter& filter, const std::set<ObjectId>* stop_at);

}  // namespace dcr::git
