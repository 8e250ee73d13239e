// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/compat/issue.hpp"
#include "core/report/report.hpp"

#include <nlohmann/json_fwd.hpp>

#include <vector>

namespace dcr::report {

/// The issues in the words of every JSON answer.
///
/// Source: schemas/report.schema.json, "issue".
[[nodiscard]] nlohmann::ordered_json issues_json(const std::vector<Issue>& issues);

/// One of them.
[[nodiscard]] nlohmann::ordered_json issue_json(const Issue& issue);

/// The verdict on a contract without its issues.
///
/// Source: schemas/report.schema.json, "contract".
[[nodiscard]] nlohmann::ordered_json verdict_json(const ContractVerdict& contract);

/// What a report says of the whole: tool, verdict, sides or range, counts.
[[nodiscard]] nlohmann::ordered_json frame_json(const Report& report);

}  // namespace dcr::report
