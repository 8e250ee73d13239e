// SPDX-License-Identifier: Apache-2.0
#include "core/schema/difference_walk.hpp"

#include "core/base/text.hpp"
#include "core/schema/identity.hpp"
#include "core/yaml/render.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace dcr::schema {

namespace {

constexpr std::size_t most_differences = 2'000;
constexpr std::size_t most_questions = 400;

KeywordPlace place_of(const SchemaView& view, std::string_view keyword) {
  const Subschema& owner = owner_of(view, keyword);
  const yaml::Entry* entry = owner.source->find_entry(keyword);
  if (entry == nullptr) {
    return {view.place->resource->document, view.place->pointer, view.place->source->at};
  }
  return {owner.resource->document, owner.pointer + "/" + std::string(keyword), entry->value->at};
}

std::string value_text(const yaml::Entry* entry) {
  constexpr std::size_t most = 120;
  if (entry == nullptr) return {};
  std::string text = yaml::flow_text(*entry->value, {true, true});
  return text.size() <= most ? text : std::string();
}

constexpr auto plain_keywords = std::to_array<std::pair<std::string_view, DifferenceKind>>({
    {"multipleOf", DifferenceKind::multiple_of_changed},
    {"pattern", DifferenceKind::pattern_changed},
    {"format", DifferenceKind::format_changed},
    {"uniqueItems", DifferenceKind::unique_items_changed},
    {"minContains", DifferenceKind::contains_changed},
    {"maxContains", DifferenceKind::contains_changed},
    {"dependencies", DifferenceKind::dependency_changed},
    {"dependentRequired", DifferenceKind::dependency_changed},
    {"dependentSchemas", DifferenceKind::dependency_changed},
});

constexpr auto schema_keywords = std::to_array<std::pair<std::string_view, DifferenceKind>>({
    {"contains", DifferenceKind::contains_changed},
    {"propertyNames", DifferenceKind::property_names_changed},
    {"if", DifferenceKind::conditional_changed},
    {"then", DifferenceKind::conditional_changed},
    {"else", DifferenceKind::conditional_changed},
    {"not", DifferenceKind::not_changed},
    {"unevaluatedItems", DifferenceKind::items_changed},
});

/// The schema of a keyword that has one.
const Subschema* schema_of(const SchemaView& view, std::string_view keyword) {
  for (const Subschema* part : view.parts) {
    const LogicKeywords* logic = part->logic.get();
    const ArrayKeywords* array = part->array.get();
    const ObjectKeywords* object = part->object.get();
    const Subschema* found = nullptr;
    if (keyword == "contains" && array != nullptr) found = array->contains;
    if (keyword == "unevaluatedItems" && array != nullptr) found = array->unevaluated;
    if (keyword == "propertyNames" && object != nullptr) found = object->property_names;
    if (keyword == "additionalProperties" && object != nullptr) found = object->additional;
    if (keyword == "unevaluatedProperties" && object != nullptr) found = object->unevaluated;
    if (keyword == "if" && logic != nullptr) found = logic->condition;
    if (keyword == "then" && logic != nullptr) found = logic->consequence;
    if (keyword == "else" && logic != nullptr) found = logic->alternative;
    if (keyword == "not" && logic != nullptr) found = logic->negated;
    if (found != nullptr) return found;
  }
  return nullptr;
}

const std::vector<const Subschema*>& branches_of(const SchemaView& view, std::string_view keyword) {
  static const std::vector<const Subschema*> none;
  for (const Subschema* part : view.parts) {
    if (!part->logic) continue;
    const auto& found = keyword == "anyOf" ? part->logic->any_of : part->logic->one_of;
    if (!found.empty()) return found;
  }
  return none;
}

struct BoundKeyword {
  std::string_view name;
  bool is_lower;
};

constexpr auto bounds = std::to_array<BoundKeyword>({{"minimum", true},
                                                     {"exclusiveMinimum", true},
                                                     {"maximum", false},
                                                     {"exclusiveMaximum", false},
                                                     {"minLength", true},
                                                     {"maxLength", false},
                                                     {"minItems", true},
                                                     {"maxItems", false},
                                                     {"minProperties", true},
                                                     {"maxProperties", false}});

}  // namespace

