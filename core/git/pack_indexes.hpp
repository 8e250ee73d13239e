// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"

#include <string>

namespace dcr::git {

/// Looks whether every offset in the indexes of the packs of `folder`, an objects folder, lies in
/// its pack: libgit2 1.5 reads memory that is not its own where one does not. Costs a pass over the
/// offsets: a millisecond for a million objects. What is no index of version 2 is left to libgit2.
///
/// Errors: git, naming the pack.
/// Source: git's Documentation/gitformat-pack.txt.
Result<void> check_pack_indexes(const std::string& folder);

}  // namespace dcr::git
