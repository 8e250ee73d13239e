// SPDX-License-Identifier: Apache-2.0
// Puts objects together: which member meets which demand, and what has to be there besides.
#include "core/schema/identity.hpp"
#include "core/schema/search/object_solver.hpp"
#include "core/schema/search/values.hpp"

#include <algorithm>

namespace dcr::schema::search {

namespace {

/// The better of two outcomes: a value, then "not known".
void join(Outcome& all, Outcome one) {
  if (one.status == Status::found || all.status == Status::none) all = std::move(one);
}

}  // namespace

Outcome ObjectSolver::value_of(std::string_view name) {
  std::vector<Literal> literals = universals(name);
  const auto asked = asked_.find(name);
  if (asked != asked_.end()) {
    literals.insert(literals.end(), asked->second.begin(), asked->second.end());
  }
  return search_.solve({std::move(literals)});
}

bool ObjectSolver::is_excluded(const Value& value) const {
  const std::optional<std::string> known = identity(*value);
  const auto is_it = [&](const Value& one) { return identity(*one) == known; };
  return !known ||
         std::any_of(branch_.not_these.begin(), branch_.not_these.end(),
                     [&](const Values* values) { return values->identities.contains(*known); }) ||
         std::any_of(goal_.not_these.begin(), goal_.not_these.end(), is_it);
}

std::size_t ObjectSolver::largest_excluded() const {
  std::size_t most = 0;
  const auto look_at = [&](const Value& value) {
    if (value->is_mapping()) most = std::max(most, value->entries.size());
  };
  for (const Values* values : branch_.not_these) {
    std::for_each(values->nodes.begin(), values->nodes.end(), look_at);
  }
  std::for_each(goal_.not_these.begin(), goal_.not_these.end(), look_at);
  return most;
}

Outcome ObjectSolver::solve() {
  least_ = shape_->least;
  for (const Atom& atom : branch_.atoms) {
    if (atom.breach == Breach::property) {
      asked_[atom.name].push_back({atom.inner, false, atom.side});
    } else if (is_demand(atom)) {
      demands_.push_back(atom);
    }
  }
  Outcome first = assign(0);
  if (first.status != Status::found || !is_excluded(first.value)) return first;
  // Objects with more members than any of those to be kept away from are none of them.
  const std::size_t largest = largest_excluded();
  least_ = std::max(least_, largest + 1);
  Outcome second = assign(0);
  if (second.status == Status::none && largest > 0) return search_.unknown(goal_, "enum");
  return second;
}

/// Tries every member that can meet the demand, then the demands that follow.
Outcome ObjectSolver::assign(std::size_t index) {
  if (!search_.spend(2)) return search_.unknown(goal_, "");
  if (index == demands_.size()) return build();
  const Atom& demand = demands_[index];
  const bool is_name = demand.breach == Breach::property_names;
  std::vector<Literal> more;
  if (!is_name) more.push_back({demand.inner, false, demand.side});
  Outcome all;
  for (const std::string_view name : shape_->names) {
    if (!search_.spend(1)) return search_.unknown(goal_, "");
    if (!is_about(demand, name) || !may_be_present(name, more)) continue;
    std::vector<Literal>& asked = asked_[name];
    const std::size_t before = asked.size();
    asked.insert(asked.end(), more.begin(), more.end());
    join(all, assign(index + 1));
    asked_[name].resize(before, {nullptr, false, Side::writer});
    if (before == 0 && !shape_->required.contains(name)) asked_.erase(name);
    if (all.status == Status::found) return all;
  }
  if (!has_cells()) {
    join(all, search_.unknown(goal_, "patternProperties"));
    return all;
  }
  for (Mask cell = 0; cell < Mask{1} << shape_->patterns.size(); ++cell) {
    if (!is_about(demand, cell) || status_of(universals(cell), more) == Status::none) continue;
    fresh_.push_back({cell, more, is_name ? demand.inner : nullptr});
    join(all, assign(index + 1));
    fresh_.pop_back();
    if (all.status == Status::found) return all;
  }
  return all;
}

/// Adds what `dependentRequired` asks for; false when that must be missing.
bool ObjectSolver::add_dependents(std::vector<std::string_view>& present) {
  std::unordered_set<std::string_view> there(present.begin(), present.end());
  for (bool changed = true; changed;) {
    changed = false;
    for (const Fact& fact : branch_.facts) {
      for (const DependentRequired& dependent : fact.schema->object->dependent_required) {
        if (!there.contains(dependent.name)) continue;
        for (const std::string& name : dependent.required) {
          if (!there.insert(name).second) continue;
          present.push_back(name);
          changed = true;
        }
      }
    }
  }
  return std::none_of(present.begin(), present.end(),
                      [&](std::string_view name) { return shape_->missing.contains(name); });
}

Outcome ObjectSolver::build() {
  std::vector<std::string_view> present;
  for (const std::string_view name : shape_->names) {
    if (shape_->required.contains(name) || asked_.contains(name)) present.push_back(name);
  }
  if (!add_dependents(present)) return {};
  if (shape_->most && present.size() > *shape_->most) return {};
  if (!search_.spend(1 + present.size())) return search_.unknown(goal_, "");
  std::vector<std::pair<std::string, Value>> members;
  bool is_known = true;
  for (const std::string_view name : present) {
    if (!may_be_named(name)) return {};
    const Outcome one = value_of(name);
    if (one.status == Status::none) return {};
    is_known = is_known && one.status == Status::found;
    members.emplace_back(std::string(name), one.value);
  }
  std::vector<std::string_view> taken;
  for (const Fresh& fresh : fresh_) {
    const Outcome name = name_in(fresh.cell, taken, fresh.bad_name);
    // Two demands may be meant for one member; that is not looked into.
    if (name.status == Status::none && taken.empty()) return {};
    if (name.status != Status::found) return search_.unknown(goal_, "patternProperties");
    std::vector<Literal> literals = universals(fresh.cell);
    literals.insert(literals.end(), fresh.literals.begin(), fresh.literals.end());
    const Outcome one = search_.solve({std::move(literals)});
    if (one.status == Status::none) return {};
    is_known = is_known && one.status == Status::found;
    made_names_.push_back(name.value->text);
    taken.push_back(made_names_.back());
    members.emplace_back(name.value->text, one.value);
  }
  present.insert(present.end(), taken.begin(), taken.end());
  if (shape_->most && members.size() > *shape_->most) {
    return fresh_.size() > 1 ? search_.unknown(goal_, "maxProperties") : Outcome{};
  }
  if (!is_known) return {Status::unknown};
  return fill(members, present, least_);
}

/// Adds members until there are enough.
Outcome ObjectSolver::fill(std::vector<std::pair<std::string, Value>>& members,
                           std::vector<std::string_view>& present, std::size_t least) {
  const auto finished = [&] { return Outcome{Status::found, mapping_value(members)}; };
  if (shape_->most && least > *shape_->most) return {};
  if (least > search_.limits_.witness_size) return search_.unknown(goal_, "minProperties");
  bool is_exact = has_cells();
  std::unordered_set<std::string_view> there(present.begin(), present.end());
  for (const std::string_view name : shape_->names) {
    if (members.size() >= least) return finished();
    if (there.contains(name) || !may_be_named(name)) continue;
    std::vector<std::string_view> with = present;
    with.push_back(name);
    if (!add_dependents(with) || with.size() != present.size() + 1) {
      is_exact = false;
      continue;
    }
    const Outcome one = value_of(name);
    is_exact = is_exact && one.status != Status::unknown;
    if (one.status != Status::found) continue;
    present.push_back(name);
    members.emplace_back(std::string(name), one.value);
  }
  if (members.size() >= least) return finished();
  for (Mask cell = 0; has_cells() && cell < Mask{1} << shape_->patterns.size(); ++cell) {
    const Outcome one = search_.solve({universals(cell)});
    is_exact = is_exact && one.status != Status::unknown;
    while (one.status == Status::found && members.size() < least) {
      const Outcome name = name_in(cell, present, nullptr);
      is_exact = is_exact && name.status != Status::unknown;
      if (name.status != Status::found || !search_.spend(5)) break;
      made_names_.push_back(name.value->text);
      present.push_back(made_names_.back());
      members.emplace_back(name.value->text, one.value);
    }
    if (members.size() >= least) return finished();
  }
  const bool is_tried = is_exact && fresh_.empty() && search_.steps_left_ > 0;
  return is_tried ? Outcome{} : search_.unknown(goal_, "minProperties");
}

Outcome Search::solve_object(const Goal& goal, const Branch& branch) {
  return ObjectSolver(*this, goal, branch).solve();
}

const std::unordered_set<std::string_view>& Search::listed_names(const Subschema& schema) {
  const auto [known, is_new] = listed_names_.try_emplace(&schema);
  if (!is_new) return known->second;
  std::unordered_set<std::string_view> found;
  std::unordered_set<const Subschema*> seen{&schema};
  std::vector<const Subschema*> open{&schema};
  while (!open.empty()) {
    const Subschema& here = *open.back();
    open.pop_back();
    std::vector<const Subschema*> beside;
    for (const Reference& reference : here.references) beside.push_back(reference.target);
    if (here.object) {
      for (const Property& property : here.object->properties) found.insert(property.name);
      for (const Property& one : here.object->dependent_schemas) beside.push_back(one.schema);
    }
    if (here.logic) {
      const LogicKeywords& logic = *here.logic;
      for (const auto* list : {&logic.all_of, &logic.any_of, &logic.one_of}) {
        beside.insert(beside.end(), list->begin(), list->end());
      }
      for (const Subschema* one : {logic.condition, logic.consequence, logic.alternative}) {
        if (one != nullptr) beside.push_back(one);
      }
    }
    for (const Subschema* one : beside) {
      if (seen.insert(one).second) open.push_back(one);
    }
  }
  return listed_names_[&schema] = std::move(found);
}

}  // namespace dcr::schema::search