DifferenceWalk::DifferenceWalk(const Schema& before, const Schema& after, Policy policy,
                               const ContainmentLimits& limits)
    : before_(before),
      after_(after),
      policy_(policy),
      targets_(before.root(), after.root()),
      backward_(before.root(), after.root(), policy, limits),
      forward_(after.root(), before.root(), policy, limits) {}

Effect DifferenceWalk::effect(Comparison& comparison, const Subschema& writer,
                              const Subschema& reader, Effect around) {
  if (around == Effect::none) return Effect::none;
  if (++questions_ > most_questions) return around;
  switch (comparison.of(writer, reader).answer) {
    case Answer::contained: return Effect::none;
    case Answer::not_contained: return Effect::breaks;
    case Answer::undecidable: break;
  }
  return Effect::undecided;
}

DifferenceWalk::Effects DifferenceWalk::effects_of(const Subschema& before, const Subschema& after,
                                                   Effects around) {
  return {effect(backward_, before, after, around.backward),
          effect(forward_, after, before, around.forward)};
}

void DifferenceWalk::add(const Pair& pair, Difference difference, Effects effects) {
  if (list_.size() >= most_differences) return;
  difference.path = pair.path;
  difference.backward = effects.backward;
  difference.forward = effects.forward;
  list_.push_back(std::move(difference));
}

void DifferenceWalk::add(const Pair& pair, DifferenceKind kind, std::string_view keyword,
                         Turns turns) {
  Difference made{kind,
                  {},
                  std::string(keyword),
                  place_of(pair.before, keyword),
                  place_of(pair.after, keyword),
                  value_text(written(pair.before, keyword)),
                  value_text(written(pair.after, keyword))};
  Effects effects = pair.effects;
  if (turns == Turns::wider) effects.backward = Effect::none;
  if (turns == Turns::narrower) effects.forward = Effect::none;
  add(pair, std::move(made), effects);
}

void DifferenceWalk::walk(const Subschema& outer_before, const Subschema& outer_after,
                          const std::string& path, Effects around) {
  constexpr int deepest = 100;
  const Subschema& before = targets_.plain(outer_before);
  const Subschema& after = targets_.plain(outer_after);
  if (!seen_.emplace(&before, &after).second || depth_ >= deepest) {
    is_cut_ = true;
    return;
  }
  if (sameness_.same(before, after)) return;
  ++depth_;
  const bool was_cut = std::exchange(is_cut_, false);
  const std::size_t first = list_.size();
  const SchemaView old_view = view_of(before, targets_);
  const SchemaView new_view = view_of(after, targets_);
  const Pair pair{old_view, new_view, path, effects_of(before, after, around)};
  compare_types(pair);
  compare_values(pair);
  compare_bounds(pair);
  for (const auto& [keyword, kind] : plain_keywords) compare_written(pair, keyword, kind);
  for (const auto& [keyword, kind] : schema_keywords) compare_schemas(pair, keyword, kind);
  compare_members(pair);
  compare_items(pair);
  compare_rest(pair);
  compare_branches(pair);
  if (!is_cut_) explain(pair, first);
  is_cut_ = is_cut_ || was_cut;
  --depth_;
}

/// Says so where a place breaks and nothing in it that was listed does.
void DifferenceWalk::explain(const Pair& pair, std::size_t first) {
  const auto is_explained = [&](Effect Difference::*effect) {
    return std::any_of(list_.begin() + static_cast<std::ptrdiff_t>(first), list_.end(),
                       [&](const Difference& one) { return one.*effect != Effect::none; });
  };
  if (pair.effects.backward == Effect::breaks && !is_explained(&Difference::backward)) {
    add(pair, DifferenceKind::combined_narrowed, "", Turns::narrower);
  }
  if (pair.effects.forward == Effect::breaks && !is_explained(&Difference::forward)) {
    add(pair, DifferenceKind::combined_widened, "", Turns::wider);
  }
}

bool DifferenceWalk::are_same(const Subschema* before, const Subschema* after) {
  if ((before == nullptr) != (after == nullptr)) return false;
  return before == nullptr || sameness_.same(*before, *after);
}

