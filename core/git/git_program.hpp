// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/git/repository.hpp"
#include "core/process/child.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dcr::git {

/// Variables that a program gets differently; without a value the variable is unset.
using EnvironmentChanges = std::vector<std::pair<std::string, std::optional<std::string>>>;

/// Runs the git program in `folder`, with git's variables exactly as `environment` has them. It
/// never prompts and never refreshes the index as a side effect. `changes` win over `environment`.
///
/// Errors: as process::run. An exit code is no error.
Result<process::Outcome> run_git(const std::string& folder, const Environment& environment,
                                 std::vector<std::string> arguments, std::string_view input = {},
                                 const EnvironmentChanges& changes = {});

/// The same for commands that change the repository: hooks and signing find everything as they do
/// when the user types the command, language and prompts included. Only what gives pathspecs
/// another meaning is taken away.
///
/// Errors: as process::run. An exit code is no error.
Result<process::Outcome> run_git_as_user(const std::string& folder, const Environment& environment,
                                         std::vector<std::string> arguments,
                                         std::string_view input = {});

/// The version of the git program: "2.39.5".
///
/// Errors: not_found when there is none.
Result<std::string> git_program_version(const Environment& environment);

/// The first line git complained with, without "fatal: "; its exit code when it said nothing.
[[nodiscard]] std::string words_of_git(const process::Outcome& outcome);

/// Every line that git and the hooks it ran wrote, without the last line end; its exit code when
/// they said nothing.
[[nodiscard]] std::string all_words_of_git(const process::Outcome& outcome);

/// The command git proposes in its complaint (a line that begins with a tab); empty if none.
[[nodiscard]] std::string help_of_git(const process::Outcome& outcome);

/// What git printed, without the line end.
[[nodiscard]] std::string line_of_git(const process::Outcome& outcome);

}  // namespace dcr::git
