// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/node.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace dcr::schema {

/// A text that two values share exactly when JSON Schema calls them equal: 1 and 1.0, and mappings
/// in any order. Empty when it would be longer than `most_bytes`: aliases make values large.
[[nodiscard]] std::optional<std::string> identity(const yaml::Node& value,
                                                  std::size_t most_bytes = 32U << 20U);

}  // namespace dcr::schema
