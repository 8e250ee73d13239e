// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/git/owned.hpp"
#include "core/git/repository.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::git {

/// A file without a name, kept as long as it is open.
class MemoryFile {
 public:
  static Result<std::shared_ptr<const MemoryFile>> make(std::string_view content);
  explicit MemoryFile(int descriptor) : descriptor_(descriptor) {}
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile();

  /// A path that opens it, in this process only.
  [[nodiscard]] std::string path() const;

 private:
  int descriptor_;
};

/// git's configuration of a repository, from all the files and variables git would read.
struct Configuration {
  Owned<git_config> values;
  /// The values of `git -c`; libgit2 reads them again when it likes, so it stays with the config.
  std::shared_ptr<const MemoryFile> from_command_line;
};

/// Where the configuration of a repository lies.
struct ConfigurationFolders {
  std::string git_folder;
  std::string common_folder;
};

/// Reads the configuration. libgit2's own search knows neither GIT_CONFIG_GLOBAL,
/// GIT_CONFIG_SYSTEM, GIT_CONFIG_NOSYSTEM, `git -c`, GIT_CONFIG_COUNT nor `config.worktree`.
///
/// Errors: git when a file does not parse, as git refuses it.
/// Source: the manual page of git-config, "FILES" and "ENVIRONMENT".
Result<Configuration> read_configuration(git_repository* repository,
                                         const ConfigurationFolders& folders,
                                         const Environment& environment);

/// Tells libgit2 where HOME and the folder of shared ignore and attribute files are; without
/// `environment` that there are none.
void set_search_folders(const Environment* environment);

/// A value; empty when unset. A key without a value ("[core] bare") is "true".
Result<std::optional<std::string>> configured(git_config* values, std::string_view key);

/// Whether a key is set to what git takes for true.
bool configured_true(git_config* values, const char* key);

/// The names of the remotes, in the order they are configured.
Result<std::vector<std::string>> configured_remotes(git_config* values);

/// The remote that promised the objects of a partial clone; empty when it is none.
std::string configured_promisor(git_config* values);

}  // namespace dcr::git
