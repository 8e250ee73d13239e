// SPDX-License-Identifier: Apache-2.0
// Properties, items and alternatives: what of a schema holds others.
#include "core/base/sort_unique.hpp"
#include "core/base/text.hpp"
#include "core/compat/model_walk.hpp"
#include "core/compat/schema_text.hpp"
#include "core/schema/uri.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace dcr::model {
namespace {

using schema::Subschema;

const Subschema* property_of(const Side& side, const std::string& name) {
  const auto* object = side.object();
  if (object == nullptr) return nullptr;
  const auto found = object->by_name.find(name);
  return found == object->by_name.end() ? nullptr : found->second;
}

std::string pointer_of(const Side& side, const std::string& name) {
  if (property_of(side, name) == nullptr) return side.pointer("properties");
  return side.pointer("properties") + schema::pointer_part(name);
}

std::string text_of(const Subschema* schema) {
  return schema == nullptr || schema->source == nullptr ? "" : shown_text(*schema->source);
}

std::string below(const std::string& path, const std::string& name) {
  return join_path(path, path_component(name));
}

const Subschema* additional_of(const Side& side) {
  return side.object() == nullptr ? nullptr : side.object()->additional;
}

std::string additional_text(const Side& side) {
  const Subschema* additional = additional_of(side);
  return additional == nullptr ? "allowed" : shown_text(*additional->source);
}

}  // namespace

bool Walk::is_required(const Side& side, const std::string& name) {
  const auto* object = side.object();
  if (object == nullptr) return false;
  const auto [names, is_new] = required_.try_emplace(object);
  if (is_new) names->second.insert(object->required.begin(), object->required.end());
  return names->second.contains(name);
}

Span Walk::place_of(const Side& side, const std::string& name) {
  const yaml::Node* properties = side.value("properties");
  if (properties == nullptr || !side.is_here()) return side.place("properties");
  const yaml::Entry* entry = members_.find(*properties, name);
  return entry == nullptr ? side.place("properties") : entry->key_at;
}

void Walk::compare_properties(const Place& place) {
  std::vector<std::string> names;
  for (const Side* side : {&place.before, &place.after}) {
    if (side->object() == nullptr) continue;
    for (const auto& property : side->object()->properties) names.push_back(property.name);
    for (const std::string& name : side->object()->required) names.push_back(name);
  }
  sort_unique(names);
  for (const std::string& name : names) compare_property(place, name);
}

void Walk::compare_property(const Place& place, const std::string& name) {
  const Subschema* was = property_of(place.before, name);
  const Subschema* is = property_of(place.after, name);
  const bool was_required = is_required(place.before, name);
  const bool is_now_required = is_required(place.after, name);
  if (was == nullptr && is != nullptr && !was_required) {
    add_property(place, name, is_now_required);
    return;
  }
  if (was != nullptr && is == nullptr && !is_now_required) {
    remove_property(place, name);
    return;
  }
  if (was_required != is_now_required) {
    Change change = diff_parts::changed(
        is_now_required ? ChangeKind::model_property_required : ChangeKind::model_property_optional,
        below(place.path, name), "", "", place_of(place.before, name), place_of(place.after, name));
    change.before_pointer = pointer_of(place.before, name);
    change.after_pointer = pointer_of(place.after, name);
    add(std::move(change), place, {is_now_required, was_required});
  }
  if (was == nullptr && is == nullptr) return;
  descend(place, part_of(place.before, was, place_of(place.before, name)),
          part_of(place.after, is, place_of(place.after, name)), below(place.path, name));
}

/// What one side writes as a further property the other names; and what the one names, the other
/// takes as a further property, or not.
void Walk::add_property(const Place& place, const std::string& name, bool required) {
  const Subschema* is = property_of(place.after, name);
  const Subschema* others = additional_of(place.before);
  const bool writes_others = judge_.policy(Direction::backward) == schema::Policy::strict ||
                             (others != nullptr && !is_closed(others));
  const auto passes = [&](Direction direction, const Subschema* writer, const Subschema* reader) {
    return judge_.of(direction, writer, reader).answer == schema::Answer::contained;
  };
  Change change = diff_parts::changed(
      required ? ChangeKind::model_property_added_required : ChangeKind::model_property_added,
      below(place.path, name), "", text_of(is), {}, place_of(place.after, name));
  change.after_pointer = pointer_of(place.after, name);
  const bool stops_old = writes_others && !passes(Direction::backward, others, is);
  add(std::move(change), place,
      {.backward = required || stops_old, .forward = !passes(Direction::forward, is, others)});
}

void Walk::remove_property(const Place& place, const std::string& name) {
  const Subschema* was = property_of(place.before, name);
  const Subschema* others = additional_of(place.after);
  const bool writes_others = judge_.policy(Direction::forward) == schema::Policy::strict ||
                             (others != nullptr && !is_closed(others));
  const auto passes = [&](Direction direction, const Subschema* writer, const Subschema* reader) {
    return judge_.of(direction, writer, reader).answer == schema::Answer::contained;
  };
  diff_parts::Block block = block_;
  if (place.after.is_here()) block.at = place.after.place("properties");
  Change change = diff_parts::removed(ChangeKind::model_property_removed, below(place.path, name),
                                      text_of(was), place_of(place.before, name), block);
  change.before_pointer = pointer_of(place.before, name);
  const bool stops_new = is_required(place.before, name) ||
                         (writes_others && !passes(Direction::forward, others, was));
  add(std::move(change), place,
      {.backward = !passes(Direction::backward, was, others), .forward = stops_new});
}

