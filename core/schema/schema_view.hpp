// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/schema/search/goal.hpp"
#include "core/schema/search/sameness.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace dcr::schema {

/// What applies to one value, behind `$ref`, `allOf` and an `anyOf` with null: for a comparison
/// keyword by keyword, not for deciding.
struct SchemaView {
  const Subschema* place = nullptr;
  std::vector<const Subschema*> parts;
  search::Kinds kinds = search::every_kind;
  const Subschema* enumerated = nullptr;  ///< the first part with `enum` or `const`

  [[nodiscard]] const Subschema* property(std::string_view name) const;
  std::vector<std::string_view> names;  ///< of properties, in the order of the file
  std::unordered_map<std::string_view, const Subschema*> properties;
  std::unordered_set<std::string_view> required;
};

[[nodiscard]] SchemaView view_of(const Subschema& schema, const search::Targets& targets);

/// The T of `anyOf: [T, null]`; nullptr when it is another anyOf.
[[nodiscard]] const Subschema* optional_of(const std::vector<const Subschema*>& branches);

/// The first part that has a keyword; the place itself when none has.
[[nodiscard]] const Subschema& owner_of(const SchemaView& view, std::string_view keyword);
/// The keyword as it is written; nullptr when no part has it.
[[nodiscard]] const yaml::Entry* written(const SchemaView& view, std::string_view keyword);

}  // namespace dcr::schema
