// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/problem_list.hpp"
#include "core/formats/read.hpp"
#include "core/model/contract.hpp"
#include "core/yaml/node.hpp"

#include <string_view>

namespace dcr::formats {

/// Reads a contract of the Data Contract Specification, 0.9 to 1.2, from the mapping `root`, which
/// ends on line `last_line`. It becomes what the same contract in ODCS becomes, so that a file that
/// moves from one to the other is compared by what it says. `path` is the file's, from the root of
/// the repository: where a `$ref` to another file begins.
///
/// Source: the Data Contract Specification 1.2.1 and its older versions. What can be read all the
/// same is ProblemList::loose.
[[nodiscard]] Contract read_dcs(const yaml::Node& root, std::string_view path, int last_line,
                                const FileLoader& load, ProblemList& problems);

}  // namespace dcr::formats
