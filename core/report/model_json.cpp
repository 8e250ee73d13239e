// SPDX-License-Identifier: Apache-2.0
#include "core/report/model_json.hpp"

#include <nlohmann/json.hpp>

namespace dcr::report {

nlohmann::ordered_json summary_json(const ModelSummary& summary) {
  nlohmann::ordered_json out;
  out["properties_added"] = summary.properties_added;
  out["properties_removed"] = summary.properties_removed;
  out["properties_modified"] = summary.properties_modified;
  out["required_added"] = summary.required_added;
  out["required_removed"] = summary.required_removed;
  out["breaking_changes"] = summary.breaking_changes;
  out["compatibility"] = to_string(summary.compatibility);
  return out;
}

}  // namespace dcr::report
