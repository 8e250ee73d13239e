// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/repository.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::git {

/// A local or remote-tracking branch.
struct Branch {
  std::string ref;   ///< "refs/remotes/origin/main"
  std::string name;  ///< as people write it: "origin/main"
  ObjectId tip;
};

/// Which branches are the mainline.
///
/// A branch that a remote has counts as what was pushed of it: that is what consumers can see. Only
/// a branch that no remote has counts as it is here. With a fork beside its origin both remotes'
/// branches count, and the nearest merge base wins: a fork's stale `main` blames nobody.
struct Mainline {
  std::vector<std::string> names;  ///< names or patterns, without a remote: "main", "release/*"
  std::vector<Branch> branches;    ///< that exist in this clone

  /// Whether `ref` ("refs/heads/main") is a mainline branch, whatever this clone has of it.
  [[nodiscard]] bool has(std::string_view ref, const std::vector<std::string>& remotes) const;
  /// What a branch called `name` stands for; nullptr when this clone lacks it.
  [[nodiscard]] const Branch* find(std::string_view name,
                                   const std::vector<std::string>& remotes) const;
};

/// From the patterns of dcr.yaml; else the remote's HEAD; else `default_branch` (what a CI system
/// says); else `main` or `master`.
Result<Mainline> find_mainline(const Repository& repository,
                               const std::vector<std::string>& patterns,
                               const std::string& default_branch);

/// The branches that a name or pattern stands for, as Mainline chooses them.
Result<std::vector<Branch>> branches_called(const Repository& repository,
                                            const std::string& pattern);

/// "main" of "refs/heads/main" and of "refs/remotes/origin/main"; empty for other references.
std::string branch_name(std::string_view ref, const std::vector<std::string>& remotes);

/// "origin/main" of "refs/remotes/origin/main".
std::string short_ref(std::string_view ref);

}  // namespace dcr::git
