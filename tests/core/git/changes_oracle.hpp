// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/glob.hpp"
#include "core/base/snapshot.hpp"
#include "core/git/repository.hpp"
#include "tests/support/temp_repo.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::test {

/// The files git lists, by path; submodules left out.
using Files = std::map<std::string, FileRef>;

/// A filter of these globs.
PathFilter filter_of(const std::vector<std::string>& globs);

/// Splits what git prints with `-z`.
std::vector<std::string> records(std::string_view output);

/// `git ls-tree -r REVISION`.
Files files_of_tree(const TempRepo& repo, const std::string& revision);

/// What `git add -A` would make of the working tree, asked of a copy of the index.
Files files_git_would_add(const TempRepo& repo);

/// What `git diff-tree --raw` says of two revisions.
std::vector<git::FileChange> git_changes_of_trees(const TempRepo& repo, const std::string& before,
                                                  const std::string& after,
                                                  const PathFilter& filter);

/// What `git diff --cached --raw` says; a path in conflict counts as absent from the index.
std::vector<git::FileChange> git_changes_of_index(const TempRepo& repo, const std::string& before,
                                                  const PathFilter& filter);

/// What `git diff --raw` and `git ls-files --others` say, with the ids `git add` would give.
std::vector<git::FileChange> git_changes_of_worktree(const TempRepo& repo,
                                                     const std::string& before,
                                                     const PathFilter& filter);

/// One line a change, to compare and to print.
std::string lines(const std::vector<git::FileChange>& changes);

}  // namespace dcr::test
