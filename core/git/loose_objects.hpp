// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"

#include <git2.h>

#include <string>
#include <vector>

namespace dcr::git {

/// Has loose objects of `folder`, and of the folders it borrows from, read here and not by libgit2:
/// 1.5 never comes back from one whose end is missing, as a power cut leaves them. To be called
/// before anything is read. Packs are still asked first.
Result<void> read_loose_objects_here(git_odb* objects, const std::string& folder);

/// An objects folder and those it borrows objects from, as git follows them.
[[nodiscard]] std::vector<std::string> with_alternates(const std::string& folder);

}  // namespace dcr::git
