// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/extents.hpp"
#include "core/yaml/node.hpp"
#include "core/yaml/source.hpp"

namespace dcr::yaml {

[[nodiscard]] Stream read_yaml(const Source& source, const Limits& limits,
                               Extents* extents = nullptr);

}  // namespace dcr::yaml