void DifferenceWalk::compare_schemas(const Pair& pair, std::string_view keyword,
                                     DifferenceKind kind) {
  if (are_same(schema_of(pair.before, keyword), schema_of(pair.after, keyword))) return;
  add(pair, kind, keyword, Turns::either);
}

bool DifferenceWalk::is_same(const yaml::Entry* before, const yaml::Entry* after) {
  if ((before == nullptr) != (after == nullptr)) return false;
  return before == nullptr || identity(*before->value) == identity(*after->value);
}

void DifferenceWalk::compare_written(const Pair& pair, std::string_view keyword,
                                     DifferenceKind kind) {
  if (is_same(written(pair.before, keyword), written(pair.after, keyword))) return;
  add(pair, kind, keyword, Turns::either);
}

void DifferenceWalk::compare_types(const Pair& pair) {
  const search::Kinds before = pair.before.kinds;
  const search::Kinds after = pair.after.kinds;
  const bool is_optional = optional_of(branches_of(pair.before, "anyOf")) != nullptr ||
                           optional_of(branches_of(pair.after, "anyOf")) != nullptr;
  const std::string_view keyword = is_optional ? "anyOf" : "type";
  if ((before & ~after) != 0) add(pair, DifferenceKind::type_narrowed, keyword, Turns::narrower);
  if ((after & ~before) != 0) add(pair, DifferenceKind::type_widened, keyword, Turns::wider);
}

void DifferenceWalk::compare_values(const Pair& pair) {
  const auto values = [](const SchemaView& view) -> const Values* {
    if (view.enumerated == nullptr) return nullptr;
    return view.enumerated->constant ? view.enumerated->constant.get()
                                     : view.enumerated->enumeration.get();
  };
  const Values* before = values(pair.before);
  const Values* after = values(pair.after);
  if (before == nullptr && after == nullptr) return;
  const bool has_const =
      written(pair.before, "const") != nullptr || written(pair.after, "const") != nullptr;
  const bool has_enum =
      written(pair.before, "enum") != nullptr || written(pair.after, "enum") != nullptr;
  if (before != nullptr && after != nullptr && before->identities == after->identities) return;
  if (has_const && !has_enum) {
    add(pair, DifferenceKind::const_changed, "const", Turns::either);
    return;
  }
  const auto has_more = [](const Values* all, const Values* some) {
    if (some == nullptr) return false;
    return all == nullptr ||
           std::any_of(all->identities.begin(), all->identities.end(),
                       [&](const std::string& one) { return !some->identities.contains(one); });
  };
  const std::string_view keyword = has_const ? "const" : "enum";
  if (has_more(before, after)) {
    add(pair, DifferenceKind::enum_narrowed, has_enum ? "enum" : keyword, Turns::narrower);
  }
  if (has_more(after, before)) {
    add(pair, DifferenceKind::enum_extended, has_enum ? "enum" : keyword, Turns::wider);
  }
}

void DifferenceWalk::compare_bounds(const Pair& pair) {
  for (const BoundKeyword& bound : bounds) {
    const yaml::Entry* before = written(pair.before, bound.name);
    const yaml::Entry* after = written(pair.after, bound.name);
    if (is_same(before, after)) continue;
    const auto limit = [](const yaml::Entry* entry) {
      return entry == nullptr ? std::nullopt : Decimal::read(entry->value->text);
    };
    const std::optional<Decimal> was = limit(before);
    const std::optional<Decimal> is = limit(after);
    // draft-04's boolean moves the bound beside it.
    const bool is_flag = (before != nullptr && !was) || (after != nullptr && !is);
    bool is_tighter = is && (!was || (bound.is_lower ? *is > *was : *is < *was));
    if (is_flag) is_tighter = after != nullptr && after->value->as_boolean().value_or(true);
    add(pair, is_tighter ? DifferenceKind::bound_tightened : DifferenceKind::bound_loosened,
        bound.name, is_tighter ? Turns::narrower : Turns::wider);
  }
}

/// A keyword that makes a schema narrower or wider as a whole.
void DifferenceWalk::add_turn(const Pair& pair, std::string_view keyword, DifferenceKind narrowed,
                              DifferenceKind widened) {
  const bool breaks_backward = pair.effects.backward != Effect::none;
  const bool breaks_forward = pair.effects.forward != Effect::none;
  const bool is_new = written(pair.before, keyword) == nullptr;
  if (breaks_backward || (!breaks_forward && is_new)) {
    add(pair, narrowed, keyword, Turns::narrower);
  }
  if (breaks_forward || (!breaks_backward && !is_new)) add(pair, widened, keyword, Turns::wider);
}

