// SPDX-License-Identifier: Apache-2.0
#include "cli/help.hpp"

#include "cli/command.hpp"
#include "cli/session.hpp"

#include <memory>

namespace dcr::cli {
namespace {

Result<ExitCode> run(const std::vector<std::string>& names, const Session& session) {
  const Command* command = names.empty() ? nullptr : find_command(names.front());
  if (!names.empty() && !command) return unknown_command(names.front());
  Result<void> printed = session.print(command ? command_help(*command) : overview());
  if (!printed) return printed.error();
  return ExitCode::yes;
}

Invocation set_up() {
  auto names = std::make_shared<std::vector<std::string>>();
  return {
      .positionals = {.value_name = "COMMAND",
                      .help = "The command to tell of; all of them when absent",
                      .at_most = 1,
                      .completes = Completes::command,
                      .target = names.get()},
      .run = [names](const Session& session) { return run(*names, session); },
  };
}

}  // namespace

extern const Command help_command;
const Command help_command{
    .name = "help",
    .group = Group::learn,
    .summary = "Show the help of dcr or of one command",
    .description = "The same text as 'dcr COMMAND --help'.",
    .examples = {{"dcr help rules", "what 'dcr rules' does and takes"}},
    .setup = set_up,
};

}  // namespace dcr::cli
