// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/config.hpp"
#include "core/git/repository.hpp"

#include <string>

namespace dcr::check {

/// The file of the working tree that is to be registered.
///
/// Errors: usage, saying why it cannot be: it is not there, no regular file, outside the configured
/// globs, or not git's to commit.
Result<FileRef> find_contract_file(const git::Repository& repository, const Snapshot& worktree,
                                   const Config& config, const std::string& path);

/// The error for a file that holds no contract.
[[nodiscard]] Error no_contract_in(const std::string& path);

}  // namespace dcr::check
