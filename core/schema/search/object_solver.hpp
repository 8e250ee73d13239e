// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/schema/search/search.hpp"

#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace dcr::schema::search {

/// Finds an object of which the facts and atoms of a branch are true.
///
/// Names fall into those that some keyword spells out, each on its own, and cells of all others:
/// one for every way in which the patterns can match. What a member must fit follows from its name
/// or its cell. Required members must have a value; a breach that asks for some member ("one that
/// does not fit `additionalProperties`") is tried on each name and each cell that it can be about.
class ObjectSolver {
 public:
  ObjectSolver(Search& search, const Goal& goal, const Branch& branch);

  Outcome solve();
  /// False when an object that is as the branch says cannot break these as well; only looks at each
  /// by itself.
  bool may_have(const std::vector<Atom>& atoms);
  /// Whether every object that is as the branch says breaks this.
  bool must_have(const Atom& atom);
  /// Whether a required member cannot be, as far as plain values show.
  bool is_torn();

 private:
  using Mask = std::uint32_t;  // of shape.patterns that match
  struct Fresh {
    Mask cell;
    std::vector<Literal> literals;
    const Subschema* bad_name;  // a schema its name must not fit
  };

  void make_shape();
  void add_names(Shape& shape, const ObjectKeywords& keywords, bool with_additional);
  void add_atom(Shape& shape, const Atom& atom);
  void add_policy(Shape& shape);
  [[nodiscard]] bool is_demand(const Atom& atom) const;
  bool may_be_named(std::string_view name);
  bool may_be_present(std::string_view name, const std::vector<Literal>& more);
  std::vector<Literal> universals(std::string_view name);
  std::vector<Literal> universals(Mask cell);
  template <class Matches>
  void add_universals(const Matches& matches, std::optional<std::string_view> name,
                      std::vector<Literal>& found);
  template <class Matches>
  bool is_unwritten(const Matches& matches, std::optional<std::string_view> name);
  Status status_of(std::vector<Literal> literals, const std::vector<Literal>& more);
  [[nodiscard]] Mask mask_of(const Pattern& pattern) const;
  bool is_about(const Atom& demand, std::string_view name);
  bool is_about(const Atom& demand, Mask cell);
  Outcome name_in(Mask cell, const std::vector<std::string_view>& taken, const Subschema* bad_name);
  [[nodiscard]] bool has_cells() const;
  bool has_option(const Atom& demand);

  Outcome assign(std::size_t index);
  Outcome build();
  bool add_dependents(std::vector<std::string_view>& present);
  Outcome fill(std::vector<std::pair<std::string, Value>>& members,
               std::vector<std::string_view>& present, std::size_t least);
  Outcome value_of(std::string_view name);
  bool is_excluded(const Value& value) const;
  std::size_t largest_excluded() const;

  Search& search_;
  const Goal& goal_;
  const Branch& branch_;
  const Shape* shape_ = nullptr;
  std::vector<Atom> demands_;
  std::map<std::string_view, std::vector<Literal>> asked_;  // of members by name
  std::vector<Fresh> fresh_;
  std::size_t least_ = 0;
  std::list<std::string> made_names_;
};

}  // namespace dcr::schema::search
