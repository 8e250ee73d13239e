// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/repository.hpp"

#include <string>

namespace dcr::git {

/// Where git looks for the hooks of a repository: `core.hooksPath`, else the folder that linked
/// worktrees share. Absolute; it need not exist.
///
/// Source: the manual page githooks; a relative path begins where hooks run, at the top.
Result<std::string> hooks_folder(const Repository& repository, const Environment& environment);

}  // namespace dcr::git
