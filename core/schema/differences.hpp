// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/schema/containment.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::schema {

enum class DifferenceKind {
  property_removed,
  property_added,
  property_added_required,
  property_required,
  property_optional,
  type_narrowed,
  type_widened,
  enum_narrowed,
  enum_extended,
  const_changed,
  additional_properties_narrowed,
  additional_properties_widened,
  bound_tightened,
  bound_loosened,
  pattern_changed,
  format_changed,
  multiple_of_changed,
  items_changed,
  unique_items_changed,
  contains_changed,
  property_names_changed,
  dependency_changed,
  combined_narrowed,
  combined_widened,
  conditional_changed,
  not_changed,
  undecidable,
};

/// "property_removed".
[[nodiscard]] std::string_view to_string(DifferenceKind kind);

/// Where a keyword, or the schema it could stand in, is written.
struct KeywordPlace {
  std::string document;  ///< the uri of the document that was loaded; empty for the one compiled
  std::string pointer;   ///< "/properties/a/minimum", or "/properties/a" when it is not there
  Span at;
};

enum class Effect { none, breaks, undecided };

/// One thing that differs between two schemas, behind references.
struct Difference {
  DifferenceKind kind;
  std::string path;     ///< of the value: "address.street", "items[].id"; empty for the whole
  std::string keyword;  ///< "minimum"
  KeywordPlace before;
  KeywordPlace after;
  std::string was;  ///< the keyword's value, on one line; empty when it is not there or long
  std::string is;
  Effect backward = Effect::none;  ///< data of the old schema meets the new one
  Effect forward = Effect::none;   ///< data of the new schema meets the old one
};

struct Differences {
  /// In the order of the new document's properties, removed ones first.
  std::vector<Difference> list;
  Containment backward;  ///< is the old schema contained in the new one?
  Containment forward;   ///< is the new schema contained in the old one?
};

/// What differs, each with the directions it breaks. Where a direction is contained as a whole
/// nothing breaks it; where it is not, something does: at the root when no single place explains
/// it.
[[nodiscard]] Differences differences(const Schema& before, const Schema& after, Policy policy,
                                      const ContainmentLimits& limits = {});

}  // namespace dcr::schema
