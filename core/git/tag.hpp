// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/git/repository.hpp"

#include <string>

namespace dcr::git {

/// An annotated tag.
struct TagRequest {
  std::string reference;  ///< "refs/tags/users.daily_active/v1.2.0"
  std::string message;
  std::string folder = ".";  ///< where git is started, as CommitRequest has it
  Environment environment;
};

/// Whether the tag can be made, asked before anything is committed.
///
/// Errors: absent when there is one of that name, or one that leaves no room for it; usage for a
/// name git does not take.
Result<void> require_free_tag(const TagRequest& request);

/// Makes the tag; it is signed where git's configuration says so.
///
/// Errors: git, in git's own words.
Result<void> make_tag(const TagRequest& request, const ObjectId& commit);

}  // namespace dcr::git
