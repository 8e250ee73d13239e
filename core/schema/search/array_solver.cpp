// SPDX-License-Identifier: Apache-2.0
#include "core/schema/search/array_solver.hpp"

#include "core/schema/identity.hpp"
#include "core/schema/search/values.hpp"

#include <algorithm>

namespace dcr::schema::search {

namespace {

constexpr std::size_t most_demands = 12;

void join(Outcome& all, Outcome one) {
  if (one.status == Status::found || all.status == Status::none) all = std::move(one);
}

}  // namespace

ArraySolver::ArraySolver(Search& search, const Goal& goal, const Branch& branch)
    : search_(search), goal_(goal), branch_(branch) {
  gather();
}

void ArraySolver::add_demands(std::size_t count, const Subschema& schema, bool holds, Side side) {
  is_too_much_ = is_too_much_ || count > most_demands;
  ++last_group_;
  for (std::size_t i = 0; i < std::min(count, most_demands); ++i) {
    demands_.push_back({std::nullopt, 0, {&schema, holds, side}, last_group_});
  }
}

void ArraySolver::gather() {
  for (const Fact& fact : branch_.facts) {
    const ArrayKeywords& keywords = *fact.schema->array;
    prefix_ = std::max(prefix_, keywords.prefix.size());
    least_ = std::max(least_, keywords.min_items.value_or(0));
    if (keywords.max_items)
      most_ = std::min(most_.value_or(*keywords.max_items), *keywords.max_items);
    is_unique_ = is_unique_ || keywords.unique;
    if (keywords.contains == nullptr) continue;
    const std::size_t needed = keywords.min_contains.value_or(1);
    add_demands(needed, *keywords.contains, true, fact.side);
    if (!keywords.max_contains) continue;
    is_impossible_ = is_impossible_ || *keywords.max_contains < needed;
    const Literal other{keywords.contains, false, fact.side};
    (*keywords.max_contains == 0 ? everywhere_ : rather_).push_back(other);
  }
  for (const ItemRest& rest : branch_.item_rests) prefix_ = std::max(prefix_, rest.from);
  for (const Atom& atom : branch_.atoms) {
    if (atom.breach != Breach::opaque) add_atom(atom);
  }
}

void ArraySolver::add_atom(const Atom& atom) {
  const ArrayKeywords& keywords = *atom.schema->array;
  switch (atom.breach) {
    case Breach::min_items: {
      const std::size_t most = *keywords.min_items - 1;
      most_ = std::min(most_.value_or(most), most);
      break;
    }
    case Breach::max_items: least_ = std::max(least_, *keywords.max_items + 1); break;
    case Breach::unique_items: must_repeat_ = true; break;
    case Breach::prefix_item:
      prefix_ = std::max(prefix_, atom.index + 1);
      demands_.push_back({atom.index, atom.index, {atom.inner, false, atom.side}});
      break;
    case Breach::items:
      prefix_ = std::max(prefix_, atom.index);
      demands_.push_back({std::nullopt, atom.index, {atom.inner, false, atom.side}});
      break;
    case Breach::min_contains: {
      const Literal other{atom.inner, false, atom.side};
      (keywords.min_contains.value_or(1) <= 1 ? everywhere_ : rather_).push_back(other);
      break;
    }
    case Breach::max_contains:
      add_demands(*keywords.max_contains + 1, *atom.inner, true, atom.side);
      break;
    default: break;
  }
}

std::vector<Literal> ArraySolver::universals(std::size_t position) {
  std::vector<Literal> found = everywhere_;
  for (const Fact& fact : branch_.facts) {
    const ArrayKeywords& keywords = *fact.schema->array;
    const Subschema* item =
        position < keywords.prefix.size() ? keywords.prefix[position] : keywords.items;
    if (item != nullptr) found.push_back({item, true, fact.side});
  }
  for (const ItemRest& rest : branch_.item_rests) {
    if (position >= rest.from) found.push_back({rest.schema, true, rest.side});
  }
  return found;
}

Status ArraySolver::status_at(std::size_t position, const Literal& literal) {
  std::vector<Literal> all = universals(position);
  all.push_back(literal);
  return search_.solve({std::move(all)}).status;
}

bool ArraySolver::may_have(const std::vector<Atom>& atoms) {
  return std::all_of(atoms.begin(), atoms.end(), [&](const Atom& atom) {
    if (!atom.schema->array) return true;  // an enum's, or one that cannot be reasoned about
    const ArrayKeywords& keywords = *atom.schema->array;
    const Literal other{atom.inner, false, atom.side};
    switch (atom.breach) {
      case Breach::min_items: return least_ < *keywords.min_items;
      case Breach::max_items: return !most_ || *most_ > *keywords.max_items;
      case Breach::unique_items: return !is_unique_ && (!most_ || *most_ > 1);
      case Breach::prefix_item:
        return (!most_ || *most_ > atom.index) && status_at(atom.index, other) != Status::none;
      case Breach::items:
        for (std::size_t at = atom.index; at <= std::max(prefix_, atom.index); ++at) {
          if (most_ && *most_ <= at) break;
          if (status_at(at, other) != Status::none) return true;
        }
        return false;
      default: return true;
    }
  });
}

bool ArraySolver::is_excluded(const Value& value) const {
  const std::optional<std::string> known = identity(*value);
  const auto is_it = [&](const Value& one) { return identity(*one) == known; };
  return !known ||
         std::any_of(branch_.not_these.begin(), branch_.not_these.end(),
                     [&](const Values* values) { return values->identities.contains(*known); }) ||
         std::any_of(goal_.not_these.begin(), goal_.not_these.end(), is_it);
}

std::size_t ArraySolver::largest_excluded() const {
  std::size_t most = 0;
  const auto look_at = [&](const Value& value) { most = std::max(most, value->items.size()); };
  for (const Values* values : branch_.not_these) {
    std::for_each(values->nodes.begin(), values->nodes.end(), look_at);
  }
  std::for_each(goal_.not_these.begin(), goal_.not_these.end(), look_at);
  return most;
}

Outcome ArraySolver::solve() {
  if (is_impossible_ || (most_ && least_ > *most_) || (is_unique_ && must_repeat_)) return {};
  if (is_too_much_) return search_.unknown(goal_, "contains");
  asked_.assign(prefix_ + demands_.size() + 2, {});
  groups_.assign(asked_.size(), {});
  Outcome first = pair_up();
  if (first.status != Status::found || !is_excluded(first.value)) return first;
  return solve_otherwise(first.value);
}

/// Finds another list than the one that was found and is excluded.
Outcome ArraySolver::solve_otherwise(const Value& excluded) {
  std::size_t count = goal_.not_these.size();
  for (const Values* values : branch_.not_these) count += values->nodes.size();
  // Longer lists than any of those to be kept away from are none of them.
  const std::size_t least = least_;
  const std::size_t largest = largest_excluded();
  least_ = std::max(least, largest + 1);
  Outcome all = most_ && least_ > *most_ ? Outcome{} : pair_up();
  if (all.status == Status::found || largest == 0) return all;
  // A list of the same length differs somewhere.
  least_ = std::max(least, excluded->items.size());
  for (std::size_t at = 0; at < excluded->items.size() && at < asked_.size(); ++at) {
    differs_at_ = at;
    Outcome one = pair_up();
    if (one.status == Status::found && !is_excluded(one.value)) return one;
    if (one.status != Status::none) all = search_.unknown(goal_, "enum");
  }
  const bool is_only =
      count == 1 && least == excluded->items.size() && excluded->items.size() <= asked_.size();
  if (all.status == Status::none && !is_only) return search_.unknown(goal_, "enum");
  return all;
}

/// Chooses two positions that are to hold one value, where there must be such.
Outcome ArraySolver::pair_up() {
  if (!must_repeat_) return assign(0);
  Outcome all;
  for (std::size_t i = 0; i <= prefix_; ++i) {
    for (std::size_t j = i + 1; j <= prefix_ + 1; ++j) {
      if (!search_.spend(5)) return search_.unknown(goal_, "");
      twins_ = {i, j};
      join(all, assign(0));
      if (all.status == Status::found) return all;
    }
  }
  return all;
}

/// Tries every position that can meet the demand, then the demands that follow.
Outcome ArraySolver::assign(std::size_t index) {
  if (!search_.spend(2)) return search_.unknown(goal_, "");
  if (index == demands_.size()) return build();
  const Demand& demand = demands_[index];
  const std::size_t first = demand.at.value_or(demand.from);
  // Each demand before this one, and each twin, may have a position of its own at the end.
  const std::size_t others = index + (twins_ ? 2U : 0U);
  const std::size_t last = demand.at ? *demand.at : std::max(prefix_, demand.from) + others;
  Outcome all;
  for (std::size_t at = first; at <= last && at < asked_.size(); ++at) {
    if (most_ && at >= *most_) break;
    if (groups_[at].contains(demand.group)) continue;
    if (status_at(at, demand.literal) == Status::none) continue;
    asked_[at].push_back(demand.literal);
    if (demand.group != 0) groups_[at].insert(demand.group);
    join(all, assign(index + 1));
    asked_[at].pop_back();
    groups_[at].erase(demand.group);
    if (all.status == Status::found) return all;
  }
  return all;
}

/// What excluded lists hold at a position.
void ArraySolver::add_excluded_items(std::size_t position, std::vector<Value>& found) const {
  const auto add = [&](const Value& value) {
    if (value->items.size() > position) found.push_back(value->items[position]);
  };
  for (const Values* values : branch_.not_these) {
    std::for_each(values->nodes.begin(), values->nodes.end(), add);
  }
  std::for_each(goal_.not_these.begin(), goal_.not_these.end(), add);
}

Outcome ArraySolver::item_at(std::size_t position, const std::vector<Value>& before) {
  Goal goal{universals(position)};
  const auto add = [&](std::size_t at) {
    if (at >= asked_.size()) return;
    goal.literals.insert(goal.literals.end(), asked_[at].begin(), asked_[at].end());
  };
  add(position);
  if (twins_ && (position == twins_->first || position == twins_->second)) {
    const std::size_t other = position == twins_->first ? twins_->second : twins_->first;
    const std::vector<Literal> more = universals(other);
    goal.literals.insert(goal.literals.end(), more.begin(), more.end());
    add(other);
  }
  if (is_unique_) goal.not_these = before;
  if (differs_at_ == position) add_excluded_items(position, goal.not_these);
  if (!rather_.empty()) {
    Goal preferred = goal;
    preferred.literals.insert(preferred.literals.end(), rather_.begin(), rather_.end());
    Outcome found = search_.solve(std::move(preferred));
    if (found.status == Status::found) return found;
  }
  return search_.solve(std::move(goal));
}

/// Whether all positions ask for the same.
bool ArraySolver::is_uniform(std::size_t length) {
  const std::vector<Literal> tail = universals(prefix_);
  for (std::size_t at = 0; at < length; ++at) {
    if (at < asked_.size() && !asked_[at].empty()) return false;
    if (at < prefix_ && universals(at) != tail) return false;
  }
  return true;
}

Outcome ArraySolver::build() {
  std::size_t length = least_;
  for (std::size_t at = 0; at < asked_.size(); ++at) {
    if (!asked_[at].empty()) length = std::max(length, at + 1);
  }
  if (twins_) length = std::max(length, twins_->second + 1);
  if (most_ && length > *most_) return {};
  if (length > search_.limits_.witness_size) return search_.unknown(goal_, "minItems");
  std::vector<Value> items;
  for (std::size_t at = 0; at < length; ++at) {
    if (!search_.spend(3)) return search_.unknown(goal_, "");
    if (twins_ && at == twins_->second) {
      items.push_back(items[twins_->first]);
      continue;
    }
    const Outcome one = item_at(at, items);
    if (one.status == Status::unknown) return search_.unknown(goal_, "items");
    if (one.status == Status::none) {
      // Other values in front might have left one for this position.
      const bool may_differ = is_unique_ && !items.empty() && !is_uniform(length);
      return may_differ ? search_.unknown(goal_, "uniqueItems") : Outcome{};
    }
    items.push_back(one.value);
  }
  return {Status::found, list_value(std::move(items))};
}

Outcome Search::solve_array(const Goal& goal, const Branch& branch) {
  return ArraySolver(*this, goal, branch).solve();
}

}  // namespace dcr::schema::search
