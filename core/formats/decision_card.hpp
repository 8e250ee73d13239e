// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/model/contract.hpp"

#include <string_view>
#include <vector>

namespace dcr::formats {

/// The owners that a Decision Card (JSON) names: `buyer.name` with `buyer.contact`, then
/// `decision_maker` as "ROLE (NAME)" with `authority` as the contact. `buyer.name` is required, and
/// so is `role` of a decision maker; contacts and the maker's name may be null or absent. What else
/// the card says is not looked at.
///
/// Errors: usage, with the place of the first problem and every other a line each.
Result<std::vector<Owner>> parse_decision_card(std::string_view text, std::string_view path);

}  // namespace dcr::formats
