// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/contract.hpp"
#include "core/yaml/node.hpp"

#include <functional>
#include <string>

namespace dcr::imports {

/// Finds the field that a CHECK names: nullptr when it has none of that name.
using FieldFinder = std::function<Field*(const std::string& column)>;

/// Takes what a CHECK says of single columns as their limits: `x IN (…)`, `x = ANY (ARRAY[…])`,
/// bounds, lengths, `~` and NOT NULL, joined by AND. `whole_numbers`: of integers `> 0` is `>= 1`.
///
/// Says whether all of it could be taken.
[[nodiscard]] bool take_check(const yaml::Node* expression, const FieldFinder& find,
                              bool whole_numbers);

}  // namespace dcr::imports
