// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.hpp"
#include "cli/file_page.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dcr::cli {

/// "dcr 0.1.0" and a line end.
[[nodiscard]] std::string version_line();

/// What `dcr --help` shows: the commands by group, the options of all, the exit codes.
[[nodiscard]] std::string overview();

/// What `dcr COMMAND --help` shows.
[[nodiscard]] std::string command_help(const Command& command);

/// What `dcr help FILE` shows: its keys and an example.
[[nodiscard]] std::string file_help(const FilePage& page);
/// "string, required": what a key is, in a few words; empty where there is nothing to say.
[[nodiscard]] std::string key_facts(const FileKey& key);
/// What a key means, what it may be, its default and an example.
[[nodiscard]] std::string key_sentences(const FileKey& key);

/// The arguments of a command as a usage line names them, one piece an option:
/// "[--staged]", "[--format FMT]...", "[PATH...]".
[[nodiscard]] std::vector<std::string> usage_pieces(const Invocation& invocation);

/// `text` broken at blanks so that no line passes column 80; all lines but the first are indented.
///
/// Units: columns, for bytes of ASCII; `first_column` is where the first line starts.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t indent,
                                  std::size_t first_column);

/// The paragraphs of a description, each on one line.
[[nodiscard]] std::vector<std::string> paragraphs(std::string_view description);

/// The help of an option with its choices: what help, manual and completions show.
[[nodiscard]] std::string full_help(const Option& option);

}  // namespace dcr::cli
