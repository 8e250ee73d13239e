// SPDX-License-Identifier: Apache-2.0
#include "core/git/partial_clone.hpp"

#include <algorithm>

namespace dcr::git {

bool is_partial_clone(const Repository& repository) {
  const auto is_set = [&](const std::string& key) {
    const auto value = repository.configuration(key);
    return value && *value && **value != "false";
  };
  const auto remotes = repository.remotes();
  if (!remotes) return false;
  return is_set("extensions.partialclone") ||
         std::ranges::any_of(*remotes, [&](const std::string& remote) {
           return is_set("remote." + remote + ".promisor");
         });
}

}  // namespace dcr::git
