// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.hpp"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::cli {

/// A command line that is still being typed, read as far as it goes: what is wrong in it is passed
/// over, for the user may be about to mend it.
struct PartialLine {
  enum class At { command, option_name, option_value, positional };

  At at = At::command;
  const Command* command = nullptr;  ///< null while it is being typed, and where it is unknown
  Invocation invocation{};           ///< of `command`
  std::vector<Option> options{};     ///< that may stand here: the command's, or the leading ones
  const Option* option = nullptr;    ///< whose value is being typed; of `options`
  /// What was given for each option, by its name; of a flag empty texts.
  std::map<std::string_view, std::vector<std::string>> given{};
  std::vector<std::string> positionals{};  ///< before the cursor
  bool only_positionals = false;           ///< `--` was given
  std::string before{};                    ///< of the current word, before the value: "--format="
  std::string current{};                   ///< of the value, up to the cursor

  /// The last value of an option; empty where it was not given.
  [[nodiscard]] std::string value_of(std::string_view option_name) const;
};

/// Reads the words after the program's name; the last is the one that is being typed.
[[nodiscard]] PartialLine read_partial_line(std::span<const std::string> words);

}  // namespace dcr::cli
