// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace dcr::git {

/// How often a repository is opened for threads that read at once (Repository::beside): libgit2
/// keeps up to 16 MB of what it read for each pack of each.
constexpr std::size_t most_beside = 8;

}  // namespace dcr::git
