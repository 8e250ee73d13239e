// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/repository.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::test {

/// A folder of its own that is removed at the end.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  /// Absolute, without symbolic links.
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// A temporary repository made with the real git program: its own HOME, no system or global
/// configuration, fixed names and dates (each commit one minute after the one before).
class TempRepo {
 public:
  /// An empty repository on `main`; with `arguments` for `git init` (`{"--bare"}`).
  explicit TempRepo(const std::vector<std::string>& arguments = {});

  /// The top of the worktree, or the repository itself when bare.
  [[nodiscard]] const std::string& path() const { return path_; }
  /// The temporary folder around it, for clones and linked worktrees beside it.
  [[nodiscard]] const std::string& around() const { return folder_.path(); }

  /// Runs git at the top and returns what it printed without the last line end. A failure fails the
  /// test with git's words.
  std::string git(const std::vector<std::string>& arguments, std::string_view input = {}) const;
  /// The same in another folder.
  std::string git_in(const std::string& folder, const std::vector<std::string>& arguments,
                     std::string_view input = {}) const;
  /// git's exit code, for what is allowed to fail.
  int git_code(const std::vector<std::string>& arguments) const;

  /// Writes a file, folders included.
  void write(const std::string& path, std::string_view content) const;
  [[nodiscard]] std::string read(const std::string& path) const;
  void remove(const std::string& path) const;

  /// Adds everything and commits it; returns the commit's id.
  std::string commit(const std::string& message = "commit");
  /// `write` and `commit`.
  std::string commit_file(const std::string& path, std::string_view content);

  /// A variable for git and for `open`, set from now on.
  void set_environment(const std::string& name, const std::string& value);
  void unset_environment(const std::string& name);
  /// What `git::Repository::open` is handed: only the variables set here.
  [[nodiscard]] git::Environment environment() const;

  /// Opens it from `folder` (relative to the top, or absolute).
  [[nodiscard]] Result<std::shared_ptr<const git::Repository>> try_open(
      const std::string& folder = "") const;
  /// The same; a failure fails the test.
  [[nodiscard]] std::shared_ptr<const git::Repository> open(const std::string& folder = "") const;

 private:
  TempFolder folder_;
  std::string path_;
  std::map<std::string, std::string> variables_;
  long long clock_ = 1700000000;
};

/// The id of forty hexadecimal digits. Anything else fails the test.
ObjectId object_id(std::string_view hex);

/// Writes a whole file, folders included.
void write_file(const std::string& path, std::string_view content);
[[nodiscard]] std::string read_file(const std::string& path);

}  // namespace dcr::test
