// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"
#include "core/base/text.hpp"

#include <algorithm>
#include <array>

namespace dcr::cli {

// One line a command, in the order of the help.
extern const Command archive_command;
extern const Command bump_command;
extern const Command changelog_command;
extern const Command check_command;
extern const Command complete_command;
extern const Command completion_command;
extern const Command deprecate_command;
extern const Command diff_command;
extern const Command doctor_command;
extern const Command explain_command;
extern const Command export_command;
extern const Command freshness_command;
extern const Command gate_command;
extern const Command help_command;
extern const Command hook_command;
extern const Command impact_command;
extern const Command import_command;
extern const Command init_command;
extern const Command list_registry_command;
extern const Command man_page_command;
extern const Command mod_info_command;
extern const Command owners_command;
extern const Command parse_command;
extern const Command register_command;
extern const Command register_mod_command;
extern const Command remove_command;
extern const Command rules_command;
extern const Command run_mod_command;
extern const Command run_script_command;
extern const Command show_command;
extern const Command sync_command;
extern const Command validate_command;
extern const Command validate_registry_command;
extern const Command versions_command;

namespace {

constexpr std::array all_commands{
    &check_command,         &validate_command,   &gate_command,
    &freshness_command,     &sync_command,       &validate_registry_command,
    &hook_command,

    &list_registry_command, &show_command,       &versions_command,
    &diff_command,          &changelog_command,  &owners_command,
    &impact_command,        &mod_info_command,   &export_command,

    &register_command,      &import_command,     &bump_command,
    &deprecate_command,     &archive_command,    &remove_command,
    &register_mod_command,

    &run_mod_command,       &run_script_command,

    &init_command,          &doctor_command,     &completion_command,

    &rules_command,         &explain_command,    &help_command,
    &man_page_command,      &complete_command,   &parse_command,
};

}  // namespace

std::span<const Command* const> commands() { return all_commands; }

std::vector<const Command*> shown_commands() {
  std::vector<const Command*> shown;
  for (const Command* command : all_commands) {
    if (command->group != Group::hidden) shown.push_back(command);
  }
  return shown;
}

const Command* find_command(std::string_view name) {
  const auto* found =
      std::find_if(all_commands.begin(), all_commands.end(), [&](const Command* command) {
        return command->name == name || (!command->alias.empty() && command->alias == name);
      });
  return found == all_commands.end() ? nullptr : *found;
}

std::vector<std::string_view> command_names() {
  std::vector<std::string_view> names;
  for (const Command* command : shown_commands()) {
    names.push_back(command->name);
    if (!command->alias.empty()) names.push_back(command->alias);
  }
  return names;
}

std::span<const ExitCodeMeaning> exit_codes_of(const Command& command) {
  if (command.group == Group::run) return mod_exit_code_meanings;
  return exit_code_meanings;
}

Error unknown_command(std::string_view name) {
  return {.kind = ErrorKind::usage,
          .message = "no command '" + printable(name) + "'" + did_you_mean(name, command_names()),
          .where = {},
          .help = "dcr --help lists the commands"};
}

std::string_view to_string(Group group) {
  switch (group) {
    case Group::judge: return "Judge contracts";
    case Group::read: return "Read the registry";
    case Group::change: return "Change the registry";
    case Group::run: return "Run mods";
    case Group::start: return "Start";
    case Group::learn: return "Learn";
    case Group::hidden: return "Hidden";
  }
  unreachable();
}

}  // namespace dcr::cli
