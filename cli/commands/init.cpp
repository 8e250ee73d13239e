// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"
#include "cli/commands/init_ci.hpp"
#include "cli/commands/init_files.hpp"
#include "cli/commands/init_hooks.hpp"
#include "cli/commands/new_file.hpp"
#include "cli/schemas.hpp"
#include "cli/session.hpp"
#include "core/base/text.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <string>
#include <system_error>

namespace dcr::cli {
namespace {

namespace fs = std::filesystem;

struct NewFile {
  std::string_view path;
  std::string text;
};

/// Where dcr.yaml belongs.
struct Place {
  fs::path root;
  bool in_git = false;
};

Result<Place> find_place(const Session& session) {
  Result<std::shared_ptr<const git::Repository>> repository = session.open_repository();
  if (!repository) {
    if (repository.error().kind != ErrorKind::not_found) return repository.error();
    return Place{.root = ".", .in_git = false};
  }
  if ((*repository)->is_bare()) {
    return Error{ErrorKind::usage,
                 "a bare repository has no folder to write files into",
                 {},
                 "run dcr init in a clone of it"};
  }
  const bool at_top = (*repository)->prefix().empty();
  return Place{.root = at_top ? fs::path(".") : fs::path((*repository)->worktree()),
               .in_git = true};
}

std::vector<NewFile> files_for(const fs::path& root) {
  std::vector<NewFile> files{{"dcr.yaml", std::string(initial_config)}};
  // Where contracts are already kept, an example is one contract too many.
  std::error_code ignored;
  const fs::path folder = root / "contracts";
  const bool holds_any = fs::exists(folder, ignored) && !fs::is_empty(folder, ignored);
  if (holds_any && !fs::exists(folder / "example.yaml", ignored)) return files;
  files.push_back(
      {"contracts/example.yaml", std::string(schema_line) + std::string(initial_contract)});
  files.push_back({".dcr/contract.schema.json", std::string(contract_schema())});
  return files;
}

Result<ExitCode> run(const Session& session) {
  Result<Place> place = find_place(session);
  if (!place) return place.error();
  std::string said;
  bool wrote_any = false;
  const std::vector<NewFile> files = files_for(place->root);
  for (const NewFile& file : files) {
    const fs::path path = (place->root / file.path).lexically_normal();
    Result<Written> outcome = write_new(path, file.text);
    if (!outcome) return outcome.error();
    const bool written = *outcome == Written::now;
    said += fmt::format("{} {}\n", written ? "wrote" : "kept ", printable(path.string()));
    wrote_any = wrote_any || written;
  }
  if (wrote_any) {
    said += "\nNext\n";
    if (files.size() > 1) said += first_step;
    said += next_steps;
  } else {
    said += "\nnothing to do: every file is already there\n";
  }
  if (Result<void> printed = session.print(said); !printed) return printed.error();
  if (!place->in_git) session.note("this is no git repository yet: run git init");
  return wrote_any ? ExitCode::yes : ExitCode::no;
}

struct InitOptions {
  bool hooks = false;
  std::string ci;
};

/// Hooks and CI are asked for by themselves: whoever wants them has a dcr.yaml, or needs none.
Result<ExitCode> run_with(const InitOptions& options, const Session& session) {
  if (!options.hooks && options.ci.empty()) return run(session);
  ExitCode code = ExitCode::yes;
  if (options.hooks) {
    const auto installed = install_hooks(session);
    if (!installed) return installed.error();
    code = *installed;
  }
  if (options.ci.empty()) return code;
  const auto place = find_place(session);
  if (!place) return place.error();
  const auto written = write_ci(session, place->root, options.ci);
  if (!written) return written.error();
  return code == ExitCode::yes ? *written : code;
}

Invocation set_up() {
  auto options = std::make_shared<InitOptions>();
  return {
      .options = {{.name = "--hooks",
                   .help = "Install git's hooks, and nothing else",
                   .target = &options->hooks},
                  {.name = "--ci",
                   .value_name = "SYSTEM",
                   .help = "Write the job of a CI system, and nothing else",
                   .choices = {"github", "gitlab"},
                   .target = &options->ci}},
      .run = [options](const Session& session) { return run_with(*options, session); },
  };
}

}  // namespace

extern const Command init_command;
const Command init_command{
    .name = "init",
    .group = Group::start,
    .summary = "Write dcr.yaml and a first contract",
    .description =
        "Writes dcr.yaml, contracts/example.yaml and the schema that editors check contracts with, "
        "and shows how to call dcr from a hook and from CI. Files that exist are kept as they are; "
        "where all of them exist the exit code is 1. In a git repository the files go to its top "
        "folder.\n\n"
        "With --hooks it installs git's hooks and writes nothing else: pre-commit and pre-push "
        "where git looks for them (core.hooksPath, and the folder that worktrees share), in a bare "
        "repository pre-receive. A hook of somebody else is left alone; then the line that it "
        "lacks is told, and the exit code is 1. dcr help hook says what the hooks do.\n\n"
        "With --ci it writes the job of a CI system: .github/workflows/data-contracts.yml, or "
        ".gitlab/data-contracts.yml and a .gitlab-ci.yml that includes it. The job needs a dcr "
        "that is installed where it runs.",
    .examples = {{"dcr init", "start in this repository"},
                 {"dcr init --ci github", "judge every pull request"},
                 {"dcr init --hooks", "judge every commit and push of this clone"}},
    .setup = set_up,
};

}  // namespace dcr::cli
