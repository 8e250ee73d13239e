// SPDX-License-Identifier: Apache-2.0
#include "core/git/commit.hpp"

#include "core/base/atomic_file.hpp"
#include "core/base/text.hpp"
#include "core/git/git_program.hpp"

#include <fmt/format.h>

#include <array>
#include <csignal>
#include <filesystem>
#include <memory>

namespace dcr::git {
namespace {

namespace fs = std::filesystem;

/// One path and nothing that matches it, wherever git is started. The option --literal-pathspecs
/// would do the same, but hooks inherit it, and their own patterns would match nothing.
std::string literal(const std::string& path) { return ":(top,literal)" + path; }

std::vector<std::string> with_paths(std::vector<std::string> arguments,
                                    const std::vector<std::string>& paths) {
  arguments.emplace_back("--");
  for (const std::string& path : paths) arguments.push_back(literal(path));
  return arguments;
}

/// While it lives, Ctrl-C ends git and not dcr, which still has to put the index back.
class InterruptsHeld {
 public:
  InterruptsHeld() {
    sigset_t held;
    sigemptyset(&held);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&held, signal);
    pthread_sigmask(SIG_BLOCK, &held, &before_);
  }
  InterruptsHeld(const InterruptsHeld&) = delete;
  InterruptsHeld& operator=(const InterruptsHeld&) = delete;
  ~InterruptsHeld() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

Result<process::Outcome> ask(const CommitRequest& request, std::vector<std::string> arguments,
                             std::string_view input = {}) {
  return run_git_as_user(request.folder, request.environment, std::move(arguments), input);
}

/// The paths git does not know yet: neither the index nor HEAD has them.
Result<std::vector<std::string>> unknown_paths(const Repository& repository,
                                               const CommitRequest& request) {
  const auto head = repository.head();
  if (!head) return head.error();
  std::unique_ptr<Snapshot> committed = Repository::empty_snapshot();
  if (*head) {
    auto snapshot = repository.commit_snapshot(**head);
    if (!snapshot) return snapshot.error();
    committed = std::move(*snapshot);
  }
  std::vector<std::string> unknown;
  for (const std::string& path : request.paths) {
    if (committed->find(path)) continue;
    // Intent-to-add entries count as known here, which the snapshot of the index leaves out.
    const auto listed = ask(request, with_paths({"ls-files", "-z", "--cached"}, {path}));
    if (!listed) return listed.error();
    if (!listed->succeeded()) {
      return Error{ErrorKind::git, "cannot read the index: " + all_words_of_git(*listed), {}, {}};
    }
    if (listed->output.empty()) unknown.push_back(path);
  }
  return unknown;
}

Error refusal(const process::Outcome& outcome) {
  return Error{ErrorKind::git,
               "git did not commit, and everything is as it was:\n" + all_words_of_git(outcome),
               {},
               {}};
}

Result<Committed> commit_known(const Repository& repository, const CommitRequest& request) {
  const auto outcome =
      ask(request, with_paths({"commit", "--quiet", "--only", "--file=-"}, request.paths),
          request.message);
  if (!outcome) return outcome.error();
  if (!outcome->succeeded()) return refusal(*outcome);
  const auto head = repository.head();
  if (!head) return head.error();
  if (!*head) return Error{ErrorKind::git, "git committed, but HEAD names no commit", {}, {}};
  const bool silent = outcome->errors.find_first_not_of("\r\n") == std::string::npos;
  return Committed{**head, silent ? "" : all_words_of_git(*outcome)};
}

struct State {
  std::string_view file;  // of the git folder
  std::string_view what;
  std::string_view command;
};

// In this order: a stopped rebase has a CHERRY_PICK_HEAD of its own.
constexpr std::array states{
    State{"rebase-merge", "a rebase", "rebase"},
    State{"rebase-apply/applying", "git am", "am"},
    State{"rebase-apply", "a rebase", "rebase"},
    State{"MERGE_HEAD", "a merge", "merge"},
    State{"CHERRY_PICK_HEAD", "a cherry-pick", "cherry-pick"},
    State{"REVERT_HEAD", "a revert", "revert"},
};

/// Between two picks of a sequence neither head exists, only the list of what is left.
std::string_view sequence_under_way(const std::string& git_folder) {
  std::error_code failure;
  const fs::path remaining = fs::path(git_folder) / "sequencer" / "todo";
  if (!fs::exists(remaining, failure)) return {};
  const auto text = read_whole_file(remaining.string(), std::size_t{1} << 20);
  return text && text->starts_with("revert") ? "revert" : "cherry-pick";
}

Error unfinished(std::string_view what, std::string_view command) {
  return {ErrorKind::git,
          fmt::format("{} is unfinished", what),
          {},
          fmt::format("git {0} --continue, or git {0} --abort", command)};
}

}  // namespace

Result<void> require_committable(const Repository& repository) {
  if (repository.is_bare()) {
    return Error{ErrorKind::usage,
                 "a bare repository has no working tree to commit from",
                 {},
                 "work in a clone of it"};
  }
  std::error_code failure;
  for (const State& state : states) {
    if (fs::exists(fs::path(repository.git_folder()) / state.file, failure)) {
      return unfinished(state.what, state.command);
    }
  }
  const std::string_view command = sequence_under_way(repository.git_folder());
  if (!command.empty()) return unfinished(fmt::format("a {}", command), command);
  return {};
}

Result<Committed> commit_only(const Repository& repository, const CommitRequest& request) {
  if (auto possible = require_committable(repository); !possible) return possible.error();
  const InterruptsHeld held;
  const auto unknown = unknown_paths(repository, request);
  if (!unknown) return unknown.error();
  if (!unknown->empty()) {
    // `git commit --only` takes no path it does not know.
    const auto added = ask(request, with_paths({"add", "--intent-to-add"}, *unknown));
    if (!added) return added.error();
    if (!added->succeeded()) return refusal(*added);
  }
  auto committed = commit_known(repository, request);
  if (committed || unknown->empty()) return committed;
  const auto forgotten = ask(request, with_paths({"reset", "--quiet"}, *unknown));
  if (!forgotten) return forgotten.error();
  if (!forgotten->succeeded()) {
    return Error{
        ErrorKind::git,
        fmt::format("{}\n'{}' is left as intended to be added: {}", committed.error().message,
                    printable(unknown->front()), all_words_of_git(*forgotten)),
        {},
        "git reset -- FILE"};
  }
  return committed;
}

}  // namespace dcr::git
