// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/problem_list.hpp"
#include "core/model/contract.hpp"
#include "core/yaml/node.hpp"

namespace dcr::formats {

/// Reads a native contract from the mapping `root`, which ends on line `last_line`. What is wrong
/// goes to `problems`; what could be read is in the contract.
[[nodiscard]] Contract read_native(const yaml::Node& root, int last_line, ProblemList& problems);

}  // namespace dcr::formats
