// SPDX-License-Identifier: Apache-2.0
#include "cli/completion/completion.hpp"

#include <fmt/format.h>

namespace dcr::cli {
namespace {

constexpr std::string_view fish_quote = "\\'";

std::string quoted(std::string_view text) { return single_quoted(text, fish_quote); }

/// The part of a `complete` line that says what a value may be.
std::string values(const std::vector<std::string_view>& choices, Completes completes) {
  if (!choices.empty()) return " -x -a " + quoted(fmt::format("{}", fmt::join(choices, " ")));
  switch (completes) {
    case Completes::nothing: return " -x";
    case Completes::file: return " -r -F";
    case Completes::folder: return " -x -a '(__fish_complete_directories)'";
    case Completes::revision: return " -x -a " + quoted(fmt::format("({})", list_revisions));
    case Completes::rule: return " -x -a " + quoted(fmt::format("({})", list_rules));
    case Completes::contract: return " -x -a " + quoted(fmt::format("({})", list_contracts));
    case Completes::command:
      return " -x -a " + quoted(fmt::format("{}", fmt::join(command_names(), " ")));
  }
  return "";
}

std::string option_line(std::string_view condition, const Option& option) {
  std::string out = fmt::format("complete -c dcr -n {}", quoted(condition));
  for (const std::string_view name : {option.short_name, option.name}) {
    if (name.empty()) continue;
    out += name.starts_with("--") ? fmt::format(" -l {}", name.substr(2))
                                  : fmt::format(" -s {}", name.substr(1));
  }
  if (!option.value_name.empty()) out += values(option.choices, option.completes);
  return out + fmt::format(" -d {}\n", quoted(option.help));
}

std::string positional_line(std::string_view condition, const Positionals& positionals) {
  const std::string start = fmt::format("complete -c dcr -n {}", quoted(condition));
  if (positionals.completes == Completes::file) return start + " -F\n";
  return start + values(positionals.choices, positionals.completes) + '\n';
}

}  // namespace

std::string fish_completion() {
  constexpr std::string_view no_command = "__fish_use_subcommand";
  std::string out =
      "# fish completion of dcr; printed by 'dcr completion fish'\n\ncomplete -c dcr -f\n";
  for (const Option& option : leading_options()) out += option_line(no_command, option);
  for (const Command* command : shown_commands()) {
    out += fmt::format("complete -c dcr -n {} -a {} -d {}\n", no_command, command->name,
                       quoted(command->summary));
  }
  for (const Command* command : shown_commands()) {
    const Invocation invocation = command->setup();
    const std::string condition = fmt::format("__fish_seen_subcommand_from {}{}{}", command->name,
                                              command->alias.empty() ? "" : " ", command->alias);
    out += '\n';
    for (const Option& option : all_options(invocation)) out += option_line(condition, option);
    if (!invocation.positionals.value_name.empty()) {
      out += positional_line(condition, invocation.positionals);
    }
  }
  return out;
}

}  // namespace dcr::cli
