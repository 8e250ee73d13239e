// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/source_span.hpp"

#include <optional>
#include <string>

namespace dcr {

/// A fact about two versions of a contract. Facts know no severity: rules do.
enum class ChangeKind {
  object_removed,
  object_added,
  key_changed,
  freshness_loosened,
  freshness_removed,
  freshness_tightened,
  sla_loosened,
  sla_removed,
  sla_tightened,
  sla_incomparable,
  owner_changed,
  metadata_changed,
  quality_removed,
  quality_loosened,
  quality_added,
  quality_tightened,
  field_removed,
  field_renamed,
  field_added,
  field_added_required,
  field_removed_undeprecated,
  type_changed,
  type_narrowed,
  type_widened,
  required_added,
  required_removed,
  enum_shrunk,
  enum_grown,
  enum_added,
  enum_removed,
  constraint_tightened,
  constraint_loosened,
  unique_added,
  unique_removed,
  unit_changed,
  classification_raised,
  classification_lowered,
  deprecated,
  undeprecated,
  description_changed,
  other_changed,  ///< content that has no rule of its own: it asks for a PATCH
  name_changed,   ///< of the contract: its identity, or its title
  status_changed,
  deprecation_changed,  ///< the URI or the message
  consumer_added,
  consumer_removed,
  consumer_changed,
  compatibility_changed,
  param_removed,  ///< of a mod, as the following
  param_added,
  param_required_added,
  param_type_changed,
  param_enum_shrunk,
  param_tightened,
  param_loosened,
  param_undecidable,  ///< whether old values still pass cannot be told
  param_default_changed,
  input_port_removed,
  input_port_added,
  output_port_removed,
  output_port_added,
  global_produced_removed,
  global_produced_added,
  global_consumed_added,
  global_consumed_removed,
  dependency_added,
  dependency_changed,
  python_version_raised,
  model_property_removed,  ///< of a JSON Schema, as the following
  model_property_added,
  model_property_added_required,
  model_property_required,
  model_property_optional,
  model_type_narrowed,
  model_type_widened,
  model_enum_narrowed,
  model_enum_extended,
  model_const_changed,
  model_additional_properties_narrowed,
  model_additional_properties_widened,
  model_bound_tightened,
  model_bound_loosened,
  model_pattern_changed,
  model_format_changed,
  model_multiple_of_changed,
  model_items_changed,
  model_unique_items_changed,
  model_contains_changed,
  model_property_names_changed,
  model_dependency_changed,
  model_combined_narrowed,
  model_combined_widened,
  model_conditional_changed,
  model_not_changed,
  model_undecidable,
};

/// Whether a change of this kind is content: content asks for a new version.
[[nodiscard]] bool is_content(ChangeKind kind);

/// In which directions a change stops documents: backward, where old ones do not pass any more;
/// forward, where new ones do not pass the old schema.
struct Breaks {
  bool backward = false;
  bool forward = false;
};

struct Change {
  ChangeKind kind;
  std::string field{};   ///< dotted path with the object where there are several; may be empty
  std::string before{};  ///< canonical text of the old value; empty when there was none
  std::string after{};
  std::string detail{};  ///< what the values are of: "max_length", "latency"
  Span before_at{};      ///< unknown when there is nothing to point at
  Span after_at{};       ///< for something removed: the block it was in
  Span before_mark{};    ///< what to underline there, where it is not the position itself
  Span after_mark{};
  bool removed_thing = false;
  std::optional<Breaks> breaks{};  ///< where the kind alone does not tell
  std::string before_pointer{};    ///< JSON pointers into the documents; of models
  std::string after_pointer{};
  std::string witness{};     ///< a document, as JSON, that one side takes and the other does not
  int block_first_line = 0;  ///< of the new document: where a removed thing may be accepted
  int block_last_line = 0;
};

}  // namespace dcr
