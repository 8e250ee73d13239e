// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/problem.hpp"
#include "core/model/component.hpp"
#include "core/mods/inspect.hpp"
#include "core/mods/installed.hpp"

#include <optional>
#include <string>
#include <vector>

namespace dcr::mods {

/// Whether packages and Python are those of this machine, or of another one where mods run.
enum class Dependencies { required, not_looked_at };

/// What mods are held against.
struct Surroundings {
  Python python;
  bool python_runs_mods = false;  ///< and not only looks at them
  InstalledPackages packages;
  std::string folder;         ///< what a relative program starts from
  std::string path_variable;  ///< where other programs are looked for
  Dependencies dependencies = Dependencies::required;
};

/// What keeps a mod from running as registered: its module or program, its schema, its
/// requirements. `module` is null for a program. Every problem at once, placed in the registry.
[[nodiscard]] std::vector<Problem> check_mod(const Component& mod, const Module* module,
                                             const Surroundings& surroundings);

/// Why the Python `program` of that version is none that the mod runs with: it asks for another, or
/// cannot be understood. Empty where it suits.
[[nodiscard]] std::optional<Problem> python_problem(const Component& mod,
                                                    const std::string& program,
                                                    const std::string& version);

}  // namespace dcr::mods
