// SPDX-License-Identifier: Apache-2.0
#include "core/compat/model_walk.hpp"

#include "core/compat/schema_text.hpp"
#include "core/schema/identity.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace dcr::model {
namespace {

using schema::Answer;
using schema::Decimal;
using schema::Subschema;

constexpr int deepest = 60;
constexpr std::size_t longest_witness = 2000;

std::size_t index_of(Judge::Direction direction) {
  return direction == Judge::Direction::backward ? 0 : 1;
}

bool same_value(const yaml::Node* a, const yaml::Node* b) {
  if (a == nullptr || b == nullptr) return a == b;
  const auto left = schema::identity(*a);
  const auto right = schema::identity(*b);
  return left && right && *left == *right;
}

std::string text_of(const yaml::Node* node) { return node == nullptr ? "" : shown_text(*node); }

const schema::Values* values_of(const Side& side, bool constant) {
  if (side.schema == nullptr) return nullptr;
  return constant ? side.schema->constant.get() : side.schema->enumeration.get();
}

/// Whether some value of `a` is not in `b`.
bool has_more(const schema::Values& a, const schema::Values& b) {
  return std::ranges::any_of(a.identities,
                             [&](const std::string& one) { return !b.identities.contains(one); });
}

}  // namespace

void Walk::add(Change change, const Place& place, Breaks breaks) {
  change.breaks =
      Breaks{breaks.backward && place.live.backward, breaks.forward && place.live.forward};
  const Breaks& real = *change.breaks;
  place.explained.backward |= real.backward;
  place.explained.forward |= real.forward;
  if (real.backward || real.forward) change.witness = place.witness[real.backward ? 0 : 1];
  changes_.push_back(std::move(change));
}

void Walk::add(ChangeKind kind, const Place& place, std::string_view keyword, Breaks breaks) {
  Change change = diff_parts::changed(kind, place.path, text_of(place.before.value(keyword)),
                                      text_of(place.after.value(keyword)),
                                      place.before.place(keyword), place.after.place(keyword));
  change.detail = keyword;
  change.before_pointer = place.before.pointer(keyword);
  change.after_pointer = place.after.pointer(keyword);
  add(std::move(change), place, breaks);
}

void Walk::ask(Place& place, Direction direction) {
  const bool backward = direction == Direction::backward;
  bool& live = backward ? place.live.backward : place.live.forward;
  if (!live) return;
  const Subschema* before = place.before.schema;
  const Subschema* after = place.after.schema;
  const schema::Containment answer =
      judge_.of(direction, backward ? before : after, backward ? after : before);
  live = answer.answer != Answer::contained;
  const std::size_t index = index_of(direction);
  place.undecided[index] = answer.answer == Answer::undecidable;
  place.keyword[index] = answer.keyword;
  if (answer.witness) place.witness[index] = value_text(*answer.witness);
  if (place.witness[index].size() > longest_witness) place.witness[index].clear();
}

Walk::Place Walk::judged(Side before, Side after, const std::string& path, Breaks live, int depth) {
  Place place{.before = before, .after = after, .path = path, .live = live, .depth = depth};
  ask(place, Direction::backward);
  ask(place, Direction::forward);
  return place;
}

void Walk::descend(const Place& place, Side before, Side after, const std::string& path) {
  const Breaks found = compare(before, after, path, place.live, place.depth + 1);
  place.explained.backward |= found.backward;
  place.explained.forward |= found.forward;
}

Breaks Walk::compare(Side before, Side after, const std::string& path, Breaks live, int depth) {
  before = resolved(before);
  after = resolved(after);
  if (depth > deepest) return {};
  // A recursive schema comes back to a pair that is being compared, which explains itself.
  const std::pair<const void*, const void*> key{before.schema, after.schema};
  const auto [known, is_new] = seen_.emplace(key, Breaks{true, true});
  if (!is_new) return known->second;
  const Place place = judged(before, after, path, live, depth);
  if (!compare_optional(place)) compare_keywords(place);
  explain_rest(place);
  return seen_[key] = place.explained;
}

