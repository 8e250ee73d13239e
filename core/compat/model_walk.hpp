// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/compat/diff_parts.hpp"
#include "core/compat/model_sides.hpp"
#include "core/schema/members.hpp"

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace dcr::model {

/// Walks two schemas side by side and states where they differ.
///
/// Whether a difference stops documents is never concluded from the keyword alone: the containment
/// engine is asked of each place, and a place whose old values all pass has nothing in it that
/// stops them. Where a place stops values, those of its differences that go in that direction are
/// the reason; where none does, the place as a whole is. So an answer of the engine is never lost.
///
///     before: {b: string}, after: {b: string, maxLength 5}, required: [b]
///     b is now required (backward), maxLength of b is new (backward)
class Walk {
 public:
  Walk(Judge& judge, const diff_parts::Block& block, std::vector<Change>& changes)
      : judge_(judge), block_(block), changes_(changes) {}

  /// `live`: the directions in which documents may be stopped here. Returns those for which some
  /// difference was stated as the reason.
  Breaks compare(Side before, Side after, const std::string& path, Breaks live, int depth);

 private:
  using Direction = Judge::Direction;

  /// The place that is being compared.
  struct Place {
    Side before;
    Side after;
    std::string path;
    Breaks live;
    bool undecided[2] = {false, false};
    std::string keyword[2] = {};  // that could not be decided
    std::string witness[2] = {};
    int depth = 0;
    mutable Breaks explained{};  // by a difference of this place or below
  };

  Place judged(Side before, Side after, const std::string& path, Breaks live, int depth);
  void ask(Place& place, Direction direction);
  void explain_rest(const Place& place);
  void compare_keywords(const Place& place);
  /// Compares an optional T with another, or with what is not optional; false where neither is.
  bool compare_optional(const Place& place);
  /// Compares a part of a place.
  void descend(const Place& place, Side before, Side after, const std::string& path);

  // What differs: model_walk.cpp, model_walk_objects.cpp
  void compare_types(const Place& place);
  void compare_values(const Place& place);
  void compare_bounds(const Place& place);
  void compare_whole_keywords(const Place& place);
  void compare_properties(const Place& place);
  void compare_property(const Place& place, const std::string& name);
  void add_property(const Place& place, const std::string& name, bool required);
  void remove_property(const Place& place, const std::string& name);
  void compare_additional(const Place& place);
  void compare_items(const Place& place);
  void compare_branches(const Place& place, std::string_view keyword);

  /// Where a property stands: its key below `properties`.
  Span place_of(const Side& side, const std::string& name);
  bool is_required(const Side& side, const std::string& name);

  /// One keyword, in the directions that its difference goes.
  void add(ChangeKind kind, const Place& place, std::string_view keyword, Breaks breaks);
  void add(Change change, const Place& place, Breaks breaks);

  Judge& judge_;
  const diff_parts::Block& block_;
  std::vector<Change>& changes_;
  schema::Members members_;  // schemas have thousands of properties
  std::unordered_map<const void*, std::unordered_set<std::string_view>> required_;
  // What was found of a pair; in both directions while it is being compared.
  std::map<std::pair<const void*, const void*>, Breaks> seen_;
};

}  // namespace dcr::model
