// SPDX-License-Identifier: Apache-2.0
#include "cli/man_page.hpp"

#include "cli/command.hpp"
#include "cli/session.hpp"

#include <memory>

namespace dcr::cli {
namespace {

Result<ExitCode> run(const std::vector<std::string>& names, const Session& session) {
  const Command* command = names.empty() ? nullptr : find_command(names.front());
  if (!names.empty() && !command) return unknown_command(names.front());
  Result<void> printed = session.print(command ? man_page(*command) : man_page());
  if (!printed) return printed.error();
  return ExitCode::yes;
}

Invocation set_up() {
  auto names = std::make_shared<std::vector<std::string>>();
  return {
      .positionals = {.value_name = "COMMAND",
                      .help = "The command to describe; dcr itself when absent",
                      .at_most = 1,
                      .completes = Completes::command,
                      .target = names.get()},
      .run = [names](const Session& session) { return run(*names, session); },
  };
}

}  // namespace

extern const Command man_page_command;
// Hidden: it makes the files below man/, which packages install; a user calls man.
const Command man_page_command{
    .name = "man-page",
    .group = Group::hidden,
    .summary = "Print the manual page of dcr or of one command",
    .description = "In mdoc, as the files below man/ hold it.",
    .examples = {{"dcr man-page rules", "the source of dcr-rules(1)"}},
    .setup = set_up,
};

}  // namespace dcr::cli
