// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"

#include <string>
#include <vector>

namespace dcr::mods {

/// Imports a module in a child, which runs the module's code, and says why that or calling its
/// run() would fail; empty when all is well. The child starts in `folder` and finds modules below
/// `roots`.
///
/// Errors: not_found and io when `program` cannot be started.
Result<std::string> import_fault(const std::string& program, const std::string& folder,
                                 const std::vector<std::string>& roots, const std::string& module);

}  // namespace dcr::mods
