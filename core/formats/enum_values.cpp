// SPDX-License-Identifier: Apache-2.0
#include "core/formats/enum_values.hpp"

#include "core/base/text.hpp"
#include "core/formats/canonical.hpp"

#include <fmt/format.h>

#include <unordered_set>

namespace dcr::formats {

std::optional<Located<std::vector<std::string>>> read_enum(const yaml::Node& list,
                                                           const std::string& field,
                                                           ProblemList& problems) {
  if (list.items.empty()) {
    problems.error(field, list.at, "'enum' must list at least one value");
    return std::nullopt;
  }
  Located<std::vector<std::string>> values;
  values.at = list.at;
  std::unordered_set<std::string> seen;
  for (const auto& item : list.items) {
    const bool allowed = item->kind == yaml::Kind::string || item->kind == yaml::Kind::integer ||
                         item->kind == yaml::Kind::boolean;
    if (!allowed) {
      problems.error(
          field, item->at,
          fmt::format("an 'enum' value must be a string, an integer or a boolean, not {}",
                      yaml::describe(item->kind)));
      continue;
    }
    std::string text = json_text(*item);
    if (!seen.insert(text).second) {
      problems.error(field, item->at,
                     fmt::format("'enum' lists {} more than once", printable(text)));
      continue;
    }
    values.value.push_back(std::move(text));
  }
  if (values.value.empty()) return std::nullopt;
  return values;
}

}  // namespace dcr::formats
