// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/git/repository.hpp"

#include <string>

namespace dcr::git {

/// The configuration that comes with a command (`git -c`, GIT_CONFIG_COUNT) as the text of a
/// configuration file; empty when there is none.
///
/// Errors: git when the variables are broken, as git refuses them.
/// Source: the manual page of git-config, GIT_CONFIG_COUNT; `git -c` hands its values to hooks in
/// GIT_CONFIG_PARAMETERS: `'key'='value'` with shell quotes (git 2.31), `'key=value'` before.
Result<std::string> configuration_of_variables(const Environment& environment);

}  // namespace dcr::git
