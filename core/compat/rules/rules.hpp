// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/compat/rule.hpp"

#include <vector>

/// The entries of the catalogue, one file a group. Adding a rule is adding an entry here and its
/// folders under tests/rules.
namespace dcr::rules {

[[nodiscard]] std::vector<Rule> policy_rules();
[[nodiscard]] std::vector<Rule> contract_rules();
[[nodiscard]] std::vector<Rule> service_level_rules();
[[nodiscard]] std::vector<Rule> quality_rules();
[[nodiscard]] std::vector<Rule> field_rules();
[[nodiscard]] std::vector<Rule> model_rules();
[[nodiscard]] std::vector<Rule> mod_rules();

/// Rules of RuleScope::on_request, one function a group.
[[nodiscard]] std::vector<Rule> contract_notes();
[[nodiscard]] std::vector<Rule> service_level_notes();
[[nodiscard]] std::vector<Rule> field_notes();

}  // namespace dcr::rules
