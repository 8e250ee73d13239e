// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/compat/rule.hpp"

#include <span>
#include <string>
#include <string_view>

namespace dcr::cli {

/// Rules as JSON: `{"dcr": …, "rules": […]}`, each with all that `dcr explain` tells.
[[nodiscard]] std::string to_json(std::span<const Rule> rules);

/// "error", "warning", "info", or "-" for a direction in which the rule is not raised.
[[nodiscard]] std::string_view severity_text(const std::optional<Severity>& severity);

/// How severe a rule is under `forward`: a rule of every mode is as severe as under `backward`.
[[nodiscard]] std::optional<Severity> forward_severity(const Rule& rule);

/// "major", "-"; "-/major" where backward and forward ask for different bumps.
[[nodiscard]] std::string bump_text(const Rule& rule);

}  // namespace dcr::cli
