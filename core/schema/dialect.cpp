// SPDX-License-Identifier: Apache-2.0
#include "core/schema/dialect.hpp"

#include <algorithm>
#include <vector>

namespace dcr::schema {

namespace {

struct Signs {
  bool draft4 = false;
  bool draft7 = false;
  bool later = false;
};

void look_at(const yaml::Node& schema, Signs& signs) {
  for (const yaml::Entry& entry : schema.entries) {
    const bool is_list = entry.value->is_sequence();
    const bool is_bound = entry.key == "exclusiveMinimum" || entry.key == "exclusiveMaximum";
    signs.draft4 = signs.draft4 || (is_bound && entry.value->kind == yaml::Kind::boolean);
    signs.draft7 = signs.draft7 || (entry.key == "items" && is_list) ||
                   (entry.key == "definitions" && entry.value->is_mapping()) ||
                   (entry.key == "dependencies" && entry.value->is_mapping());
    signs.later = signs.later || (entry.key == "$defs" && entry.value->is_mapping()) ||
                  (entry.key == "prefixItems" && is_list) || entry.key == "dependentRequired" ||
                  entry.key == "unevaluatedProperties";
  }
}

}  // namespace

Draft likely_draft(const yaml::Node& schema, Draft fallback) {
  constexpr std::size_t most = 100'000;
  Signs signs;
  std::vector<const yaml::Node*> open{&schema};
  for (std::size_t i = 0; i < open.size() && i < most; ++i) {
    look_at(*open[i], signs);
    // What only looks like a schema must not decide.
    for (const yaml::Entry& entry : open[i]->entries) {
      const bool is_data = entry.key == "enum" || entry.key == "const" || entry.key == "default" ||
                           entry.key == "examples";
      if (!is_data) open.push_back(entry.value.get());
    }
    for (const auto& item : open[i]->items) open.push_back(item.get());
  }
  if (signs.later) return std::max(fallback, Draft::draft2019_09);
  if (signs.draft4) return Draft::draft4;
  return signs.draft7 ? Draft::draft7 : fallback;
}

}  // namespace dcr::schema
