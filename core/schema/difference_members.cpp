// SPDX-License-Identifier: Apache-2.0
// Differences of members and items, which have places of their own.
#include "core/base/text.hpp"
#include "core/schema/difference_walk.hpp"
#include "core/schema/search/search.hpp"

#include <algorithm>

namespace dcr::schema {

namespace {

KeywordPlace place_of(const Subschema& schema) {
  return {schema.resource->document, schema.pointer, schema.source->at};
}

/// What a schema says of a member that it does not list; nullptr when nothing.
const Subschema* schema_of_others(const SchemaView& view, std::string_view name) {
  for (const Subschema* part : view.parts) {
    if (!part->object) continue;
    for (const PatternProperty& one : part->object->pattern_properties) {
      if (one.pattern->matches(name)) return one.schema;
    }
    if (part->object->additional != nullptr) return part->object->additional;
    if (part->object->unevaluated != nullptr) return part->object->unevaluated;
  }
  return nullptr;
}

const ArrayKeywords* array_of(const SchemaView& view) {
  for (const Subschema* part : view.parts) {
    if (part->array) return part->array.get();
  }
  return nullptr;
}

/// A schema that everything fits.
const Subschema& always() {
  static const Resource resource;
  static const yaml::Node source;
  static const Subschema schema = [] {
    Subschema made;
    made.resource = &resource;
    made.source = &source;
    made.always = true;
    return made;
  }();
  return schema;
}

}  // namespace

/// A property that only one of the two lists.
void DifferenceWalk::one_sided(const Pair& pair, std::string_view name, bool is_removed) {
  const SchemaView& with = is_removed ? pair.before : pair.after;
  const SchemaView& without = is_removed ? pair.after : pair.before;
  const Subschema& property = *with.property(name);
  const bool is_required = with.required.contains(name);
  const Subschema* others = schema_of_others(without, name);
  Difference made;
  made.kind = is_removed    ? DifferenceKind::property_removed
              : is_required ? DifferenceKind::property_added_required
                            : DifferenceKind::property_added;
  made.keyword = "properties";
  made.before = place_of(is_removed ? property : *pair.before.place);
  made.after = place_of(is_removed ? *pair.after.place : property);
  // Who lists the property meets who does not, and the other way round.
  const Effect listed_writes = is_removed ? pair.effects.backward : pair.effects.forward;
  const Effect listed_reads = is_removed ? pair.effects.forward : pair.effects.backward;
  Comparison& writes = is_removed ? backward_ : forward_;
  Comparison& reads = is_removed ? forward_ : backward_;
  const Effect written_wrong =
      others == nullptr ? Effect::none : effect(writes, property, *others, listed_writes);
  Effect read_wrong = Effect::none;
  const bool is_unwritten = policy_ != Policy::strict && others == nullptr;
  if (is_required && !without.required.contains(name)) {
    read_wrong = listed_reads;
  } else if (!is_unwritten) {
    read_wrong = effect(reads, others == nullptr ? always() : *others, property, listed_reads);
  }
  Pair at{pair.before, pair.after, pair.path, {}};
  const std::string path = join_path(pair.path, path_component(name));
  const Effects effects =
      is_removed ? Effects{written_wrong, read_wrong} : Effects{read_wrong, written_wrong};
  add({at.before, at.after, path, {}}, std::move(made), effects);
}

void DifferenceWalk::compare_members(const Pair& pair) {
  for (const std::string_view name : pair.before.names) {
    if (pair.after.property(name) == nullptr) one_sided(pair, name, true);
  }
  for (const std::string_view name : pair.after.names) {
    const Subschema* before = pair.before.property(name);
    if (before == nullptr) {
      one_sided(pair, name, false);
      continue;
    }
    const std::string path = join_path(pair.path, path_component(name));
    walk(*before, *pair.after.property(name), path, pair.effects);
  }
  // A member can be required without being listed.
  std::vector<std::string_view> names;
  for (const SchemaView* view : {&pair.before, &pair.after}) {
    names.insert(names.end(), view->required.begin(), view->required.end());
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  for (const std::string_view name : names) {
    const bool was = pair.before.required.contains(name);
    const bool is = pair.after.required.contains(name);
    const bool is_one_sided =
        (pair.before.property(name) == nullptr) != (pair.after.property(name) == nullptr);
    if (was == is || is_one_sided) continue;
    const std::string path = join_path(pair.path, path_component(name));
    add({pair.before, pair.after, path, pair.effects},
        is ? DifferenceKind::property_required : DifferenceKind::property_optional, "required",
        is ? Turns::narrower : Turns::wider);
  }
}

void DifferenceWalk::compare_items(const Pair& pair) {
  static const ArrayKeywords none;
  const ArrayKeywords* old_array = array_of(pair.before);
  const ArrayKeywords* new_array = array_of(pair.after);
  const ArrayKeywords& before = old_array != nullptr ? *old_array : none;
  const ArrayKeywords& after = new_array != nullptr ? *new_array : none;
  const bool same_shape = before.prefix.size() == after.prefix.size() &&
                          (before.items == nullptr) == (after.items == nullptr);
  if (!same_shape) {
    const bool is_prefix = before.prefix.size() != after.prefix.size();
    const bool is_spelled_items = before.prefix_is_items || after.prefix_is_items;
    add(pair, DifferenceKind::items_changed,
        is_prefix && !is_spelled_items ? "prefixItems" : "items", Turns::either);
    return;
  }
  for (std::size_t i = 0; i < before.prefix.size(); ++i) {
    walk(*before.prefix[i], *after.prefix[i], pair.path + "[" + std::to_string(i) + "]",
         pair.effects);
  }
  if (before.items != nullptr) walk(*before.items, *after.items, pair.path + "[]", pair.effects);
}

}  // namespace dcr::schema
