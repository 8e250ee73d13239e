// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/session.hpp"
#include "core/config/config.hpp"
#include "core/mods/check_mod.hpp"
#include "core/mods/registry_place.hpp"

#include <optional>
#include <string>
#include <vector>

namespace dcr::cli {

/// The file of mods that commands check and change.
struct ModRegistryFile {
  std::string path;    ///< as people are told: from the root of the repository
  std::string folder;  ///< absolute: the root of the repository, or where the file is
  std::string text;
  bool exists = false;
  std::optional<std::string> committed;  ///< the file at HEAD; empty where there is none
  Config config;

  [[nodiscard]] std::string absolute() const { return folder + "/" + path; }
};

/// A registry outside every repository.
struct LooseRegistry {
  mods::RegistryPlace place;
  std::string text;
};

/// The one of the working folder or the nearest above; empty where there is none.
///
/// Errors: io when it cannot be read.
Result<std::optional<LooseRegistry>> find_loose_registry();

/// The file that `mods:` of dcr.yaml names; outside a repository the mod_registry.json of the
/// working folder or the nearest one above.
///
/// Errors: usage for a bare repository and what is no regular file; bad_config; those of reading.
Result<ModRegistryFile> find_mod_registry(const Session& session);

/// Where `modules` are looked for: where running looks, and in the virtual environment.
[[nodiscard]] std::vector<std::string> module_roots(const Session& session,
                                                    const ModRegistryFile& file,
                                                    const std::vector<std::string>& modules);

/// What mods are looked at with, once the modules `targets` are read.
struct LookedAt {
  mods::Surroundings surroundings;
  std::vector<mods::Module> modules;  ///< in the order of the targets
};

/// Errors: those of finding and asking Python, where there is a module to look at.
Result<LookedAt> look_at(const Session& session, const ModRegistryFile& file,
                         const std::vector<mods::ModuleTarget>& targets,
                         mods::Dependencies dependencies);

}  // namespace dcr::cli