void DifferenceWalk::compare_rest(const Pair& pair) {
  const auto differs = [&](std::string_view keyword) {
    add_turn(pair, keyword, DifferenceKind::additional_properties_narrowed,
             DifferenceKind::additional_properties_widened);
  };
  for (const std::string_view keyword : {"additionalProperties", "unevaluatedProperties"}) {
    if (!are_same(schema_of(pair.before, keyword), schema_of(pair.after, keyword))) {
      differs(keyword);
    }
  }
  if (!is_same(written(pair.before, "patternProperties"),
               written(pair.after, "patternProperties"))) {
    differs("patternProperties");
  }
}

void DifferenceWalk::compare_branches(const Pair& pair) {
  for (const std::string_view keyword : {"anyOf", "oneOf"}) {
    const auto& before = branches_of(pair.before, keyword);
    const auto& after = branches_of(pair.after, keyword);
    // What an optional value is was compared already.
    const auto is_optional = [](const std::vector<const Subschema*>& branches) {
      return branches.empty() || optional_of(branches) != nullptr;
    };
    if (is_optional(before) && is_optional(after)) continue;
    std::vector<const Subschema*> old_only = before;
    std::vector<const Subschema*> new_only;
    for (const Subschema* one : after) {
      const auto same = std::find_if(old_only.begin(), old_only.end(),
                                     [&](const Subschema* other) { return are_same(other, one); });
      if (same == old_only.end()) {
        new_only.push_back(one);
      } else {
        old_only.erase(same);
      }
    }
    if (old_only.empty() && new_only.empty()) continue;
    const std::size_t first = list_.size();
    for (std::size_t i = 0; old_only.size() == new_only.size() && i < old_only.size(); ++i) {
      walk(*old_only[i], *new_only[i], pair.path, pair.effects);
    }
    if (list_.size() > first) continue;
    add_turn(pair, keyword, DifferenceKind::combined_narrowed, DifferenceKind::combined_widened);
  }
}

Differences DifferenceWalk::run() {
  Differences found;
  found.backward = backward_.whole();
  found.forward = forward_.whole();
  const auto around = [](const Containment& whole) {
    return whole.answer == Answer::contained ? Effect::none : Effect::breaks;
  };
  walk(before_.root(), after_.root(), "", {around(found.backward), around(found.forward)});
  found.list = std::move(list_);
  agree(found);
  return found;
}

/// Adds what no single place explains.
void DifferenceWalk::agree(Differences& found) {
  struct Direction {
    const Containment& whole;
    Effect Difference::*effect;
    DifferenceKind kind;
  };
  for (const Direction& direction : std::to_array<Direction>(
           {{found.backward, &Difference::backward, DifferenceKind::combined_narrowed},
            {found.forward, &Difference::forward, DifferenceKind::combined_widened}})) {
    if (direction.whole.answer == Answer::contained) continue;
    const bool is_undecided = direction.whole.answer == Answer::undecidable;
    const bool is_explained =
        std::any_of(found.list.begin(), found.list.end(),
                    [&](const Difference& one) { return one.*direction.effect == Effect::breaks; });
    if (is_explained && !is_undecided) continue;
    const bool is_backward = &direction.whole == &found.backward;
    const Subschema* writer = direction.whole.writer;
    const Subschema* reader = direction.whole.reader;
    const Subschema& old_place = is_undecided ? *(is_backward ? writer : reader) : before_.root();
    const Subschema& new_place = is_undecided ? *(is_backward ? reader : writer) : after_.root();
    Difference one{is_undecided ? DifferenceKind::undecidable : direction.kind,
                   "",
                   direction.whole.keyword,
                   {old_place.resource->document, old_place.pointer, old_place.source->at},
                   {new_place.resource->document, new_place.pointer, new_place.source->at},
                   {},
                   {}};
    one.*direction.effect = is_undecided ? Effect::undecided : Effect::breaks;
    found.list.push_back(std::move(one));
  }
}

}  // namespace dcr::schema
