// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/compat/issue.hpp"

#include <nlohmann/json_fwd.hpp>

#include <vector>

namespace dcr::report {

/// The issues in the words of every JSON answer.
///
/// Source: schemas/report.schema.json, "issue".
[[nodiscard]] nlohmann::ordered_json issues_json(const std::vector<Issue>& issues);

}  // namespace dcr::report
