// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/init_hooks.hpp"

#include "cli/commands/new_file.hpp"
#include "cli/session.hpp"
#include "core/base/atomic_file.hpp"
#include "core/base/text.hpp"
#include "core/git/hooks_folder.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <system_error>

namespace dcr::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_hook = std::size_t{1} << 20;

struct Hook {
  std::string_view name;
  std::string_view script;
  std::string_view line;  ///< for a shell script of somebody else: stops it where dcr says no
};

constexpr Hook pre_commit{.name = "pre-commit",
                          .script = R"(#!/bin/sh
# From dcr init --hooks: refuses a commit that breaks a data contract.
exec dcr hook pre-commit
)",
                          .line = "dcr hook pre-commit || exit 1"};

// Whatever else runs in these two may read what git says on stdin, too.
constexpr Hook pre_push{
    .name = "pre-push",
    .script = R"(#!/bin/sh
# From dcr init --hooks: refuses a push to the mainline that breaks a data contract.
exec dcr hook pre-push "$@"
)",
    .line =
        R"(t=$(mktemp) && cat >"$t" && dcr hook pre-push "$@" <"$t" || { rm -f "$t"; exit 1; }; )"
        R"(exec <"$t"; rm -f "$t")"};

constexpr Hook pre_receive{
    .name = "pre-receive",
    .script = R"(#!/bin/sh
# From dcr init --hooks: refuses a push to a protected branch that breaks a data contract.
exec dcr hook pre-receive
)",
    .line = R"(t=$(mktemp) && cat >"$t" && dcr hook pre-receive <"$t" || { rm -f "$t"; exit 1; }; )"
            R"(exec <"$t"; rm -f "$t")"};

constexpr std::array hooks_of_clone = {pre_commit, pre_push};
constexpr std::array hooks_of_server = {pre_receive};

/// As a person standing here writes the path.
std::string shown(const fs::path& path) {
  std::error_code failure;
  const fs::path here = fs::current_path(failure);
  const fs::path relative = failure ? fs::path() : path.lexically_relative(here);
  const bool below = !relative.empty() && *relative.begin() != "..";
  return printable((below ? relative : path).string());
}

bool is_shell_script(std::string_view text) {
  const std::string_view first = line_of(text, 1);
  if (!first.starts_with("#!")) return false;
  // The program, without its path and options; `env` only looks it up.
  return first.find("sh", first.find_last_of("/")) != std::string_view::npos;
}

/// The same for a hook that the pre-commit framework installed. It hands on nothing of what git
/// says about a push, so there the commit is judged that is checked out.
std::string entry_to_add(const Hook& hook) {
  const bool is_push = hook.name == "pre-push";
  return fmt::format(R"(      add to the repos of .pre-commit-config.yaml:
  - repo: local
    hooks:
      - {{id: dcr-{0}, name: dcr {0}, entry: {1}, language: system, stages: [{2}],
         pass_filenames: false, always_run: true}}
)",
                     hook.name, is_push ? "dcr check --head HEAD" : "dcr check --staged",
                     is_push ? "push" : "commit");
}

bool is_of_framework(std::string_view text) {
  return text.find("pre-commit.com") != std::string_view::npos;
}

/// What somebody else's hook lacks, in words to copy.
std::string what_to_add(const Hook& hook, const std::string& path, std::string_view text) {
  const std::string out = fmt::format("kept  {}, which does not run dcr\n", path);
  if (is_of_framework(text)) return out + entry_to_add(hook);
  if (!is_shell_script(text)) {
    return out + fmt::format(
                     "      it is no shell script: have it run 'dcr hook {}' with what git "
                     "gives it, and fail where that fails\n",
                     hook.name);
  }
  return out + fmt::format("      add this line below its first:\n{}\n", hook.line);
}

/// Whether the framework's configuration speaks of dcr.
bool framework_runs_dcr(const std::string& worktree) {
  const auto text = read_whole_file(worktree + "/.pre-commit-config.yaml", largest_hook);
  return text && text->find("dcr") != std::string::npos;
}

struct Outcome {
  std::string said;
  bool runs_dcr = true;
};

Outcome judge_present(const Hook& hook, const fs::path& path, const std::string& worktree) {
  const auto text = read_whole_file(path.string(), largest_hook);
  const bool runs_dcr =
      text && (text->find(fmt::format("dcr hook {}", hook.name)) != std::string::npos ||
               (is_of_framework(*text) && framework_runs_dcr(worktree)));
  if (!runs_dcr) return {what_to_add(hook, shown(path), text.value_or("")), false};
  if (::access(path.c_str(), X_OK) == 0) return {fmt::format("kept  {}\n", shown(path)), true};
  return {fmt::format("kept  {0}, which git does not run: it is not executable\n"
                      "      chmod +x {0}\n",
                      shown(path)),
          false};
}

Result<Outcome> install(const Hook& hook, const fs::path& path, const std::string& worktree) {
  const auto written = write_new(path, hook.script);
  if (!written) return written.error();
  if (*written == Written::was_there) return judge_present(hook, path, worktree);
  std::error_code failure;
  constexpr auto executable =
      fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec;
  fs::permissions(path, executable, fs::perm_options::add, failure);
  if (!failure) return Outcome{fmt::format("wrote {}\n", shown(path)), true};
  return Error{ErrorKind::io,
               fmt::format("cannot make '{}' executable: {}", shown(path), failure.message()),
               {},
               {}};
}

}  // namespace

Result<ExitCode> install_hooks(const Session& session) {
  const auto repository = session.open_repository();
  if (!repository) return repository.error();
  const auto folder = git::hooks_folder(**repository, session.environment());
  if (!folder) return folder.error();
  const bool is_bare = (*repository)->is_bare();
  const std::span<const Hook> hooks =
      is_bare ? std::span<const Hook>(hooks_of_server) : std::span<const Hook>(hooks_of_clone);
  std::string said;
  bool all_run = true;
  for (const Hook& hook : hooks) {
    const auto outcome =
        install(hook, fs::path(*folder).lexically_normal() / hook.name, (*repository)->worktree());
    if (!outcome) return outcome.error();
    said += outcome->said;
    all_run = all_run && outcome->runs_dcr;
  }
  if (auto printed = session.print(said); !printed) return printed.error();
  return all_run ? ExitCode::yes : ExitCode::no;
}

}  // namespace dcr::cli
