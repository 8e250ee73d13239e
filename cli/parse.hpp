// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::cli {

/// What every command understands, before or after its name.
struct GlobalOptions {
  std::vector<std::string> folders;  ///< of -C, in order: each relative to the one before
  std::string colour = "auto";
  bool help = false;
  bool version = false;  ///< only before a command's name
};

/// The options that fill `globals`; `--version` is not one of a command.
[[nodiscard]] std::vector<Option> global_options(GlobalOptions& globals);
[[nodiscard]] Option version_option(GlobalOptions& globals);

// The same as help, manual and completions show them: where their values go is of no interest.

/// The options of every command.
[[nodiscard]] std::vector<Option> shared_options();
/// Those that may stand before a command's name.
[[nodiscard]] std::vector<Option> leading_options();
/// Those of a command, then the shared ones.
[[nodiscard]] std::vector<Option> all_options(const Invocation& invocation);

/// What the command line asks for.
struct Request {
  GlobalOptions globals;
  const Command* command = nullptr;  ///< null when no command was named
  Invocation invocation;             ///< of `command`, its variables filled; not when help is asked
};

/// Reads the arguments after the program's name.
///
/// Errors: usage, naming the word that is wrong and the nearest right one.
Result<Request> parse(std::span<const std::string> arguments);

}  // namespace dcr::cli
