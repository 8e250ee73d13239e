// SPDX-License-Identifier: Apache-2.0
#include "cli/completion/completion.hpp"

#include "cli/command.hpp"
#include "cli/session.hpp"
#include "core/base/text.hpp"

#include <fmt/format.h>

#include <memory>

namespace dcr::cli {
namespace {

struct Shell {
  std::string_view name;
  std::string_view (*script)();
};

constexpr std::array shells{
    Shell{"bash", bash_completion},
    Shell{"zsh", zsh_completion},
    Shell{"fish", fish_completion},
};

std::vector<std::string_view> shell_names() {
  std::vector<std::string_view> names;
  for (const Shell& shell : shells) names.push_back(shell.name);
  return names;
}

Result<ExitCode> run(const std::vector<std::string>& names, const Session& session) {
  if (names.empty()) {
    return Error{
        ErrorKind::usage, "completion needs the name of a shell: bash, zsh or fish", {}, {}};
  }
  for (const Shell& shell : shells) {
    if (shell.name != names.front()) continue;
    Result<void> printed = session.print(shell.script());
    if (!printed) return printed.error();
    return ExitCode::yes;
  }
  return Error{ErrorKind::usage,
               fmt::format("no completion for '{}'{}", printable(names.front()),
                           did_you_mean(names.front(), shell_names())),
               {},
               "the shells are bash, zsh and fish"};
}

Invocation set_up() {
  auto names = std::make_shared<std::vector<std::string>>();
  return {
      .positionals = {.value_name = "SHELL",
                      .help = "bash, zsh or fish",
                      .at_most = 1,
                      .required = true,
                      .choices = shell_names(),
                      .completes = Completes::nothing,
                      .target = names.get()},
      .run = [names](const Session& session) { return run(*names, session); },
  };
}

}  // namespace

extern const Command completion_command;
const Command completion_command{
    .name = "completion",
    .group = Group::start,
    .summary = "Print a script that completes dcr's command line",
    .description = "Packages install these scripts; this command is for a dcr without a package.",
    .examples = {{"dcr completion bash >> ~/.bash_completion", "for bash"},
                 {"dcr completion zsh > ~/.zfunc/_dcr", "for zsh, with ~/.zfunc in fpath"},
                 {"dcr completion fish > ~/.config/fish/completions/dcr.fish", "for fish"}},
    .setup = set_up,
};

}  // namespace dcr::cli
