// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace dcr::git {

/// `PATH|URL[#REV]`, taken apart.
struct MirrorAddress {
  bool is_url = false;
  std::string location;                 ///< what git is handed: the URL with its user info, or path
  std::optional<std::string> revision;  ///< what stands after the `#`
  std::string shown;                    ///< `location` without user info
  std::string user_info;                ///< "user:token" of a URL; empty when there is none
  std::string folder_name;              ///< of a URL: readable, and different for different ones
};

/// Reads a location by git's own rules: a scheme makes a URL, and so does a colon before the first
/// slash (`host:path` is ssh), unless there is such a path. `#` divides at its first place after
/// which the rest makes sense: whole paths that exist win.
///
/// Errors: usage for nothing, a leading `-`, control characters, a transport that is not https,
/// ssh or file, and a host that cannot be read; not_found for a path that is no folder.
Result<MirrorAddress> parse_mirror_address(std::string_view text);

}  // namespace dcr::git
