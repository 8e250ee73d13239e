// SPDX-License-Identifier: Apache-2.0
#include "core/git/libgit2_start.hpp"

#include "core/git/certificates.hpp"

#include <git2.h>

#include <cstddef>

namespace dcr::git {
namespace {

int initialise() {
  leave_certificates_unread();
  const int count = git_libgit2_init();
  // Half of the time of reading; what is judged is hashed by read_object (Verify::yes).
  git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
  // dcr reads an object once: the cache only costs memory and locks.
  git_libgit2_opts(GIT_OPT_ENABLE_CACHING, 0);
  // Extensions of the repository format that need nothing from a reader, or are honoured here
  // (`worktreeconfig`, by configuration.cpp). "objectformat" would open SHA-256 as garbage.
  static const char* extensions[] = {"partialclone", "worktreeconfig", "preciousobjects"};
  git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, std::size_t{3});
  return count;
}

}  // namespace

void start_libgit2() {
  // Never shut down: the end of the process frees everything faster.
  static const int count = initialise();
  static_cast<void>(count);
}

std::string libgit2_version() {
  int major = 0;
  int minor = 0;
  int patch = 0;
  git_libgit2_version(&major, &minor, &patch);
  return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(patch);
}

}  // namespace dcr::git
