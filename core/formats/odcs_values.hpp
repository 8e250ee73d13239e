// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/node.hpp"

#include <string_view>
#include <vector>

namespace dcr::formats {

[[nodiscard]] std::vector<std::string_view> split_at(std::string_view text, char at);

/// What a single value should have been by a word of OdcsRule::value; empty when it is that.
[[nodiscard]] std::string_view odcs_value_fault(const yaml::Node& value, std::string_view wanted);

/// Whether the text points at a property the way the version (31 is 3.1) lets it.
[[nodiscard]] bool is_odcs_reference(std::string_view text, int version);

}  // namespace dcr::formats
