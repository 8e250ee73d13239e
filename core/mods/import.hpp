// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/mods/conversation.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace dcr::mods {

/// How modules are imported to see whether they can be.
struct Importer {
  std::string program;             ///< the Python
  std::string folder;              ///< where it starts
  std::vector<std::string> roots;  ///< where it finds modules, before its own folders
  std::chrono::milliseconds timeout{};
};

/// Imports a module in a child of its own, which runs the module's code, and says why that or
/// calling its run() would fail; empty when all is well. Where the time is up the child ends with
/// all it started.
///
/// Errors: not_found and io when the Python cannot be started; interrupted where `signals` has one.
Result<std::string> import_fault(const Importer& importer, const process::SignalWatch& signals,
                                 const std::string& module);

}  // namespace dcr::mods
