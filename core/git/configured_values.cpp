// SPDX-License-Identifier: Apache-2.0
#include "core/git/configured_values.hpp"

#include "core/git/git_program.hpp"

#include <algorithm>

namespace dcr::git {

Result<std::vector<std::string>> configured_values(const Repository& repository,
                                                   const Environment& environment,
                                                   std::string_view key) {
  // By the folder itself: a relative GIT_DIR is right only where the hook was started.
  const auto git = run_git(repository.git_folder(), environment,
                           {"config", "--null", "--get-all", std::string(key)}, {},
                           {{"GIT_DIR", repository.git_folder()}});
  if (!git) return git.error();
  constexpr int unset = 1;
  if (git->exit_code == unset) return std::vector<std::string>();
  if (!git->succeeded()) {
    return Error{
        ErrorKind::git,
        "cannot read '" + std::string(key) + "' of git's configuration: " + words_of_git(*git),
        {},
        help_of_git(*git)};
  }
  std::vector<std::string> values;
  for (std::string_view rest = git->output; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\0'), rest.size());
    values.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return values;
}

}  // namespace dcr::git
