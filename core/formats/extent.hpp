// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/node.hpp"

#include <string_view>
#include <vector>

namespace dcr::formats {

/// The last line that belongs to each item of a list: the line before the next one, for the last
/// item `end`. Nodes know where they begin only, so a block is everything up to what follows it.
[[nodiscard]] std::vector<int> last_lines_of_items(const yaml::Node& list, int end);

/// The same for every entry of a mapping, from its key on.
[[nodiscard]] std::vector<int> last_lines_of_entries(const yaml::Node& mapping, int end);

/// The same for the entry `key` of a mapping.
[[nodiscard]] int last_line_of_entry(const yaml::Node& mapping, std::string_view key, int end);

}  // namespace dcr::formats
