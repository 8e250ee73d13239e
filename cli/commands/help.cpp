// SPDX-License-Identifier: Apache-2.0
#include "cli/help.hpp"

#include "cli/command.hpp"
#include "cli/commands/topic.hpp"

namespace dcr::cli {
namespace {

Invocation set_up() {
  return tell_of_topic({.help = "A command, or a file: dcr.yaml, contract, model or mods",
                        .of_dcr = overview,
                        .of_command = command_help,
                        .of_file = file_help});
}

}  // namespace

extern const Command help_command;
const Command help_command{
    .name = "help",
    .group = Group::learn,
    .summary = "Show the help of dcr, of a command or of a file",
    .description =
        "Of a command the same text as 'dcr COMMAND --help'; of a file every key it may "
        "have.",
    .examples = {{"dcr help rules", "what 'dcr rules' does and takes"},
                 {"dcr help contract", "the keys of a contract"},
                 {"dcr help dcr.yaml", "the keys of the configuration"}},
    .setup = set_up,
};

}  // namespace dcr::cli
