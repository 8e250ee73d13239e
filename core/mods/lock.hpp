// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/model/component.hpp"
#include "core/mods/fault.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::mods {

/// What a mod was when it ran.
struct LockedMod {
  std::string version;
  /// "sha256:…" of its module's file, of all modules of a package, or of a command's program and
  /// words; empty = it lies outside.
  std::string content;
  std::string schema;  ///< "sha256:…" of its schema as JSON

  friend bool operator==(const LockedMod&, const LockedMod&) = default;
};

/// mods.lock beside the registry: the mods that ran, by name.
struct Lock {
  std::string path;
  std::map<std::string, LockedMod> mods;
};

/// Reads a lock; a missing file is an empty one.
///
/// Errors: io when it cannot be read; bad_config when it is no lock.
Result<Lock> read_lock(const std::string& path);

/// What the mod is now.
[[nodiscard]] LockedMod locked_mod(const Component& component, const std::string& registry_path,
                                   const std::vector<std::string>& folders);

/// Why the mod may not run under `--locked`; empty when it is what the lock says.
[[nodiscard]] std::vector<Fault> drift_of(const Lock& lock, const std::string& name,
                                          const LockedMod& now);

/// Writes the lock with these mods added or replaced; does nothing where nothing changed.
///
/// Errors: io.
Result<void> update_lock(Lock lock, const std::map<std::string, LockedMod>& now);

}  // namespace dcr::mods
