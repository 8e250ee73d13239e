// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/git/repository.hpp"

#include <string>
#include <vector>

namespace dcr::git {

/// A commit of some files as the working tree has them.
struct CommitRequest {
  std::vector<std::string> paths;  ///< from the repository's root; what is gone there is removed
  std::string message;
  /// Where git is started, as the user would: relative variables (GIT_DIR) hold from there.
  std::string folder = ".";
  Environment environment;
};

/// What was committed.
struct Committed {
  ObjectId id;
  std::string words;  ///< what hooks said, line by line; empty when they were silent
};

/// Errors: usage when the repository is bare; git when a merge, cherry-pick, revert, rebase or
/// `git am` is unfinished, with the ways out. A bisection changes nothing a commit relies on.
Result<void> require_committable(const Repository& repository);

/// Makes one commit of `paths` alone: the rest of the index and the working tree stay as they are,
/// and when there is no commit in the end, all of it does. Hooks, author and signature are git's
/// own business.
///
/// Errors: those of require_committable; git, in its and the hooks' own words, when there is no
/// commit.
/// Source: the manual page of git-commit, `--only`.
Result<Committed> commit_only(const Repository& repository, const CommitRequest& request);

}  // namespace dcr::git
