// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace dcr::git {

/// What dcr reads of the event that GitHub Actions leaves in a file. Empty = not said.
struct GithubEvent {
  std::string before;        ///< of a push: where the branch was
  std::string request_head;  ///< the last commit of the pull request
  std::string request_base;  ///< the target's tip when the event happened
  std::string request_target;
  std::string group_base;  ///< of a merge group
  std::string group_target;
  std::string default_branch;
};

/// Reads the event file. A file that is missing, too large or not JSON says nothing: the variables
/// beside it are enough for a base, only a coarser one.
GithubEvent read_github_event(const std::string& path);

}  // namespace dcr::git
