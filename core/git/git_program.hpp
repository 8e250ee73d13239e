// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/git/repository.hpp"
#include "core/process/child.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dcr::git {

/// Runs the git program in `folder`, with git's variables exactly as `environment` has them. It
/// never prompts and never refreshes the index as a side effect.
///
/// Errors: as process::run. An exit code is no error.
Result<process::Outcome> run_git(const std::string& folder, const Environment& environment,
                                 std::vector<std::string> arguments, std::string_view input = {});

/// The first line git complained with, without "fatal: "; its exit code when it said nothing.
[[nodiscard]] std::string words_of_git(const process::Outcome& outcome);

/// The command git proposes in its complaint (a line that begins with a tab); empty if none.
[[nodiscard]] std::string help_of_git(const process::Outcome& outcome);

/// What git printed, without the line end.
[[nodiscard]] std::string line_of_git(const process::Outcome& outcome);

}  // namespace dcr::git