bool Walk::compare_optional(const Place& place) {
  const auto was = optional_of(place.before);
  const auto is = optional_of(place.after);
  if (!was && !is) return false;
  const Side before = was.value_or(place.before);
  const Side after = is.value_or(place.after);
  const bool had_null = takes_null(place.before);
  const bool has_null = takes_null(place.after);
  if (had_null != has_null) {
    const auto text = [](const Side& side, bool null) {
      return types_text(side) + (null ? " or null" : "");
    };
    Change change = diff_parts::changed(
        had_null ? ChangeKind::model_type_narrowed : ChangeKind::model_type_widened, place.path,
        text(before, had_null), text(after, has_null), place.before.place("anyOf"),
        place.after.place("anyOf"));
    change.detail = "type";
    change.before_pointer = place.before.pointer("anyOf");
    change.after_pointer = place.after.pointer("anyOf");
    add(std::move(change), place, {had_null, has_null});
  }
  descend(place, before, after, place.path);
  return true;
}

void Walk::compare_keywords(const Place& place) {
  compare_types(place);
  compare_values(place);
  compare_bounds(place);
  compare_whole_keywords(place);
  compare_properties(place);
  compare_additional(place);
  compare_items(place);
  for (const std::string_view keyword : {"allOf", "anyOf", "oneOf"}) {
    compare_branches(place, keyword);
  }
}

/// A place that stops values without a difference that says why is itself the reason.
void Walk::explain_rest(const Place& place) {
  const auto tell = [&](Direction direction) {
    const bool backward = direction == Direction::backward;
    const std::size_t index = index_of(direction);
    const ChangeKind kind = place.undecided[index] ? ChangeKind::model_undecidable
                            : backward             ? ChangeKind::model_combined_narrowed
                                                   : ChangeKind::model_combined_widened;
    Change change = diff_parts::changed(kind, place.path, "", "", place.before.at, place.after.at);
    change.detail = place.keyword[index].empty() ? "schema" : place.keyword[index];
    change.before_pointer = place.before.pointer();
    change.after_pointer = place.after.pointer();
    add(std::move(change), place, {backward, !backward});
  };
  if (place.live.backward && !place.explained.backward) tell(Direction::backward);
  if (place.live.forward && !place.explained.forward) tell(Direction::forward);
}

void Walk::compare_types(const Place& place) {
  const auto was = types_of(place.before);
  const auto is = types_of(place.after);
  const auto lacks = [](const auto& some, const auto& others) {
    return std::ranges::any_of(
        some, [&](schema::Type type) { return std::ranges::find(others, type) == others.end(); });
  };
  const bool narrower = lacks(was, is);
  const bool wider = lacks(is, was);
  if (!narrower && !wider) return;
  Change change = diff_parts::changed(
      narrower ? ChangeKind::model_type_narrowed : ChangeKind::model_type_widened, place.path,
      types_text(place.before), types_text(place.after), place.before.place("type"),
      place.after.place("type"));
  change.detail = "type";
  change.before_pointer = place.before.pointer("type");
  change.after_pointer = place.after.pointer("type");
  add(std::move(change), place, {narrower, wider});
}

void Walk::compare_values(const Place& place) {
  const auto* was_only = values_of(place.before, true);
  const auto* is_only = values_of(place.after, true);
  if (was_only != nullptr || is_only != nullptr) {
    const bool same = was_only != nullptr && is_only != nullptr && !has_more(*was_only, *is_only);
    if (!same) {
      add(ChangeKind::model_const_changed, place, "const",
          {.backward = is_only != nullptr, .forward = was_only != nullptr});
    }
  }
  const auto* was = values_of(place.before, false);
  const auto* is = values_of(place.after, false);
  if (was == nullptr && is == nullptr) return;
  const bool narrower = is != nullptr && (was == nullptr || has_more(*was, *is));
  const bool wider = was != nullptr && (is == nullptr || has_more(*is, *was));
  if (narrower) add(ChangeKind::model_enum_narrowed, place, "enum", {.backward = true});
  if (wider) add(ChangeKind::model_enum_extended, place, "enum", {.forward = true});
}

