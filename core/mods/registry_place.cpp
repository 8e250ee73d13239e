// SPDX-License-Identifier: Apache-2.0
#include "core/mods/registry_place.hpp"

#include <filesystem>
#include <system_error>

namespace dcr::mods {

std::optional<RegistryPlace> nearest_registry(const std::string& from, const std::string& top) {
  namespace fs = std::filesystem;
  std::error_code failure;
  fs::path at = fs::weakly_canonical(fs::absolute(from, failure), failure);
  while (!at.empty()) {
    for (const char* name : {"mod_registry.json", "datapy/mod_registry.json"}) {
      if (fs::exists(at / name, failure)) return RegistryPlace{at.string(), name};
    }
    if (at == at.parent_path() || at.string() == top) break;
    at = at.parent_path();
  }
  return std::nullopt;
}

}  // namespace dcr::mods
