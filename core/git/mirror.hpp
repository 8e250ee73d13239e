// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/git/repository.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dcr::git {

/// Whether a remote registry is asked for what is new.
enum class Contact {
  fetch,
  copy_only,  ///< only the copy of an earlier run; no network
};

struct MirrorRequest {
  std::string location;     ///< `PATH|URL[#REV]`, as `--registry` or DCR_REGISTRY has it
  Environment environment;  ///< for the user's cache folder and for git; required
  Contact contact = Contact::fetch;
};

/// Where a registry can be read.
struct Mirror {
  std::string folder;                   ///< the path as given, or the copy's bare repository
  std::optional<std::string> revision;  ///< what stands after the `#`
  /// For people: the remote is out of reach, and of when the copy is that is read instead.
  std::optional<std::string> warning;
  bool is_remote = false;  ///< `folder` is a copy; its HEAD follows that of the remote
  /// When the remote was last reached: seconds since 1970 UTC; 0 for a path.
  std::int64_t fetched_at = 0;
};

/// Finds a registry: a path is used as it is; a URL is copied into the user's cache folder by the
/// git program, so that the user's credentials and proxies work.
///
/// The copy is a bare repository with the remote's branches, tags and HEAD. User info of the URL is
/// neither stored nor printed. Several runs may share a copy.
///
/// Errors: usage for a URL that is not https, ssh or file, or begins with `-`; not_found for a path
/// that is no folder; unavailable when the remote cannot be reached (in git's words) and there is
/// no copy; io when the cache folder cannot be used.
/// Source: git-clone(1), GIT URLS: `host:path` is ssh unless a slash stands before the colon.
Result<Mirror> find_registry(const MirrorRequest& request);

/// The user's folder for copies of registries: `$XDG_CACHE_HOME/dcr/registries`, else below
/// `~/.cache`.
///
/// Errors: io when neither XDG_CACHE_HOME nor HOME names an absolute folder.
Result<std::string> registries_folder(const Environment& environment);

/// A location without the user info of a URL: what may be printed.
[[nodiscard]] std::string without_user_info(std::string_view location);

}  // namespace dcr::git
