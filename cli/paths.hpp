// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/repository.hpp"

#include <string>

namespace dcr::cli {

/// A path the user named, relative to the repository's root: "" is the root itself.
///
/// Errors: usage when it lies outside the repository.
Result<std::string> repository_path(const git::Repository& repository, const std::string& named);

}  // namespace dcr::cli
