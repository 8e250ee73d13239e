// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/exit_code.hpp"
#include "core/base/result.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace dcr::cli {

class Session;

/// What a shell offers where a value is expected.
enum class Completes {
  nothing,
  file,
  folder,
  revision,
  revision_range,  ///< A..B
  rule,
  command,
  help_topic,     ///< a command, or a file whose manual page dcr has
  contract,       ///< a reference to a contract or model: a name, then `@` and a version
  contract_name,  ///< the same without a version
  side,           ///< a reference or a file
  version,        ///< of the contract that the line names
  field,          ///< of the contract that the line names
  name_space,
  mod,
  instance,  ///< a mod by its name in the job that the line names; without a job a mod
  category,  ///< of mods
};

/// Where an option's value goes; the type says how often it may be given. A flag is a `bool`.
using Target =
    std::variant<bool*, std::string*, std::optional<std::string>*, std::vector<std::string>*>;

/// An option as plain data: parsing, help, manual and completions are all made from it.
struct Option {
  std::string_view name{};                   ///< "--staged", or "-C" where there is no long name
  std::string_view short_name{};             ///< "-q"; empty for none
  std::string_view value_name{};             ///< "REV"; empty exactly for flags
  std::string_view help{};                   ///< one sentence without a full stop
  std::vector<std::string_view> choices{};   ///< what the value must be one of; empty = anything
  bool choice_to_file = false;               ///< a choice may be followed by `=FILE`
  std::vector<std::string_view> excludes{};  ///< names of options that may not go with it
  Completes completes = Completes::nothing;
  Target target{};
};

/// The arguments that are not options.
struct Positionals {
  std::string_view value_name{};  ///< "PATH"; empty: the command takes none
  std::string_view help{};
  std::size_t at_most = 0;  ///< 0 = any number
  bool required = false;    ///< for the usage line; the command words the error itself
  std::vector<std::string_view> choices{};
  Completes completes = Completes::file;
  std::vector<std::string>* target = nullptr;  ///< null exactly when value_name is empty
};

/// One use of a command: its options, bound to variables that `run` keeps alive.
struct Invocation {
  std::vector<Option> options{};
  Positionals positionals{};
  std::function<Result<ExitCode>(Session&)> run{};
};

struct Example {
  std::string_view command;
  std::string_view what;
};

/// A heading of `dcr --help`, in its order; hidden commands appear nowhere.
enum class Group { judge, read, change, run, start, learn, hidden };
[[nodiscard]] std::string_view to_string(Group group);

/// An entry of the list in commands.cpp.
struct Command {
  std::string_view name{};
  std::string_view alias{};  ///< another name of it; empty for none
  Group group = Group::hidden;
  std::string_view summary{};      ///< at most 60 characters, capital first, no full stop
  std::string_view description{};  ///< paragraphs divided by an empty line; lines are refilled
  std::vector<Example> examples{};
  Invocation (*setup)() = nullptr;
};

/// Every command, in the order of the help.
[[nodiscard]] std::span<const Command* const> commands();
/// The same without those that are hidden.
[[nodiscard]] std::vector<const Command*> shown_commands();
/// The command called `name`; nullptr when there is none.
[[nodiscard]] const Command* find_command(std::string_view name);
/// The names a user may be told of: not those of hidden commands.
[[nodiscard]] std::vector<std::string_view> command_names();

/// What the exit codes of `command` mean.
[[nodiscard]] std::span<const ExitCodeMeaning> exit_codes_of(const Command& command);

/// The error for a command that is none, with the nearest one.
[[nodiscard]] Error unknown_command(std::string_view name);

}  // namespace dcr::cli