void Walk::compare_additional(const Place& place) {
  const Subschema* was = additional_of(place.before);
  const Subschema* is = additional_of(place.after);
  const std::string_view keyword = "additionalProperties";
  if (was == nullptr && is == nullptr) return;
  const bool both_say = was != nullptr && is != nullptr && !was->always && !is->always;
  if (both_say) {
    descend(place, part_of(place.before, was, place.before.place(keyword)),
            part_of(place.after, is, place.after.place(keyword)), join_path(place.path, "*"));
    return;
  }
  if ((is_open(was) && is_open(is)) || (is_closed(was) && is_closed(is))) return;
  const bool narrower = is_closed(is) || (is_open(was) && !is_closed(was));
  Change change =
      diff_parts::changed(narrower ? ChangeKind::model_additional_properties_narrowed
                                   : ChangeKind::model_additional_properties_widened,
                          place.path, additional_text(place.before), additional_text(place.after),
                          place.before.place(keyword), place.after.place(keyword));
  change.detail = keyword;
  change.before_pointer = place.before.pointer(keyword);
  change.after_pointer = place.after.pointer(keyword);
  add(std::move(change), place, {narrower, !narrower});
}

void Walk::compare_items(const Place& place) {
  const auto* was = place.before.array();
  const auto* is = place.after.array();
  const std::vector<const Subschema*> none;
  const auto& old_prefix = was == nullptr ? none : was->prefix;
  const auto& new_prefix = is == nullptr ? none : is->prefix;
  if (old_prefix.size() != new_prefix.size()) {
    const auto* longer = old_prefix.size() > new_prefix.size() ? was : is;
    add(ChangeKind::model_items_changed, place, longer->prefix_is_items ? "items" : "prefixItems",
        {true, true});
  } else {
    for (std::size_t i = 0; i < old_prefix.size(); ++i) {
      descend(place, part_of(place.before, old_prefix[i]), part_of(place.after, new_prefix[i]),
              fmt::format("{}[{}]", place.path, i));
    }
  }
  const Subschema* old_items = was == nullptr ? nullptr : was->items;
  const Subschema* new_items = is == nullptr ? nullptr : is->items;
  const auto keyword = [](const auto* array) {
    return array != nullptr && array->items_is_additional ? "additionalItems" : "items";
  };
  if (old_items != nullptr && new_items != nullptr && !old_items->always && !new_items->always) {
    descend(place, part_of(place.before, old_items), part_of(place.after, new_items),
            place.path + "[]");
  } else if (text_of(old_items) != text_of(new_items)) {
    const bool added = is_open(old_items);
    add(ChangeKind::model_items_changed, place, keyword(new_items == nullptr ? was : is),
        {.backward = added || is_closed(new_items), .forward = !added});
  }
}

/// Alternatives that both sides have are looked into, for they may refer to what differs, and so is
/// one that is left over on each side. All others came or went.
void Walk::compare_branches(const Place& place, std::string_view keyword) {
  const auto branches = [&](const Side& side) {
    if (side.schema == nullptr || side.schema->logic == nullptr) {
      return std::vector<const Subschema*>{};
    }
    const schema::LogicKeywords& logic = *side.schema->logic;
    return keyword == "allOf" ? logic.all_of : keyword == "anyOf" ? logic.any_of : logic.one_of;
  };
  auto was = branches(place.before);
  auto is = branches(place.after);
  const bool said = !was.empty();
  const bool says = !is.empty();
  const auto look_into = [&](const Subschema* before, const Subschema* after) {
    descend(place, part_of(place.before, before), part_of(place.after, after), place.path);
  };
  for (auto at = was.begin(); at != was.end();) {
    const auto same = std::ranges::find_if(is, [&](const Subschema* other) {
      return schema_text(*(*at)->source) == schema_text(*other->source);
    });
    if (same == is.end()) {
      ++at;
      continue;
    }
    look_into(*at, *same);
    is.erase(same);
    at = was.erase(at);
  }
  if (was.size() == 1 && is.size() == 1) {
    look_into(was.front(), is.front());
    return;
  }
  if (was.empty() && is.empty()) return;
  // Alternatives let the more pass the more they are, conditions the less; one of several does
  // either.
  const bool all = keyword == "allOf";
  const bool one = keyword == "oneOf";
  const bool narrower = says && (all ? !is.empty() : one || !said || !was.empty());
  const bool wider = said && (all ? !was.empty() : one || !says || !is.empty());
  if (narrower) add(ChangeKind::model_combined_narrowed, place, keyword, {.backward = true});
  if (wider) add(ChangeKind::model_combined_widened, place, keyword, {.forward = true});
}

}  // namespace dcr::model
