// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/contract.hpp"

#include <set>
#include <string>

namespace dcr {

/// The path of every field as reports spell it: `order.sku`, `tags[]` for the items of a list, a
/// name with a dot quoted. Where a contract has several objects, each is a path too, and those of
/// its fields begin with it.
[[nodiscard]] std::set<std::string> field_paths(const Contract& contract);

}  // namespace dcr
