// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/mod_registry.hpp"

#include <string>
#include <vector>

namespace dcr::mods {

/// Where Python looks for `modules` of a registry, before its own folders: the registry's folder;
/// the one above, where the registry lies in the package that its modules are of
/// (`datapy/mod_registry.json` with `datapy.mods.sources.csv_reader`); the top of the repository.
///
/// Units: absolute paths; `top` may be empty.
[[nodiscard]] std::vector<std::string> search_path(const std::string& registry_path,
                                                   const std::string& top,
                                                   const std::vector<std::string>& modules);

/// The same for all that are registered.
[[nodiscard]] std::vector<std::string> search_path(const std::string& registry_path,
                                                   const std::string& top,
                                                   const formats::ModRegistry& registry);

/// The file of a module below one of the folders; empty when none has it. Nothing is imported.
[[nodiscard]] std::string module_file(const std::string& module_path,
                                      const std::vector<std::string>& folders);

}  // namespace dcr::mods
