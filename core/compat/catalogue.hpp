// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/compat/rule.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dcr {

/// Every rule, in the order of the documentation.
[[nodiscard]] std::span<const Rule> catalogue();

/// The rule called `id`; nullptr when there is none.
[[nodiscard]] const Rule* find_rule(std::string_view id);

[[nodiscard]] std::vector<std::string_view> rule_ids();

/// A template of the catalogue without a contract at hand: {contract}.{field} is CONTRACT.FIELD.
[[nodiscard]] std::string in_general(std::string_view text);

}  // namespace dcr
