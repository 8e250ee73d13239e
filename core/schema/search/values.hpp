// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/schema/search/goal.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dcr::schema::search {

/// Values that are made, not read: they have no place.
[[nodiscard]] Value null_value();
[[nodiscard]] Value boolean_value(bool value);
[[nodiscard]] Value number_value(std::string text);
[[nodiscard]] Value string_value(std::string text);
[[nodiscard]] Value list_value(std::vector<Value> items);
[[nodiscard]] Value mapping_value(std::vector<std::pair<std::string, Value>> members);

}  // namespace dcr::schema::search