void Walk::compare_bounds(const Place& place) {
  struct Bound {
    std::string_view keyword;
    bool is_lower;
  };
  static constexpr std::array<Bound, 12> bounds{{{"minimum", true},
                                                 {"exclusiveMinimum", true},
                                                 {"minLength", true},
                                                 {"minItems", true},
                                                 {"minProperties", true},
                                                 {"minContains", true},
                                                 {"maximum", false},
                                                 {"exclusiveMaximum", false},
                                                 {"maxLength", false},
                                                 {"maxItems", false},
                                                 {"maxProperties", false},
                                                 {"maxContains", false}}};
  for (const Bound& bound : bounds) {
    const yaml::Node* was = place.before.value(bound.keyword);
    const yaml::Node* is = place.after.value(bound.keyword);
    if (same_value(was, is)) continue;
    const auto old_limit = was == nullptr ? std::nullopt : Decimal::read(was->text);
    const auto new_limit = is == nullptr ? std::nullopt : Decimal::read(is->text);
    if (old_limit && new_limit && *old_limit == *new_limit) continue;
    // draft-04 spells an exclusive bound as a boolean beside it.
    const bool compares = (was == nullptr || old_limit) && (is == nullptr || new_limit);
    const bool tighter = was == nullptr ||
                         (is != nullptr && compares && (*new_limit > *old_limit) == bound.is_lower);
    if (!compares || tighter) {
      add(ChangeKind::model_bound_tightened, place, bound.keyword,
          {.backward = true, .forward = !compares});
    } else {
      add(ChangeKind::model_bound_loosened, place, bound.keyword, {.forward = true});
    }
  }
}

/// Keywords that are compared as wholes: with less they let more pass, with others who knows.
void Walk::compare_whole_keywords(const Place& place) {
  struct Keyword {
    std::string_view name;
    ChangeKind kind;
  };
  static constexpr std::array<Keyword, 19> keywords{{
      {"pattern", ChangeKind::model_pattern_changed},
      {"format", ChangeKind::model_format_changed},
      {"multipleOf", ChangeKind::model_multiple_of_changed},
      {"uniqueItems", ChangeKind::model_unique_items_changed},
      {"contains", ChangeKind::model_contains_changed},
      {"unevaluatedItems", ChangeKind::model_items_changed},
      {"propertyNames", ChangeKind::model_property_names_changed},
      {"dependentRequired", ChangeKind::model_dependency_changed},
      {"dependentSchemas", ChangeKind::model_dependency_changed},
      {"dependencies", ChangeKind::model_dependency_changed},
      {"if", ChangeKind::model_conditional_changed},
      {"then", ChangeKind::model_conditional_changed},
      {"else", ChangeKind::model_conditional_changed},
      {"not", ChangeKind::model_not_changed},
      {"unevaluatedProperties", ChangeKind::model_additional_properties_narrowed},
      {"patternProperties", ChangeKind::model_additional_properties_narrowed},
      {"$ref", ChangeKind::model_undecidable},
      {"$dynamicRef", ChangeKind::model_undecidable},
      {"$recursiveRef", ChangeKind::model_undecidable},
  }};
  for (const Keyword& keyword : keywords) {
    const yaml::Node* was = place.before.value(keyword.name);
    const yaml::Node* is = place.after.value(keyword.name);
    if (was == nullptr && is == nullptr) continue;
    if (was != nullptr && is != nullptr && schema_text(*was) == schema_text(*is)) continue;
    const bool is_reference = keyword.kind == ChangeKind::model_undecidable;
    if (is_reference && !place.live.backward && !place.live.forward) continue;
    const auto is_false = [](const yaml::Node* node) {
      return node == nullptr || node->as_boolean() == false;
    };
    if (keyword.name == "uniqueItems" && is_false(was) && is_false(is)) continue;
    const bool undecided = place.undecided[0] || place.undecided[1];
    const ChangeKind kind = undecided ? ChangeKind::model_undecidable : keyword.kind;
    const bool added = was == nullptr;
    const bool gone = is == nullptr;
    add(kind, place, keyword.name, {.backward = added || !gone, .forward = gone || !added});
  }
}

}  // namespace dcr::model
