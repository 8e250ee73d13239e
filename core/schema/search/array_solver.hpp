// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/schema/search/search.hpp"

#include <cstddef>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace dcr::schema::search {

/// Finds a list of which the facts and atoms of a branch are true.
///
/// Positions up to the longest list of prefix schemas each have schemas of their own; all that
/// follow share theirs. A breach that asks for some item ("one that does not fit `items`") is tried
/// on each position that it can be about, and on one after them.
class ArraySolver {
 public:
  ArraySolver(Search& search, const Goal& goal, const Branch& branch);

  Outcome solve();
  /// False when a list that is as the branch says cannot break these as well; only looks at each by
  /// itself.
  bool may_have(const std::vector<Atom>& atoms);

 private:
  struct Demand {
    std::optional<std::size_t> at;  ///< or anywhere from `from` on
    std::size_t from;
    Literal literal;
    std::size_t group = 0;  ///< demands of one group are for different positions; 0: of none
  };

  void gather();
  void add_demands(std::size_t count, const Subschema& schema, bool holds, Side side);
  void add_atom(const Atom& atom);
  std::vector<Literal> universals(std::size_t position);
  Status status_at(std::size_t position, const Literal& literal);

  Outcome solve_otherwise(const Value& excluded);
  Outcome pair_up();
  Outcome assign(std::size_t index);
  Outcome build();
  void add_excluded_items(std::size_t position, std::vector<Value>& found) const;
  Outcome item_at(std::size_t position, const std::vector<Value>& before);
  [[nodiscard]] bool is_uniform(std::size_t length);
  bool is_excluded(const Value& value) const;
  std::size_t largest_excluded() const;

  Search& search_;
  const Goal& goal_;
  const Branch& branch_;
  std::size_t prefix_ = 0;  // positions with schemas of their own
  std::size_t least_ = 0;
  std::optional<std::size_t> most_;
  bool is_unique_ = false;
  bool must_repeat_ = false;
  bool is_impossible_ = false;
  bool is_too_much_ = false;
  std::vector<Literal> everywhere_;
  std::vector<Literal> rather_;  // of items that nothing asks for
  std::vector<Demand> demands_;
  std::vector<std::vector<Literal>> asked_;    // by position
  std::vector<std::set<std::size_t>> groups_;  // by position
  std::size_t last_group_ = 0;
  std::optional<std::size_t> differs_at_;  // a position that must differ from what is excluded
  std::optional<std::pair<std::size_t, std::size_t>> twins_;
};

}  // namespace dcr::schema::search
