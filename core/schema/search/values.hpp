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

/// Equal values that are written otherwise, as 1 and 1.0, which up to draft-04 are of two types.
struct Spellings {
  std::vector<Value> values;  ///< the first is the one that was given
  bool are_all = true;        ///< else there are more
};
[[nodiscard]] Spellings spellings_of(const Value& value);

}  // namespace dcr::schema::search
