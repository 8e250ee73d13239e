// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/problem_list.hpp"
#include "core/model/contract.hpp"
#include "core/yaml/node.hpp"

namespace dcr::formats {

/// Reads an Open Data Contract Standard contract (3.0, 3.1 and what 3.2 adds to them) from the
/// mapping `root`, which ends on line `last_line`.
///
/// Source: the JSON Schemas odcs-json-schema-v3.0.2 and v3.1.0. Real files are looser, so what can
/// be read all the same is ProblemList::loose.
[[nodiscard]] Contract read_odcs(const yaml::Node& root, int last_line, ProblemList& problems);

/// Reads a contract of ODCS 2, in the words of ODCS 3 as far as it has any: so a contract that
/// moves from one to the other is compared by what it means.
///
/// Source: the JSON Schema odcs-json-schema-v2.2.2 and the guide to the migration to 3.0.
[[nodiscard]] Contract read_odcs_v2(const yaml::Node& root, int last_line, ProblemList& problems);

}  // namespace dcr::formats
