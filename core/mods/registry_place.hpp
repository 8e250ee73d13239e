// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

namespace dcr::mods {

/// Where a registry of mods was found that no dcr.yaml names.
struct RegistryPlace {
  std::string folder;  ///< absolute: the one in which it was looked for
  std::string path;    ///< below `folder`

  [[nodiscard]] std::string absolute() const { return folder + "/" + path; }
};

/// `mod_registry.json` or `datapy/mod_registry.json` in `from` or the nearest folder above it, up
/// to `top` (absolute; empty = the root of the file system).
[[nodiscard]] std::optional<RegistryPlace> nearest_registry(const std::string& from,
                                                            const std::string& top);

}  // namespace dcr::mods
