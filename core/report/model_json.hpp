// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/compat/model_summary.hpp"

#include <nlohmann/json_fwd.hpp>

namespace dcr::report {

/// `{properties_added, properties_removed, properties_modified, required_added, required_removed,
/// breaking_changes, compatibility}`.
[[nodiscard]] nlohmann::ordered_json summary_json(const ModelSummary& summary);

}  // namespace dcr::report
