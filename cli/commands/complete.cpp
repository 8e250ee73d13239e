// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"
#include "cli/completion/offers.hpp"
#include "cli/session.hpp"
#include "core/process/child.hpp"

#include <memory>

namespace dcr::cli {
namespace {

Result<ExitCode> run(const std::vector<std::string>& words, const Session& here) {
  // A press of the tab key starts no filter, no fetch and no program that a repository names.
  process::forbid_programs();
  const PartialLine line = read_partial_line(words);
  GlobalOptions globals;
  if (const auto folders = line.given.find("-C"); folders != line.given.end()) {
    globals.folders = folders->second;
  }
  const Result<Session> there = Session::begin(globals);
  if (!there) return ExitCode::yes;  // The folder is still being typed.
  Result<void> printed = here.print(to_lines(complete(*there, line)));
  if (!printed) return printed.error();
  return ExitCode::yes;
}

Invocation set_up() {
  auto words = std::make_shared<std::vector<std::string>>();
  return {
      .positionals = {.value_name = "WORD",
                      .help = "The words after 'dcr', the last one up to the cursor; after --",
                      .completes = Completes::nothing,
                      .target = words.get()},
      .run = [words](const Session& session) { return run(*words, session); },
  };
}

}  // namespace

extern const Command complete_command;
// Hidden: the scripts that 'dcr completion' prints call it.
const Command complete_command{
    .name = "complete",
    .group = Group::hidden,
    .summary = "Print what may stand where the cursor is",
    .description = "A line that says whether paths may stand there too, then a line for each word.",
    .examples = {{"dcr complete -- show ord", "the contracts whose names begin with 'ord'"}},
    .setup = set_up,
};

}  // namespace dcr::cli
