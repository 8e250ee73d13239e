// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/extents.hpp"
#include "core/yaml/node.hpp"
#include "core/yaml/source.hpp"

namespace dcr::yaml {

struct JsonReading {
  Stream stream;
  bool is_json = false;  ///< false when the syntax is not JSON's, as `stream.problems` says
};

[[nodiscard]] JsonReading read_json(const Source& source, const Limits& limits,
                                    Extents* extents = nullptr);

}  // namespace dcr::yaml
