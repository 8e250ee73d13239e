// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/schema/differences.hpp"
#include "core/schema/schema_view.hpp"

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dcr::schema {

/// Walks two schemas side by side and lists what differs at each place.
///
/// Whether a difference breaks a direction is asked of the place it is at: it breaks when the place
/// is not contained that way, its kind can break that way, and the places around it are not
/// contained either.
class DifferenceWalk {
 public:
  DifferenceWalk(const Schema& before, const Schema& after, Policy policy,
                 const ContainmentLimits& limits);

  Differences run();

 private:
  /// What is known of a pair of places.
  struct Effects {
    Effect backward = Effect::none;
    Effect forward = Effect::none;
  };
  struct Pair {
    const SchemaView& before;
    const SchemaView& after;
    const std::string& path;
    Effects effects;
  };
  enum class Turns { narrower, wider, either };  ///< what a difference does to the schema

  void walk(const Subschema& before, const Subschema& after, const std::string& path,
            Effects around);
  Effects effects_of(const Subschema& before, const Subschema& after, Effects around);
  Effect effect(Comparison& comparison, const Subschema& writer, const Subschema& reader,
                Effect around);
  void add(const Pair& pair, DifferenceKind kind, std::string_view keyword, Turns turns);
  void add(const Pair& pair, Difference difference, Effects effects);

  void compare_types(const Pair& pair);
  void compare_values(const Pair& pair);
  void compare_bounds(const Pair& pair);
  void compare_members(const Pair& pair);
  void compare_items(const Pair& pair);
  void compare_rest(const Pair& pair);
  void compare_branches(const Pair& pair);
  void compare_written(const Pair& pair, std::string_view keyword, DifferenceKind kind);
  void compare_schemas(const Pair& pair, std::string_view keyword, DifferenceKind kind);
  void add_turn(const Pair& pair, std::string_view keyword, DifferenceKind narrowed,
                DifferenceKind widened);
  void explain(const Pair& pair, std::size_t first);
  bool are_same(const Subschema* before, const Subschema* after);
  void one_sided(const Pair& pair, std::string_view name, bool is_removed);
  bool is_same(const yaml::Entry* before, const yaml::Entry* after);
  void agree(Differences& found);

  const Schema& before_;
  const Schema& after_;
  Policy policy_;
  search::Targets targets_;
  search::Sameness sameness_{targets_};
  Comparison backward_;
  Comparison forward_;
  std::set<std::pair<const Subschema*, const Subschema*>> seen_;
  std::vector<Difference> list_;
  std::size_t questions_ = 0;
  int depth_ = 0;
  bool is_cut_ = false;  // a pair was met again: what differs in it is listed elsewhere
};

}  // namespace dcr::schema
