// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/problem.hpp"
#include "core/model/component.hpp"

#include <vector>

namespace dcr::formats {

/// Why the `config_schema` of a mod is no JSON Schema that parameters can be held against, in the
/// order of the file. Apart from reading the mod, because who lists ten thousand does not ask.
[[nodiscard]] std::vector<Problem> schema_problems(const Component& mod);

}  // namespace dcr::formats
