// SPDX-License-Identifier: Apache-2.0
// Turns what must hold into facts and choices, and walks through the choices.
#include "core/base/bug.hpp"
#include "core/schema/search/search.hpp"
#include "core/schema/search/values.hpp"

#include <algorithm>
#include <utility>

namespace dcr::schema::search {

namespace {

std::string_view keyword_of(Kind kind) {
  switch (kind) {
    case Kind::null:
    case Kind::boolean: return "enum";
    case Kind::integer:
    case Kind::whole:
    case Kind::fraction: return "multipleOf";
    case Kind::string: return "pattern";
    case Kind::array: return "items";
    case Kind::object: return "properties";
  }
  unreachable();
}

bool has_opaque(const Branch& branch) {
  return std::any_of(branch.atoms.begin(), branch.atoms.end(),
                     [](const Atom& atom) { return atom.breach == Breach::opaque; });
}

}  // namespace

std::vector<const Subschema*> Search::evaluating(const Subschema& schema) {
  std::vector<const Subschema*> found{&schema};
  for (std::size_t i = 0; i < found.size(); ++i) {
    const Subschema& here = *found[i];
    const bool is_array_certain =
        !here.array || here.array->contains == nullptr || here.draft() < Draft::draft2020_12;
    if (!is_array_certain || (here.object && !here.object->dependent_schemas.empty())) return {};
    for (const Reference& reference : here.references) {
      const Subschema* target = targets_.of(reference);
      if (target == nullptr) return {};
      found.push_back(target);
    }
    if (!here.logic) continue;
    const LogicKeywords& logic = *here.logic;
    if (!logic.any_of.empty() || !logic.one_of.empty() || logic.condition != nullptr) return {};
    found.insert(found.end(), logic.all_of.begin(), logic.all_of.end());
    if (found.size() > 200) return {};
  }
  return found;
}

bool Search::take_logic(Branch& branch, const Literal& literal) {
  const LogicKeywords& logic = *literal.schema->logic;
  const auto with = [&](const Subschema* schema, bool holds) {
    return Literal{schema, holds, literal.side};
  };
  for (const Subschema* one : logic.all_of) branch.waiting.push_back(with(one, true));
  if (logic.negated != nullptr) branch.waiting.push_back(with(logic.negated, false));
  if (!logic.any_of.empty()) {
    Choice choice;
    for (const Subschema* one : logic.any_of) choice.ways.push_back({{with(one, true)}, {}});
    branch.choices.push_back(std::move(choice));
  }
  if (!logic.one_of.empty()) {
    Choice choice;
    for (std::size_t i = 0; i < logic.one_of.size(); ++i) {
      Alternative one;
      for (std::size_t j = 0; j < logic.one_of.size(); ++j) {
        one.literals.push_back(with(logic.one_of[j], i == j));
      }
      choice.ways.push_back(std::move(one));
    }
    branch.choices.push_back(std::move(choice));
  }
  if (logic.condition != nullptr) {
    Alternative then{{with(logic.condition, true)}, {}};
    if (logic.consequence != nullptr) then.literals.push_back(with(logic.consequence, true));
    Alternative otherwise{{with(logic.condition, false)}, {}};
    if (logic.alternative != nullptr) otherwise.literals.push_back(with(logic.alternative, true));
    if (logic.consequence != nullptr || logic.alternative != nullptr) {
      branch.choices.push_back({{std::move(then), std::move(otherwise)}});
    }
  }
  return true;
}

void Search::take_objects(Branch& branch, const Literal& literal) {
  const Subschema& schema = *literal.schema;
  branch.facts.push_back({&schema, literal.side});
  branch.shape = nullptr;
  for (const Property& dependent : schema.object->dependent_schemas) {
    Atom present{Breach::present, &schema, literal.side};
    present.name = dependent.name;
    Atom missing = present;
    missing.breach = Breach::missing;
    branch.choices.push_back(
        {{{{}, {missing}}, {{{dependent.schema, true, literal.side}}, {present}}}});
  }
  if (schema.object->unevaluated == nullptr) return;
  const std::vector<const Subschema*> all = evaluating(schema);
  if (all.empty()) return;
  Rest rest{{}, schema.object->unevaluated, literal.side};
  for (const Subschema* one : all) {
    if (!one->object) continue;
    if (one->object->additional != nullptr) return;
    if (one != &schema && one->object->unevaluated != nullptr) return;
    rest.looked_at.push_back(one->object.get());
  }
  branch.rests.push_back(std::move(rest));
}

void Search::take_arrays(Branch& branch, const Literal& literal) {
  const Subschema& schema = *literal.schema;
  branch.facts.push_back({&schema, literal.side});
  if (schema.array->unevaluated == nullptr) return;
  const std::vector<const Subschema*> all = evaluating(schema);
  if (all.empty()) return;
  ItemRest rest{0, schema.array->unevaluated, literal.side};
  for (const Subschema* one : all) {
    if (!one->array) continue;
    if (one->array->items != nullptr) return;
    if (one != &schema && one->array->unevaluated != nullptr) return;
    rest.from = std::max(rest.from, one->array->prefix.size());
  }
  branch.item_rests.push_back(rest);
}

bool Search::take_holding(Branch& branch, const Literal& literal) {
  const Subschema& schema = *literal.schema;
  if (schema.always) return *schema.always;
  if (schema.types && (kinds_of(*schema.types, schema.draft()) & bit(branch.kind)) == 0) {
    return false;
  }
  for (const auto* values : {&schema.constant, &schema.enumeration}) {
    if (*values &&
        (branch.finite == nullptr || (*values)->nodes.size() < branch.finite->nodes.size())) {
      branch.finite = values->get();
      branch.finite_side = literal.side;
    }
  }
  for (const Reference& reference : schema.references) {
    if (const Subschema* target = targets_.of(reference)) {
      branch.waiting.push_back({target, true, literal.side});
    }
  }
  const bool is_number =
      branch.kind == Kind::integer || branch.kind == Kind::whole || branch.kind == Kind::fraction;
  if ((is_number && schema.number) || (branch.kind == Kind::string && schema.string)) {
    branch.facts.push_back({&schema, literal.side});
  }
  if (branch.kind == Kind::array && schema.array) take_arrays(branch, literal);
  if (branch.kind == Kind::object && schema.object) take_objects(branch, literal);
  return !schema.logic || take_logic(branch, literal);
}

bool Search::take_waiting(Branch& branch) {
  while (!branch.waiting.empty()) {
    const Literal raw = branch.waiting.back();
    branch.waiting.pop_back();
    const Literal literal{&targets_.plain(*raw.schema), raw.holds, raw.side};
    if (!branch.seen.insert(literal).second) continue;
    for (const Literal& other : branch.seen) {
      if (other.holds == literal.holds) continue;
      if (other.schema == literal.schema || sameness_.same(*other.schema, *literal.schema)) {
        return false;
      }
    }
    if (!spend(1 + branch.seen.size() / 4)) return true;
    if (!literal.holds) {
      branch.refused.push_back(literal);
    } else if (!take_holding(branch, literal)) {
      return false;
    }
  }
  return true;
}

void Search::take(Branch& branch, const Alternative& alternative) {
  branch.waiting.insert(branch.waiting.end(), alternative.literals.begin(),
                        alternative.literals.end());
  if (!alternative.atoms.empty()) branch.shape = nullptr;
  for (const Atom& atom : alternative.atoms) {
    if (atom.breach == Breach::value) {
      branch.not_these.push_back(atom.values);
    } else {
      branch.atoms.push_back(atom);
    }
  }
}

/// Takes the ways that cannot be gone out of every choice; false when a choice has none left.
bool Search::narrow_choices(const Goal& goal, Branch& branch, bool& changed) {
  std::vector<Choice> kept;
  std::vector<Choice> choices = std::move(branch.choices);
  branch.choices.clear();
  for (Choice& choice : choices) {
    if (std::any_of(choice.ways.begin(), choice.ways.end(),
                    [&](const Alternative& way) { return is_certain(goal, branch, way); })) {
      continue;
    }
    std::erase_if(choice.ways,
                  [&](const Alternative& way) { return !is_possible(goal, branch, way); });
    if (choice.ways.empty()) return false;
    if (choice.ways.size() == 1) {
      take(branch, choice.ways.front());
      changed = true;
    } else {
      kept.push_back(std::move(choice));
    }
  }
  branch.choices = std::move(kept);
  return true;
}

bool Search::narrow_refused(const Goal& goal, Branch& branch, bool& changed) {
  // A single one is gone through way by way later on.
  if (branch.choices.empty() && branch.refused.size() <= 1) return true;
  const std::vector<Literal> refused = std::move(branch.refused);
  branch.refused.clear();
  std::vector<Choice> found;
  for (const Literal& literal : refused) {
    Breaches breaches;
    add_breaches(goal, branch, literal, 0, breaches);
    for (Alternative& way : std::exchange(breaches.ways, {})) {
      if (breaches.settled) break;
      breaches.settled = is_certain(goal, branch, way);
      if (is_possible(goal, branch, way)) breaches.ways.push_back(std::move(way));
    }
    if (breaches.settled) continue;
    if (breaches.ways.empty()) return false;
    if (breaches.ways.size() == 1) {
      take(branch, breaches.ways.front());
      changed = true;
    } else {
      found.push_back({std::move(breaches.ways), true});
    }
  }
  branch.choices.insert(branch.choices.end(), found.begin(), found.end());
  return true;
}

/// Takes everything that leaves no choice. An outcome when that decides the branch.
std::optional<Outcome> Search::settle(const Goal& goal, Branch& branch) {
  for (bool changed = true; changed;) {
    changed = false;
    if (!spend(2)) return unknown(goal, "");
    if (!take_waiting(branch)) return Outcome{};
    if (branch.finite != nullptr) {
      return try_values(goal, *branch.finite, branch.finite_side, branch.kind);
    }
    branch.is_crowded = branch.choices.size() + branch.refused.size() > 1;
    if (!narrow_choices(goal, branch, changed)) return Outcome{};
    if (!narrow_refused(goal, branch, changed)) return Outcome{};
  }
  return std::nullopt;
}

Outcome Search::solve_leaf(const Goal& goal, const Branch& branch) {
  switch (branch.kind) {
    case Kind::null: return {Status::found, null_value()};
    case Kind::boolean: {
      for (const bool value : {false, true}) {
        const Value made = boolean_value(value);
        if (meets(goal, made)) return {Status::found, made};
      }
      return {};
    }
    case Kind::integer:
    case Kind::whole:
    case Kind::fraction: return solve_number(goal, branch);
    case Kind::string: return solve_string(goal, branch);
    case Kind::array: return solve_array(goal, branch);
    case Kind::object: return solve_object(goal, branch);
  }
  unreachable();
}

Outcome Search::solve_branch(const Goal& goal, Branch branch) {
  // There are two booleans and one null: those that are not the goal's are in no branch of it.
  if (branch.kind == Kind::null || branch.kind == Kind::boolean) {
    Values values;
    values.nodes = branch.kind == Kind::null
                       ? std::vector<Value>{null_value()}
                       : std::vector<Value>{boolean_value(false), boolean_value(true)};
    return try_values(goal, values, Side::writer, branch.kind);
  }
  if (const std::optional<Outcome> decided = settle(goal, branch)) return *decided;
  Outcome leaf = solve_leaf(goal, branch);
  if (leaf.status == Status::none) return leaf;
  if (leaf.status == Status::found && meets(goal, leaf.value)) return leaf;
  if (branch.choices.empty() && branch.refused.empty()) {
    if (branch.kind == Kind::string) {
      for (const std::string& text : sample_strings_) {
        if (!spend(1)) break;
        const Value made = string_value(text);
        if (meets(goal, made)) return {Status::found, made};
      }
    }
    const auto opaque =
        std::find_if(branch.atoms.begin(), branch.atoms.end(),
                     [](const Atom& atom) { return atom.breach == Breach::opaque; });
    return unknown(goal, has_opaque(branch) ? opaque->keyword : keyword_of(branch.kind));
  }
  return try_ways(goal, branch, next_choice(goal, branch));
}

/// The choice to go through next: what holds before what must not, few ways before many.
Choice Search::next_choice(const Goal& goal, Branch& branch) {
  if (branch.choices.empty()) {
    Breaches breaches;
    add_breaches(goal, branch, branch.refused.front(), 0, breaches);
    branch.refused.clear();
    if (breaches.settled) return {{{}}, true};
    return {std::move(breaches.ways), true};
  }
  const auto smallest = std::min_element(
      branch.choices.begin(), branch.choices.end(), [](const Choice& a, const Choice& b) {
        return std::pair(a.is_breach, a.ways.size()) < std::pair(b.is_breach, b.ways.size());
      });
  Choice choice = std::move(*smallest);
  branch.choices.erase(smallest);
  return choice;
}

Outcome Search::try_ways(const Goal& goal, const Branch& branch, const Choice& choice) {
  Outcome all;
  for (const Alternative& way : choice.ways) {
    if (!spend(5)) return unknown(goal, "");
    if (branch.choices.empty() && !is_possible(goal, branch, way)) continue;
    Branch next = branch;
    take(next, way);
    const Outcome one = solve_branch(goal, std::move(next));
    if (one.status == Status::found) return one;
    if (one.status == Status::unknown) all.status = Status::unknown;
  }
  return all;
}

}  // namespace dcr::schema::search
