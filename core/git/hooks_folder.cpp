// SPDX-License-Identifier: Apache-2.0
#include "core/git/hooks_folder.hpp"

namespace dcr::git {

Result<std::string> hooks_folder(const Repository& repository, const Environment& environment) {
  const auto value = repository.configuration("core.hooksPath");
  if (!value) return value.error();
  const std::string folder = value->value_or("");
  if (folder.empty()) return repository.common_folder() + "/hooks";
  if (folder.starts_with("~/")) return environment("HOME").value_or("") + folder.substr(1);
  if (folder.starts_with('/')) return folder;
  return (repository.is_bare() ? repository.git_folder() : repository.worktree()) + "/" + folder;
}

}  // namespace dcr::git
