// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/located.hpp"
#include "core/formats/problem_list.hpp"
#include "core/yaml/node.hpp"

#include <optional>
#include <string>
#include <vector>

namespace dcr::formats {

/// Reads the allowed values of a field: strings, integers and booleans, at least one, none twice.
/// They come out as JSON, so that "1" and 1 differ. Empty when no value could be read.
[[nodiscard]] std::optional<Located<std::vector<std::string>>> read_enum(const yaml::Node& list,
                                                                         const std::string& field,
                                                                         ProblemList& problems);

}  // namespace dcr::formats
