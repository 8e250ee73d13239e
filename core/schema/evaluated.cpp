// SPDX-License-Identifier: Apache-2.0
// What depends on the way an Evaluator went: dynamic references, and which members and items some
// keyword has looked at (for `unevaluatedProperties` and `unevaluatedItems`).
#include "core/schema/evaluator.hpp"

#include <algorithm>

namespace dcr::schema {

Evaluator::Within::Within(Evaluator& evaluator, const Subschema& schema)
    : evaluator_(evaluator), scope_before_(evaluator.scope_) {
  if (++evaluator_.depth_ > evaluator_.limits_.depth) {
    evaluator_.give_up("schemas or values are nested too deep");
  }
  if (schema.resource->is_dynamic) evaluator_.scope_ = evaluator_.scope_with(*schema.resource);
}

Evaluator::Within::~Within() {
  --evaluator_.depth_;
  evaluator_.scope_ = scope_before_;
}

/// Only the outermost resource with an anchor counts, so going through one again changes nothing.
int Evaluator::scope_with(const Resource& resource) {
  for (int at = scope_; at >= 0; at = scopes_[static_cast<std::size_t>(at)].outer) {
    if (scopes_[static_cast<std::size_t>(at)].resource == &resource) return scope_;
  }
  const auto [id, is_new] =
      scope_ids_[&resource].try_emplace(scope_, static_cast<int>(scopes_.size()));
  if (is_new) scopes_.push_back({scope_, &resource});
  return id->second;
}

const Subschema& Evaluator::target(const Reference& reference) const {
  const Subschema* outermost = reference.target;
  if (reference.kind == ReferenceKind::fixed) return *outermost;
  for (int at = scope_; at >= 0; at = scopes_[static_cast<std::size_t>(at)].outer) {
    const Resource& resource = *scopes_[static_cast<std::size_t>(at)].resource;
    if (reference.kind == ReferenceKind::recursive) {
      if (resource.recursive_anchor) outermost = resource.root;
      continue;
    }
    const auto anchor = resource.dynamic_anchors.find(reference.anchor);
    if (anchor != resource.dynamic_anchors.end()) outermost = anchor->second;
  }
  return *outermost;
}

std::vector<bool> Evaluator::evaluated(const Subschema& schema, const yaml::Node& value) {
  std::vector<bool> marks(value.is_sequence() ? value.items.size() : value.entries.size());
  mark_own(schema, value, marks);
  return marks;
}

/// Adds what `schema`, which fits `value`, looks at.
void Evaluator::mark(const Subschema& schema, const yaml::Node& value, std::vector<bool>& marks) {
  if (schema.always || !spend(1)) return;
  const Within within(*this, schema);
  if (is_undecided()) return;
  const bool takes_rest = value.is_sequence()
                              ? schema.array && schema.array->unevaluated != nullptr
                              : schema.object && schema.object->unevaluated != nullptr;
  if (takes_rest) {
    marks.assign(marks.size(), true);
  } else {
    mark_own(schema, value, marks);
  }
}

void Evaluator::mark_own(const Subschema& schema, const yaml::Node& value,
                         std::vector<bool>& marks) {
  if (value.is_sequence() && schema.array) mark_items(schema, value, marks);
  if (value.is_mapping() && schema.object) mark_members(*schema.object, value, marks);
  for (const Reference& reference : schema.references) mark(target(reference), value, marks);
  if (schema.logic) mark_branches(*schema.logic, value, marks);
}

void Evaluator::mark_members(const ObjectKeywords& keywords, const yaml::Node& value,
                             std::vector<bool>& marks) {
  for (std::size_t i = 0; i < value.entries.size() && spend(1); ++i) {
    const std::string& name = value.entries[i].key;
    const auto& patterns = keywords.pattern_properties;
    marks[i] = marks[i] || keywords.additional != nullptr || keywords.by_name.contains(name) ||
               std::any_of(patterns.begin(), patterns.end(), [&](const PatternProperty& other) {
                 return fits_pattern(*other.pattern, name);
               });
  }
  for (const Property& dependent : keywords.dependent_schemas) {
    if (member(value, dependent.name) != nullptr) mark(*dependent.schema, value, marks);
  }
}

void Evaluator::mark_items(const Subschema& schema, const yaml::Node& value,
                           std::vector<bool>& marks) {
  const ArrayKeywords& keywords = *schema.array;
  // Before 2020-12 `contains` looked at nothing.
  const bool contains = keywords.contains != nullptr && schema.draft() >= Draft::draft2020_12;
  for (std::size_t i = 0; i < value.items.size() && spend(1); ++i) {
    marks[i] = marks[i] || i < keywords.prefix.size() || keywords.items != nullptr ||
               (contains && is_valid(*keywords.contains, *value.items[i]));
  }
}

void Evaluator::mark_branches(const LogicKeywords& keywords, const yaml::Node& value,
                              std::vector<bool>& marks) {
  for (const Subschema* branch : keywords.all_of) mark(*branch, value, marks);
  for (const auto* branches : {&keywords.any_of, &keywords.one_of}) {
    for (const Subschema* branch : *branches) {
      if (is_valid(*branch, value)) mark(*branch, value, marks);
    }
  }
  if (keywords.condition == nullptr) return;
  const bool holds = is_valid(*keywords.condition, value);
  if (holds) mark(*keywords.condition, value, marks);
  const Subschema* then = holds ? keywords.consequence : keywords.alternative;
  if (then != nullptr) mark(*then, value, marks);
}

}  // namespace dcr::schema
