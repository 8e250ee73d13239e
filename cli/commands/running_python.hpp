// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/commands/mod_registry_file.hpp"

#include <map>
#include <string>

namespace dcr::cli {

/// The Pythons that the mods of a registry run with. They are started to say which they are.
class RunningPythons {
 public:
  /// `surroundings` is what all of them share.
  RunningPythons(const Session& session, const ModRegistryFile& file,
                 mods::Surroundings surroundings)
      : session_(session), file_(file), shared_(std::move(surroundings)) {}

  /// What `mod` is held against, with the Python of its own, of dcr.yaml or of the environment.
  ///
  /// Errors: those of finding and asking it.
  Result<const mods::Surroundings*> surroundings_of(const Component& mod);

 private:
  const Session& session_;
  const ModRegistryFile& file_;
  mods::Surroundings shared_;
  std::map<std::string, mods::Surroundings> known_;  // by the program
};

}  // namespace dcr::cli
