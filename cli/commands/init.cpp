// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"
#include "cli/commands/init_files.hpp"
#include "cli/schemas.hpp"
#include "cli/session.hpp"
#include "core/base/text.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <system_error>

namespace dcr::cli {
namespace {

namespace fs = std::filesystem;

struct NewFile {
  std::string_view path;
  std::string text;
};

enum class Outcome { written, was_there };

Error cannot_write(const fs::path& path, std::string_view reason) {
  return {ErrorKind::io,
          fmt::format("cannot write '{}': {}", printable(path.string()), reason),
          {},
          {}};
}

Result<Outcome> write_new(const fs::path& path, std::string_view text) {
  std::error_code failure;
  // Of "dcr.yaml" the parent is "", which cannot be made.
  if (path.has_parent_path()) fs::create_directories(path.parent_path(), failure);
  if (failure) return cannot_write(path, failure.message());
  // "x": never overwrites, and does not follow a link that leads nowhere.
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "wxe"),
                                                             std::fclose);
  if (!file) {
    if (errno == EEXIST) return Outcome::was_there;
    return cannot_write(path, std::strerror(errno));
  }
  const bool written = std::fwrite(text.data(), 1, text.size(), file.get()) == text.size();
  if (!written || std::fflush(file.get()) != 0) return cannot_write(path, std::strerror(errno));
  return Outcome::written;
}

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
  if (fs::exists(root / "contracts", ignored) && !fs::exists(root / "contracts/example.yaml")) {
    return files;
  }
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
  for (const NewFile& file : files_for(place->root)) {
    const fs::path path = (place->root / file.path).lexically_normal();
    Result<Outcome> outcome = write_new(path, file.text);
    if (!outcome) return outcome.error();
    const bool written = *outcome == Outcome::written;
    said += fmt::format("{} {}\n", written ? "wrote" : "kept ", printable(path.string()));
    wrote_any = wrote_any || written;
  }
  said += wrote_any ? next_steps : "\nnothing to do: every file is already there\n";
  if (Result<void> printed = session.print(said); !printed) return printed.error();
  if (!place->in_git) session.note("this is no git repository yet: run git init");
  return wrote_any ? ExitCode::yes : ExitCode::no;
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
        "folder.",
    .examples = {{"dcr init", "start in this repository"}},
    .setup = [] { return Invocation{.run = [](const Session& session) { return run(session); }}; },
};

}  // namespace dcr::cli
