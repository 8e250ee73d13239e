// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/exports/losses.hpp"
#include "core/model/contract.hpp"
#include "core/yaml/node.hpp"

#include <string>
#include <vector>

namespace dcr::exports {

/// Adds `quality` to an object or a property: the rules that the standard allows, and as one of
/// them the values of an enum, which ODCS 3.1 has no other word for. The rest is added to `losses`.
void add_odcs_quality(yaml::Node& node, const std::vector<QualityRule>& rules,
                      const std::optional<Located<std::vector<std::string>>>& enum_values,
                      const std::string& path, Losses& losses);

}  // namespace dcr::exports
