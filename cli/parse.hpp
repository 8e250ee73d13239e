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
