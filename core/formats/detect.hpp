// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/node.hpp"

namespace dcr::formats {

enum class Detected {
  none,         ///< no key of any contract format
  native,       ///< `dataset_id`, or fields with a version and an owner, key or SLA beside them
  dcs,          ///< the Data Contract Specification
  odcs,         ///< the Open Data Contract Standard from 3.0 on
  odcs_v2,      ///< its second generation, which has other keys throughout
  model,        ///< the envelope of a JSON Schema
  json_schema,  ///< a JSON Schema by itself
};

/// Which format a document has, by its own keys.
[[nodiscard]] Detected detect(const yaml::Node& root);

}  // namespace dcr::formats
