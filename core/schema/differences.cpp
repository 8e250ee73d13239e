// SPDX-License-Identifier: Apache-2.0
#include "core/schema/differences.hpp"

#include "core/base/bug.hpp"
#include "core/schema/difference_walk.hpp"

namespace dcr::schema {

std::string_view to_string(DifferenceKind kind) {
  switch (kind) {
    case DifferenceKind::property_removed: return "property_removed";
    case DifferenceKind::property_added: return "property_added";
    case DifferenceKind::property_added_required: return "property_added_required";
    case DifferenceKind::property_required: return "property_required";
    case DifferenceKind::property_optional: return "property_optional";
    case DifferenceKind::type_narrowed: return "type_narrowed";
    case DifferenceKind::type_widened: return "type_widened";
    case DifferenceKind::enum_narrowed: return "enum_narrowed";
    case DifferenceKind::enum_extended: return "enum_extended";
    case DifferenceKind::const_changed: return "const_changed";
    case DifferenceKind::additional_properties_narrowed: return "additional_properties_narrowed";
    case DifferenceKind::additional_properties_widened: return "additional_properties_widened";
    case DifferenceKind::bound_tightened: return "bound_tightened";
    case DifferenceKind::bound_loosened: return "bound_loosened";
    case DifferenceKind::pattern_changed: return "pattern_changed";
    case DifferenceKind::format_changed: return "format_changed";
    case DifferenceKind::multiple_of_changed: return "multiple_of_changed";
    case DifferenceKind::items_changed: return "items_changed";
    case DifferenceKind::unique_items_changed: return "unique_items_changed";
    case DifferenceKind::contains_changed: return "contains_changed";
    case DifferenceKind::property_names_changed: return "property_names_changed";
    case DifferenceKind::dependency_changed: return "dependency_changed";
    case DifferenceKind::combined_narrowed: return "combined_narrowed";
    case DifferenceKind::combined_widened: return "combined_widened";
    case DifferenceKind::conditional_changed: return "conditional_changed";
    case DifferenceKind::not_changed: return "not_changed";
    case DifferenceKind::undecidable: return "undecidable";
  }
  unreachable();
}

Differences differences(const Schema& before, const Schema& after, Policy policy,
                        const ContainmentLimits& limits) {
  return DifferenceWalk(before, after, policy, limits).run();
}

}  // namespace dcr::schema
