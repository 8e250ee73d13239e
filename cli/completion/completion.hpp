// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dcr::cli {

// Scripts that complete dcr's command line. Commands, options and choices are written into them;
// names of rules and revisions are asked of dcr and git when they are needed.

[[nodiscard]] std::string bash_completion();
[[nodiscard]] std::string zsh_completion();
[[nodiscard]] std::string fish_completion();

/// What is common to the three: the commands a user may know, and all options of one.
[[nodiscard]] std::vector<const Command*> shown_commands();
[[nodiscard]] std::vector<Option> all_options(const Invocation& invocation);
/// Those before a command's name.
[[nodiscard]] std::vector<Option> leading_options();

/// `text` between single quotes, `quote` standing for a quote inside.
[[nodiscard]] std::string single_quoted(std::string_view text, std::string_view quote);

/// The command that lists the branches and tags of a repository; the same in every shell.
inline constexpr std::string_view list_revisions =
    "git for-each-ref --format='%(refname:short)' 2>/dev/null";
inline constexpr std::string_view list_contracts =
    "dcr list-registry --names --include-deprecated 2>/dev/null";
inline constexpr std::string_view list_rules = "dcr rules --names 2>/dev/null";

}  // namespace dcr::cli
