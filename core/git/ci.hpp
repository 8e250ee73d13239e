// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/repository.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace dcr::git {

/// What started a run of a CI system, as far as it decides which base to compare with.
enum class CiEvent {
  request,      ///< a pull, merge or change request
  merge_group,  ///< a queue merges several requests
  push,         ///< commits arrived on a branch
  other,        ///< a schedule, a tag, a person, or the system does not say
};

/// What a CI system says about the commit that dcr judges.
///
/// Units: branches are short names ("main"); ids are as the system gives them, also shortened.
struct CiRun {
  std::string system{};  ///< "GitHub Actions"
  CiEvent event = CiEvent::other;
  /// The judged commit merges a request into its target for trial: its first parent is the target.
  bool is_test_merge = false;
  std::string target{};   ///< the branch a request goes to; empty when not said
  std::string base_id{};  ///< of the target, of the merge group, or before the push; may be ""
  std::string branch{};   ///< the branch that runs; empty for tags and when not said
  std::string default_branch{};  ///< of the repository; empty when not said
  std::string full_history{};    ///< the setting that clones all of history: "fetch-depth: 0"
};

/// What the variables of a CI system say about `head`. Empty outside of CI, and when they are about
/// another checkout: a test that runs in CI has repositories of its own.
///
/// Source: the variables that GitHub Actions, GitLab CI/CD, Bitbucket Pipelines, Azure Pipelines,
/// Buildkite, Jenkins (with its git and branch source plugins) and CircleCI document.
std::optional<CiRun> find_ci_run(const Environment& environment, const Commit& head,
                                 std::string_view worktree);

}  // namespace dcr::git
