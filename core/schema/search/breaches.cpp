// SPDX-License-Identifier: Apache-2.0
// The ways in which a value can break a schema, and which of them are left where much is known of
// the value already.
#include "core/schema/search/array_solver.hpp"
#include "core/schema/search/object_solver.hpp"
#include "core/schema/search/search.hpp"

#include <algorithm>
#include <iterator>

namespace dcr::schema::search {

namespace {

constexpr int deepest = 40;

bool is_number(Kind kind) {
  return kind == Kind::integer || kind == Kind::whole || kind == Kind::fraction;
}

/// What is known of a branch without the choices that are open.
Branch known_part(const Branch& branch) {
  Branch part{branch.kind, {}, {}, {}};
  part.seen = branch.seen;
  part.finite = branch.finite;
  part.finite_side = branch.finite_side;
  part.not_these = branch.not_these;
  part.facts = branch.facts;
  part.rests = branch.rests;
  part.item_rests = branch.item_rests;
  part.atoms = branch.atoms;
  part.shape = branch.shape;
  return part;
}

}  // namespace

void Search::add_number_breaches(const Literal& literal, Breaches& found) {
  const NumberKeywords& keywords = *literal.schema->number;
  const auto add = [&](const std::optional<Decimal>& limit, Breach breach) {
    if (limit) found.ways.push_back({{}, {{breach, literal.schema, literal.side}}});
  };
  add(keywords.minimum, Breach::minimum);
  add(keywords.exclusive_minimum, Breach::exclusive_minimum);
  add(keywords.maximum, Breach::maximum);
  add(keywords.exclusive_maximum, Breach::exclusive_maximum);
  add(keywords.multiple_of, Breach::multiple_of);
}

void Search::add_string_breaches(const Literal& literal, Breaches& found) {
  const StringKeywords& keywords = *literal.schema->string;
  const auto add = [&](bool is_there, Breach breach) {
    if (is_there) found.ways.push_back({{}, {{breach, literal.schema, literal.side}}});
  };
  add(keywords.min_length.value_or(0) > 0, Breach::min_length);
  add(keywords.max_length.has_value(), Breach::max_length);
  add(keywords.pattern != nullptr, Breach::pattern);
  add(keywords.asserts_format, Breach::format);
}

void Search::add_array_breaches(const Literal& literal, Breaches& found) {
  const Subschema& schema = *literal.schema;
  const ArrayKeywords& keywords = *schema.array;
  const auto add = [&](bool is_there, Atom atom) {
    if (is_there) found.ways.push_back({{}, {atom}});
  };
  const auto atom = [&](Breach breach, std::size_t index = 0, const Subschema* inner = nullptr) {
    Atom made{breach, &schema, literal.side};
    made.index = index;
    made.inner = inner;
    return made;
  };
  add(keywords.min_items.value_or(0) > 0, atom(Breach::min_items));
  add(keywords.max_items.has_value(), atom(Breach::max_items));
  add(keywords.unique, atom(Breach::unique_items));
  for (std::size_t i = 0; i < keywords.prefix.size(); ++i) {
    add(true, atom(Breach::prefix_item, i, keywords.prefix[i]));
  }
  add(keywords.items != nullptr, atom(Breach::items, keywords.prefix.size(), keywords.items));
  const bool needs_some = keywords.contains != nullptr && keywords.min_contains.value_or(1) > 0;
  add(needs_some, atom(Breach::min_contains, 0, keywords.contains));
  add(keywords.contains != nullptr && keywords.max_contains.has_value(),
      atom(Breach::max_contains, 0, keywords.contains));
  if (keywords.unevaluated == nullptr) return;
  Branch trial{Kind::array, {}, {}, {}};
  take_arrays(trial, literal);
  const std::vector<const Subschema*> all = evaluating(schema);
  if (!trial.item_rests.empty()) {
    const ItemRest& rest = trial.item_rests.front();
    add(true, atom(Breach::items, rest.from, rest.schema));
  } else if (all.empty()) {
    Atom opaque = atom(Breach::opaque);
    opaque.keyword = "unevaluatedItems";
    add(true, opaque);
  } else {
    const bool takes_all = std::any_of(all.begin(), all.end(), [&](const Subschema* one) {
      return one->array && one->array->items != nullptr;
    });
    Atom opaque = atom(Breach::opaque);
    opaque.keyword = "unevaluatedItems";
    add(!takes_all, opaque);
  }
}

void Search::add_object_breaches(const Literal& literal, Breaches& found) {
  const Subschema& schema = *literal.schema;
  const ObjectKeywords& keywords = *schema.object;
  const auto atom = [&](Breach breach, std::string_view name = {},
                        const Subschema* inner = nullptr) {
    Atom made{breach, &schema, literal.side};
    made.name = name;
    made.inner = inner;
    return made;
  };
  const auto add = [&](Atom made) { found.ways.push_back({{}, {made}}); };
  if (keywords.min_properties.value_or(0) > 0) add(atom(Breach::min_properties));
  if (keywords.max_properties) add(atom(Breach::max_properties));
  for (const std::string& name : keywords.required) add(atom(Breach::missing, name));
  for (const Property& one : keywords.properties) {
    add(atom(Breach::property, one.name, one.schema));
  }
  for (std::size_t i = 0; i < keywords.pattern_properties.size(); ++i) {
    Atom made = atom(Breach::pattern_property, {}, keywords.pattern_properties[i].schema);
    made.index = i;
    add(made);
  }
  if (keywords.additional != nullptr) add(atom(Breach::additional, {}, keywords.additional));
  if (keywords.property_names != nullptr) {
    add(atom(Breach::property_names, {}, keywords.property_names));
  }
  for (const DependentRequired& dependent : keywords.dependent_required) {
    for (const std::string& name : dependent.required) {
      found.ways.push_back(
          {{}, {atom(Breach::present, dependent.name), atom(Breach::missing, name)}});
    }
  }
  for (const Property& dependent : keywords.dependent_schemas) {
    found.ways.push_back(
        {{{dependent.schema, false, literal.side}}, {atom(Breach::present, dependent.name)}});
  }
  if (keywords.unevaluated == nullptr) return;
  Branch trial{Kind::object, {}, {}, {}};
  take_objects(trial, literal);
  const std::vector<const Subschema*> all = evaluating(schema);
  const bool takes_all = std::any_of(all.begin(), all.end(), [](const Subschema* one) {
    return one->object && one->object->additional != nullptr;
  });
  if (takes_all && !all.empty()) return;
  Atom made = atom(Breach::opaque);
  made.keyword = "unevaluatedProperties";
  // Where only this schema looks at members, it is `additionalProperties` by another name.
  const bool is_alone = !trial.rests.empty() && trial.rests.front().looked_at.size() == 1;
  add(is_alone ? atom(Breach::additional, {}, keywords.unevaluated) : made);
}

void Search::add_value_breach(const Goal& goal, const Branch& branch, const Literal& literal,
                              const Values& values, Breaches& found) {
  // Values that what holds refuses anyway need not be kept away from; but what holds must not owe
  // that to this very schema.
  const bool is_own =
      std::find(goal.literals.begin(), goal.literals.end(), literal) != goal.literals.end();
  const bool matters =
      std::any_of(values.nodes.begin(), values.nodes.end(), [&](const Value& value) {
        const Kind kind = kind_of(*value);
        const bool is_kind =
            kind == branch.kind || (is_number(kind) && is_number(branch.kind) &&
                                    kind != Kind::fraction && branch.kind != Kind::fraction);
        return is_kind &&
               (!is_own ||
                std::all_of(goal.literals.begin(), goal.literals.end(), [&](const Literal& one) {
                  return !one.holds || fits(*one.schema, *value) != Validity::invalid;
                }));
      });
  if (!matters) {
    found.settled = true;
    return;
  }
  Atom atom{Breach::value, literal.schema, literal.side};
  atom.values = &values;
  found.ways.push_back({{}, {atom}});
}

void Search::add_one_of_breaches(const Goal& goal, const Branch& branch, const Literal& literal,
                                 Breaches& found) {
  Alternative none;
  std::vector<Literal> possible;
  for (const Subschema* one : literal.schema->logic->one_of) {
    none.literals.push_back({one, false, literal.side});
    const Literal holding{one, true, literal.side};
    if (!contradicts(goal, branch, holding)) possible.push_back(holding);
  }
  found.ways.push_back(std::move(none));
  for (std::size_t i = 0; i < possible.size(); ++i) {
    for (std::size_t j = i + 1; j < possible.size(); ++j) {
      found.ways.push_back({{possible[i], possible[j]}, {}});
    }
  }
}

void Search::add_logic_breaches(const Goal& goal, const Branch& branch, const Literal& literal,
                                int depth, Breaches& found) {
  const LogicKeywords& logic = *literal.schema->logic;
  const auto refused = [&](const Subschema* one) { return Literal{one, false, literal.side}; };
  const auto holding = [&](const Subschema* one) { return Literal{one, true, literal.side}; };
  for (const Subschema* one : logic.all_of) {
    add_breaches(goal, branch, refused(one), depth + 1, found);
    if (found.settled) return;
  }
  if (logic.any_of.size() == 1) {
    add_breaches(goal, branch, refused(logic.any_of.front()), depth + 1, found);
  } else if (!logic.any_of.empty()) {
    Alternative none;
    for (const Subschema* one : logic.any_of) none.literals.push_back(refused(one));
    found.ways.push_back(std::move(none));
  }
  if (logic.one_of.size() == 1) {
    add_breaches(goal, branch, refused(logic.one_of.front()), depth + 1, found);
  } else if (!logic.one_of.empty()) {
    add_one_of_breaches(goal, branch, literal, found);
  }
  if (logic.negated != nullptr) found.ways.push_back({{holding(logic.negated)}, {}});
  if (logic.condition == nullptr) return;
  if (logic.consequence != nullptr) {
    found.ways.push_back({{holding(logic.condition), refused(logic.consequence)}, {}});
  }
  if (logic.alternative != nullptr) {
    found.ways.push_back({{refused(logic.condition), refused(logic.alternative)}, {}});
  }
}

/// Adds the ways to break one schema.
void Search::add_breaches(const Goal& goal, const Branch& branch, const Literal& raw, int depth,
                          Breaches& found) {
  const Literal literal{&targets_.plain(*raw.schema), false, raw.side};
  const Subschema& schema = *literal.schema;
  if (schema.always) {
    found.settled = found.settled || !*schema.always;
    return;
  }
  const bool is_wrong_kind =
      schema.types && (kinds_of(*schema.types, schema.draft()) & bit(branch.kind)) == 0;
  // What has to be refused for another reason as well is looked at there.
  if (is_wrong_kind || (depth > 0 && branch.seen.contains(literal))) {
    found.settled = true;
    return;
  }
  if (depth > deepest || !spend(1)) {
    Atom opaque{Breach::opaque, &schema, literal.side};
    found.ways.push_back({{}, {opaque}});
    return;
  }
  Breaches own;
  for (const auto* values : {&schema.enumeration, &schema.constant}) {
    if (*values && !own.settled) add_value_breach(goal, branch, literal, **values, own);
  }
  if (is_number(branch.kind) && schema.number) add_number_breaches(literal, own);
  if (branch.kind == Kind::string && schema.string) add_string_breaches(literal, own);
  if (branch.kind == Kind::array && schema.array) add_array_breaches(literal, own);
  if (branch.kind == Kind::object && schema.object) {
    add_object_breaches(literal, own);
  }
  for (const Reference& reference : schema.references) {
    if (own.settled) break;
    if (const Subschema* target = targets_.of(reference)) {
      add_breaches(goal, branch, {target, false, literal.side}, depth + 1, own);
    } else {
      Atom opaque{Breach::opaque, &schema, literal.side};
      opaque.keyword = reference.kind == ReferenceKind::dynamic ? "$dynamicRef" : "$recursiveRef";
      own.ways.push_back({{}, {opaque}});
    }
  }
  if (schema.logic && !own.settled) add_logic_breaches(goal, branch, literal, depth, own);
  found.settled = found.settled || own.settled;
  if (found.settled) return;
  found.ways.insert(found.ways.end(), std::make_move_iterator(own.ways.begin()),
                    std::make_move_iterator(own.ways.end()));
}

bool Search::is_possible(const Goal& goal, const Branch& branch, const Alternative& way) {
  for (const Literal& literal : way.literals) {
    if (literal.holds) {
      if (contradicts(goal, branch, literal)) return false;
      continue;
    }
    for (const Literal& other : branch.seen) {
      if (other.holds && sameness_.same(*other.schema, *literal.schema)) return false;
    }
  }
  if (way.atoms.empty()) return true;
  if (branch.kind == Kind::object) return ObjectSolver(*this, goal, branch).may_have(way.atoms);
  if (branch.kind == Kind::array) return ArraySolver(*this, goal, branch).may_have(way.atoms);
  Branch trial = known_part(branch);
  take(trial, {{}, way.atoms});
  return solve_leaf(goal, trial).status != Status::none;
}

bool Search::is_certain(const Goal& goal, const Branch& branch, const Alternative& way) {
  if (way.atoms.empty() && !way.literals.empty()) {
    return std::all_of(way.literals.begin(), way.literals.end(), [&](const Literal& literal) {
      return branch.seen.contains({&targets_.plain(*literal.schema), literal.holds, literal.side});
    });
  }
  const bool is_one = way.atoms.size() == 1 && way.literals.empty();
  if (!is_one || !branch.is_crowded || branch.kind != Kind::object) return false;
  return ObjectSolver(*this, goal, branch).must_have(way.atoms.front());
}

/// Whether what is known of the branch leaves no room for a schema that is to hold. Only what is
/// cheap to see is seen.
bool Search::contradicts(const Goal& goal, const Branch& branch, const Literal& holding) {
  if ((kinds_of_literal(holding, 4) & bit(branch.kind)) == 0) return true;
  Branch trial = known_part(branch);
  trial.waiting.push_back(holding);
  if (!take_waiting(trial)) return true;
  if (trial.finite != nullptr) {
    constexpr std::size_t few = 64;
    return trial.finite->nodes.size() <= few &&
           std::none_of(trial.finite->nodes.begin(), trial.finite->nodes.end(),
                        [&](const Value& value) {
                          return std::all_of(goal.literals.begin(), goal.literals.end(),
                                             [&](const Literal& one) {
                                               const Validity wanted =
                                                   one.holds ? Validity::invalid : Validity::valid;
                                               return fits(*one.schema, *value) != wanted;
                                             }) &&
                                 fits(*holding.schema, *value) != Validity::invalid;
                        });
  }
  if (is_number(trial.kind)) return solve_number(goal, trial).status == Status::none;
  if (trial.kind == Kind::object) return ObjectSolver(*this, goal, trial).is_torn();
  return false;
}

}  // namespace dcr::schema::search
