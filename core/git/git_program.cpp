// SPDX-License-Identifier: Apache-2.0
#include "core/git/git_program.hpp"

#include <array>
#include <charconv>
#include <string>

namespace dcr::git {
namespace {

/// The variables that change what git finds, or may open.
constexpr std::array inherited_names = {
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_CEILING_DIRECTORIES",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM",
    "GIT_CONFIG",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_SYSTEM",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_CONFIG_PARAMETERS",
    "GIT_CONFIG_COUNT",
    "GIT_QUARANTINE_PATH",
    "HOME",
    "XDG_CONFIG_HOME",
    "SUDO_UID",
};

void add_numbered_configuration(const Environment& environment, EnvironmentChanges& changes) {
  const std::optional<std::string> count = environment("GIT_CONFIG_COUNT");
  int number = 0;
  if (!count) return;
  std::from_chars(count->data(), count->data() + count->size(), number);
  for (int i = 0; i < number; ++i) {
    for (const char* part : {"GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_"}) {
      const std::string name = part + std::to_string(i);
      const std::optional<std::string> value = environment(name.c_str());
      if (!value) return;  // git refuses a gap, so what follows does not matter
      changes.emplace_back(name, value);
    }
  }
}

EnvironmentChanges inherited(const Environment& environment) {
  EnvironmentChanges changes;
  for (const char* name : inherited_names) changes.emplace_back(name, environment(name));
  add_numbered_configuration(environment, changes);
  return changes;
}

/// What gives paths another meaning. `git --literal-pathspecs commit` hands it on to its hooks.
constexpr std::array pathspec_names = {
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
};

EnvironmentChanges changes_for(const Environment& environment) {
  EnvironmentChanges changes = inherited(environment);
  changes.emplace_back("GIT_TERMINAL_PROMPT", "0");
  changes.emplace_back("GIT_OPTIONAL_LOCKS", "0");
  // As libgit2 reads: neither replace refs nor grafts are applied, so both give the same answers.
  changes.emplace_back("GIT_NO_REPLACE_OBJECTS", "1");
  changes.emplace_back("GIT_GRAFT_FILE", "/dev/null");
  for (const char* name : pathspec_names) changes.emplace_back(name, std::nullopt);
  changes.emplace_back("LC_ALL", "C");
  return changes;
}

/// Who commits and when.
constexpr std::array author_names = {
    "GIT_AUTHOR_NAME",     "GIT_AUTHOR_EMAIL",   "GIT_AUTHOR_DATE", "GIT_COMMITTER_NAME",
    "GIT_COMMITTER_EMAIL", "GIT_COMMITTER_DATE", "EMAIL",
};
Result<process::Outcome> start_git(const std::string& folder, EnvironmentChanges environment,
                                   std::vector<std::string> arguments, std::string_view input) {
  process::Child child;
  child.arguments = std::move(arguments);
  child.arguments.insert(child.arguments.begin(), "git");
  child.folder = folder;
  child.environment = std::move(environment);
  child.input = input;
  return process::run(child);
}

}  // namespace

Result<process::Outcome> run_git(const std::string& folder, const Environment& environment,
                                 std::vector<std::string> arguments, std::string_view input,
                                 const EnvironmentChanges& changes) {
  // Git would start the program that a repository's own configuration names for it, whenever it
  // reads the index; what has changed since is not what it is asked here.
  arguments.insert(arguments.begin(), {"-c", "core.fsmonitor=false"});
  EnvironmentChanges all = changes_for(environment);
  for (const auto& change : changes) {
    std::erase_if(all, [&](const auto& made) { return made.first == change.first; });
    all.push_back(change);
  }
  return start_git(folder, std::move(all), std::move(arguments), input);
}

Result<process::Outcome> run_git_as_user(const std::string& folder, const Environment& environment,
                                         std::vector<std::string> arguments,
                                         std::string_view input) {
  EnvironmentChanges changes = inherited(environment);
  for (const char* name : author_names) changes.emplace_back(name, environment(name));
  for (const char* name : pathspec_names) changes.emplace_back(name, std::nullopt);
  return start_git(folder, std::move(changes), std::move(arguments), input);
}

Result<std::string> git_program_version(const Environment& environment) {
  const Result<process::Outcome> outcome = run_git("", environment, {"--version"});
  if (!outcome) return outcome.error();
  constexpr std::string_view before = "git version ";
  std::string line = line_of_git(*outcome);
  if (outcome->succeeded() && line.starts_with(before)) return line.substr(before.size());
  return Error{
      ErrorKind::git, "'git --version' says no version: " + words_of_git(*outcome), {}, {}};
}

std::string words_of_git(const process::Outcome& outcome) {
  std::string line = outcome.errors.substr(0, outcome.errors.find('\n'));
  for (const std::string_view start : {"fatal: ", "error: "}) {
    if (line.starts_with(start)) line.erase(0, start.size());
  }
  if (!line.empty()) return line;
  return "git ended with exit code " + std::to_string(outcome.exit_code);
}

std::string all_words_of_git(const process::Outcome& outcome) {
  // Why there is nothing to commit goes to stdout.
  for (const std::string* stream : {&outcome.errors, &outcome.output}) {
    const std::size_t last = stream->find_last_not_of("\r\n");
    if (last != std::string::npos) return stream->substr(0, last + 1);
  }
  return "git ended with exit code " + std::to_string(outcome.exit_code);
}

std::string help_of_git(const process::Outcome& outcome) {
  const std::size_t tab = outcome.errors.find("\n\t");
  if (tab == std::string::npos) return {};
  const std::size_t begin = tab + 2;
  return outcome.errors.substr(begin, outcome.errors.find('\n', begin) - begin);
}

std::string line_of_git(const process::Outcome& outcome) {
  return outcome.output.substr(0, outcome.output.find('\n'));
}

}  // namespace dcr::git
