// SPDX-License-Identifier: Apache-2.0
#include "core/schema/dialect.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <vector>

namespace dcr::schema {

namespace {

struct Signs {
  bool draft4 = false;
  bool draft7 = false;
  bool later = false;
};

constexpr auto value_keywords =
    std::to_array<std::string_view>({"enum", "const", "default", "examples", "example"});
/// Their keys are names, and may be called as keywords are.
constexpr auto keywords_of_names =
    std::to_array<std::string_view>({"properties", "patternProperties", "$defs", "definitions",
                                     "dependencies", "dependentSchemas", "dependentRequired"});

bool is_one_of(std::span<const std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

void add_schemas_below(const yaml::Node& schema, std::vector<const yaml::Node*>& open) {
  for (const auto& item : schema.items) open.push_back(item.get());
  for (const yaml::Entry& entry : schema.entries) {
    if (is_one_of(value_keywords, entry.key)) continue;
    if (!is_one_of(keywords_of_names, entry.key)) {
      open.push_back(entry.value.get());
      continue;
    }
    for (const yaml::Entry& named : entry.value->entries) open.push_back(named.value.get());
  }
}

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
    add_schemas_below(*open[i], open);
  }
  if (signs.later) return std::max(fallback, Draft::draft2019_09);
  if (signs.draft4) return Draft::draft4;
  return signs.draft7 ? Draft::draft7 : fallback;
}

}  // namespace dcr::schema
