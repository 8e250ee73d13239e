// SPDX-License-Identifier: Apache-2.0
#include "tests/support/temp_repo.hpp"

#include "core/process/child.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace dcr::test {
namespace fs = std::filesystem;

namespace {

/// Everything of the outer world that git would listen to, silenced.
std::vector<std::pair<std::string, std::optional<std::string>>> silent_environment(
    const std::string& home) {
  std::vector<std::pair<std::string, std::optional<std::string>>> result = {
      {"HOME", home},
      {"XDG_CONFIG_HOME", home + "/.config"},
      {"GIT_CONFIG_NOSYSTEM", "1"},
      {"GIT_CONFIG_GLOBAL", "/dev/null"},
      {"GIT_TERMINAL_PROMPT", "0"},
      {"GIT_AUTHOR_NAME", "Ann Author"},
      {"GIT_AUTHOR_EMAIL", "ann@example.com"},
      {"GIT_COMMITTER_NAME", "Carl Committer"},
      {"GIT_COMMITTER_EMAIL", "carl@example.com"},
      {"LC_ALL", "C"},
      {"TZ", "UTC"},
  };
  for (const char* name :
       {"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_CEILING_DIRECTORIES", "GIT_CONFIG",
        "GIT_CONFIG_COUNT", "GIT_CONFIG_PARAMETERS", "GIT_NAMESPACE", "GIT_PREFIX"}) {
    result.emplace_back(name, std::nullopt);
  }
  return result;
}

process::Outcome run_git(const std::string& folder, const std::string& home, long long clock,
                         const std::map<std::string, std::string>& variables,
                         const std::vector<std::string>& arguments, std::string_view input) {
  process::Child child;
  child.arguments = {
      "git", "-c",       "init.defaultBranch=main", "-c", "protocol.file.allow=always",
      "-c",  "gc.auto=0"};
  child.arguments.insert(child.arguments.end(), arguments.begin(), arguments.end());
  child.folder = folder;
  child.input = input;
  child.environment = silent_environment(home);
  const std::string now = std::to_string(clock) + " +0000";
  child.environment.emplace_back("GIT_AUTHOR_DATE", now);
  child.environment.emplace_back("GIT_COMMITTER_DATE", now);
  for (const auto& [name, value] : variables) {
    std::erase_if(child.environment, [&](const auto& entry) { return entry.first == name; });
    child.environment.emplace_back(name, value);
  }
  Result<process::Outcome> outcome = process::run(child);
  REQUIRE_MESSAGE(outcome.has_value(), outcome.error().message);
  return *outcome;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += " " + word;
  return text;
}

}  // namespace

TempFolder::TempFolder() {
  std::string name = (fs::temp_directory_path() / "dcr-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) FAIL("cannot make a temporary folder");
  path_ = fs::canonical(name).string();
}

TempFolder::~TempFolder() {
  std::error_code ignored;  // a destructor has nobody to tell
  fs::remove_all(path_, ignored);
}

TempRepo::TempRepo(const std::vector<std::string>& arguments) : path_(folder_.path() + "/repo") {
  fs::create_directories(path_);
  fs::create_directories(folder_.path() + "/home");
  std::vector<std::string> init = {"init", "-q"};
  init.insert(init.end(), arguments.begin(), arguments.end());
  git(init);
}

std::string TempRepo::git(const std::vector<std::string>& arguments, std::string_view input) const {
  return git_in(path_, arguments, input);
}

std::string TempRepo::git_in(const std::string& folder, const std::vector<std::string>& arguments,
                             std::string_view input) const {
  process::Outcome outcome =
      run_git(folder, around() + "/home", clock_, variables_, arguments, input);
  REQUIRE_MESSAGE(outcome.succeeded(), "git", joined(arguments), ": ", outcome.errors);
  if (outcome.output.ends_with('\n')) outcome.output.pop_back();
  return outcome.output;
}

int TempRepo::git_code(const std::vector<std::string>& arguments) const {
  return run_git(path_, around() + "/home", clock_, variables_, arguments, {}).exit_code;
}

void TempRepo::write(const std::string& path, std::string_view content) const {
  write_file(path_ + "/" + path, content);
}

std::string TempRepo::read(const std::string& path) const { return read_file(path_ + "/" + path); }

void TempRepo::remove(const std::string& path) const { fs::remove_all(path_ + "/" + path); }

std::string TempRepo::commit(const std::string& message) {
  clock_ += 60;
  git({"add", "-A"});
  git({"commit", "-q", "--allow-empty", "-m", message});
  return git({"rev-parse", "HEAD"});
}

std::string TempRepo::commit_file(const std::string& path, std::string_view content) {
  write(path, content);
  return commit("change " + path);
}

void TempRepo::set_environment(const std::string& name, const std::string& value) {
  variables_[name] = value;
}

void TempRepo::unset_environment(const std::string& name) { variables_.erase(name); }

git::Environment TempRepo::environment() const {
  std::map<std::string, std::string> all;
  for (const auto& [name, value] : silent_environment(around() + "/home")) {
    if (value) all[name] = *value;
  }
  for (const auto& [name, value] : variables_) all[name] = value;
  return [all = std::move(all)](const char* name) -> std::optional<std::string> {
    const auto found = all.find(name);
    if (found == all.end()) return std::nullopt;
    return found->second;
  };
}

Result<std::shared_ptr<const git::Repository>> TempRepo::try_open(const std::string& folder) const {
  return git::Repository::open(
      {.start_folder = (fs::path(path_) / folder).string(), .environment = environment()});
}

std::shared_ptr<const git::Repository> TempRepo::open(const std::string& folder) const {
  Result<std::shared_ptr<const git::Repository>> opened = try_open(folder);
  REQUIRE_MESSAGE(opened.has_value(), opened.error().message);
  return *opened;
}

ObjectId object_id(std::string_view hex) {
  REQUIRE(hex.size() == 40);
  ObjectId id;
  for (std::size_t i = 0; i < id.bytes.size(); ++i) {
    const std::string digits(hex.substr(2 * i, 2));
    REQUIRE(digits.find_first_not_of("0123456789abcdef") == std::string::npos);
    id.bytes.at(i) = static_cast<std::uint8_t>(std::stoi(digits, nullptr, 16));
  }
  return id;
}

void write_file(const std::string& path, std::string_view content) {
  fs::create_directories(fs::path(path).parent_path());
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(content.data(), static_cast<std::streamsize>(content.size()));
  file.close();
  REQUIRE_MESSAGE(file.good(), "cannot write ", path);
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE_MESSAGE(file.good(), "cannot read ", path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace dcr::test
