// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/exports/losses.hpp"
#include "core/model/contract.hpp"
#include "core/yaml/node.hpp"

#include <string>

namespace dcr::exports {

/// Adds logicalType, physicalType and logicalTypeOptions of a field to `node`. What the options of
/// its type do not know is added to `losses`.
void add_odcs_type(yaml::Node& node, const Field& field, const std::string& path, Losses& losses);

}  // namespace dcr::exports
