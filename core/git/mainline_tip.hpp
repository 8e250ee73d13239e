// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/repository.hpp"

#include <optional>
#include <string>
#include <vector>

namespace dcr::git {

/// The commit whose first-parent history says what is registered.
struct MainlineTip {
  std::optional<ObjectId> commit;  ///< empty when there is nothing to read
  std::string name;                ///< "origin/main"; "HEAD" where no mainline is known
};

/// The tip of the mainline. With several mainline branches the one that `head` is on, else the one
/// that `head` left last. Where no mainline is known, `head` itself.
///
/// Errors: those of reading; unavailable where a shallow clone hides the answer.
Result<MainlineTip> mainline_tip(const Repository& repository,
                                 const std::vector<std::string>& patterns,
                                 const std::optional<ObjectId>& head);

/// The mainline as `commit` has it: the newest commit of the first-parent history of `tip` that
/// `commit` holds. What a branch has beyond it is not approved, nor what it merged into itself.
/// Empty when the histories are unrelated.
///
/// Errors: as mainline_tip.
Result<std::optional<ObjectId>> mainline_at(const Repository& repository, const ObjectId& tip,
                                            const ObjectId& commit);

}  // namespace dcr::git
