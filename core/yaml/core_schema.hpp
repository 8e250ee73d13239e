// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/node.hpp"

#include <string_view>

namespace dcr::yaml {

/// What a plain scalar is.
///
/// Source: YAML 1.2.2, section 10.3.2 (the core schema's tag resolution).
[[nodiscard]] Kind kind_of_plain(std::string_view text);

}  // namespace dcr::yaml
