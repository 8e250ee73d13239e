// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/git/repository.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace dcr::git {

// Files of the working tree as they lie on the disk: no filter of git is applied, no symbolic link
// followed, so nothing outside of the worktree is ever read or written.
//
// Units: `path` relative to the worktree, with `/`.
// Errors of all: usage in a bare repository, and where the file or a folder of it is a symbolic
// link; io when the system refuses.

/// The content; empty when there is no such file.
Result<std::optional<std::string>> read_working_file(const Repository& repository,
                                                     const std::string& path);

/// Replaces the file in one step, keeping its permissions, or makes it and the folders above it.
Result<void> write_working_file(const Repository& repository, const std::string& path,
                                std::string_view content);

Result<void> delete_working_file(const Repository& repository, const std::string& path);

}  // namespace dcr::git
