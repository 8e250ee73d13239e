// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/repository.hpp"

#include <optional>
#include <string>
#include <vector>

namespace dcr::git {

/// What is judged, and what the user said about the base.
struct BaselineRequest {
  std::optional<std::string> against{};        ///< `--against REV`
  bool tip = false;                            ///< `--tip`: a branch itself, not its merge base
  std::optional<std::string> head_revision{};  ///< `--head REV`; else the working tree or the index
  std::vector<std::string> mainline{};         ///< names and patterns of dcr.yaml; empty = find it
  Environment environment{};                   ///< CI variables; required
};

/// The commit to compare with, and why that one.
struct Baseline {
  std::optional<ObjectId> commit;  ///< empty when there is nothing to compare with
  std::string folder;              ///< of `REV:folder`; empty = the whole tree
  std::string revision;            ///< "origin/main", "HEAD", as asked; empty when there is none
  std::string reason;              ///< for people: "merge base with origin/main"
  std::optional<ObjectId> mainline_tip;
  std::string mainline_name;  ///< "origin/main"; empty when no mainline is known
  bool is_ci = false;         ///< a CI system's variables decided
};

/// Finds what consumers can already see: the base of `check`. Reads refs and commits, never the
/// network. In CI, and for a commit given as head, the base is never the judged commit itself.
///
/// Errors: not_found for a revision that is none; usage for `@release`, which names no commit;
/// unavailable when this clone lacks the answer, with the `git fetch` that mends it.
Result<Baseline> find_baseline(const Repository& repository, const BaselineRequest& request);

}  // namespace dcr::git
