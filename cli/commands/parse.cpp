// SPDX-License-Identifier: Apache-2.0
#include "cli/parse.hpp"

#include "cli/command.hpp"
#include "cli/session.hpp"

#include <memory>

namespace dcr::cli {
namespace {

Invocation set_up() {
  auto words = std::make_shared<std::vector<std::string>>();
  return {
      .positionals = {.value_name = "WORD",
                      .help = "The words after 'dcr'; after --",
                      .completes = Completes::nothing,
                      .target = words.get()},
      .run = [words](const Session& /*session*/) -> Result<ExitCode> {
        const Result<Request> request = parse(*words);
        if (!request) return request.error();
        return ExitCode::yes;
      },
  };
}

}  // namespace

extern const Command parse_command;
// Hidden: tests ask by it whether what the documentation shows is a command line at all.
const Command parse_command{
    .name = "parse",
    .group = Group::hidden,
    .summary = "Say whether dcr understands a command line",
    .description = "Reads the words as a command line and runs nothing.",
    .examples = {{"dcr parse -- check --staged", "exits with 0, for check has that option"}},
    .setup = set_up,
};

}  // namespace dcr::cli
