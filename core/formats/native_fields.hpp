// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/problem_list.hpp"
#include "core/model/contract.hpp"
#include "core/yaml/node.hpp"

#include <string>

namespace dcr::formats {

/// Reads the list `fields` of a native contract or of an object in it.
///
/// Units: `path` is the dotted path of the parent, empty for a contract; `end` the last line of the
/// list.
[[nodiscard]] FieldList read_native_fields(const yaml::Node& list, const std::string& path, int end,
                                           ProblemList& problems);

}  // namespace dcr::formats
