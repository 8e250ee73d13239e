// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/schema/containment.hpp"
#include "core/schema/search/branch.hpp"
#include "core/schema/search/language.hpp"
#include "core/schema/search/sameness.hpp"
#include "core/schema/validate.hpp"

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace dcr::schema::search {

/// Looks for a value that is valid under some schemas and not under others.
///
/// A goal (a set of literals) is split by the kind of the value. In one kind a schema that holds
/// gives facts (its keywords of that kind), further literals (`allOf`, `$ref`) and choices
/// (`anyOf`, `oneOf`, `if`); one that must not hold is a choice among breaking each of its
/// keywords. Choices with one way left are taken at once, and of the others the smallest is tried
/// way by way. What is left at the end are facts and breaches of one kind, which the number,
/// string, array and object solvers turn into a value, or show to be impossible. Members and items
/// are goals of their own.
///
///   writer {type: integer}, reader {maximum: 5}: the kind integer has the fact "integer" and the
///   only breach of the reader is "above 5", so 6 is found; no other kind fits the writer.
///
/// "None" is only said when it was shown; every step that leaves something out leaves it out so
/// that more values seem possible, and every value found is held against the schemas before it
/// counts.
///
/// A goal that comes up again inside of itself counts as impossible there: a smallest value of it
/// does not contain another one. A "none" that needed this is kept only when the outer goal ends.
class Search {
 public:
  Search(const Subschema& writer, const Subschema& reader, Policy policy,
         const ContainmentLimits& limits);

  Outcome solve(Goal goal);

  [[nodiscard]] const Obstacle& obstacle() const { return obstacle_; }
  /// More steps for the next question.
  void refill();
  Sameness& sameness() { return sameness_; }

 private:
  friend class ArraySolver;
  friend class ObjectSolver;

  // search.cpp: goals
  bool simplify(Goal& goal);
  Outcome solve_kinds(const Goal& goal);
  std::optional<Outcome> try_value(const Goal& goal, const Value& value, Side side);
  Outcome try_values(const Goal& goal, const Values& values, Side side, std::optional<Kind> kind);
  Outcome confirm(const Goal& goal, Outcome outcome, std::string_view keyword);
  [[nodiscard]] bool meets(const Goal& goal, const Value& value);
  Validity fits(const Subschema& schema, const yaml::Node& value);
  bool spend(std::size_t steps);
  Outcome unknown(const Goal& goal, std::string_view keyword);
  Kinds kinds_of_literal(const Literal& literal, int depth);

  // expand.cpp: literals that hold
  Outcome solve_branch(const Goal& goal, Branch branch);
  bool take_waiting(Branch& branch);
  bool take_holding(Branch& branch, const Literal& literal);
  bool take_logic(Branch& branch, const Literal& literal);
  void take_objects(Branch& branch, const Literal& literal);
  void take_arrays(Branch& branch, const Literal& literal);
  static void take(Branch& branch, const Alternative& alternative);
  Outcome solve_leaf(const Goal& goal, const Branch& branch);
  std::optional<Outcome> settle(const Goal& goal, Branch& branch);
  Choice next_choice(const Goal& goal, Branch& branch);
  Outcome try_ways(const Goal& goal, const Branch& branch, const Choice& choice);
  bool narrow_choices(const Goal& goal, Branch& branch, bool& changed);
  bool narrow_refused(const Goal& goal, Branch& branch, bool& changed);

  // breaches.cpp: literals that do not hold
  struct Breaches {
    bool settled = false;  ///< the literal does not hold whatever the value
    std::vector<Alternative> ways;
  };
  void add_breaches(const Goal& goal, const Branch& branch, const Literal& literal, int depth,
                    Breaches& found);
  void add_number_breaches(const Literal& literal, Breaches& found);
  void add_string_breaches(const Literal& literal, Breaches& found);
  void add_array_breaches(const Literal& literal, Breaches& found);
  void add_object_breaches(const Literal& literal, Breaches& found);
  void add_logic_breaches(const Goal& goal, const Branch& branch, const Literal& literal, int depth,
                          Breaches& found);
  void add_one_of_breaches(const Goal& goal, const Branch& branch, const Literal& literal,
                           Breaches& found);
  void add_value_breach(const Goal& goal, const Branch& branch, const Literal& literal,
                        const Values& values, Breaches& found);
  bool is_possible(const Goal& goal, const Branch& branch, const Alternative& way);
  bool is_certain(const Goal& goal, const Branch& branch, const Alternative& way);
  bool contradicts(const Goal& goal, const Branch& branch, const Literal& holding);

  // leaves of one kind
  Outcome solve_number(const Goal& goal, const Branch& branch);
  Outcome solve_string(const Goal& goal, const Branch& branch);
  Outcome solve_array(const Goal& goal, const Branch& branch);
  Outcome solve_object(const Goal& goal, const Branch& branch);
  /// Null for a pattern that has no certain automaton.
  Language* language(const Pattern& pattern);

  /// The schemas whose evaluated members are those of `schema`, itself first; empty when which they
  /// are depends on the value.
  std::vector<const Subschema*> evaluating(const Subschema& schema);
  /// Names that `schema` and what applies beside it list as properties.
  const std::unordered_set<std::string_view>& listed_names(const Subschema& schema);

  Policy policy_;
  const ContainmentLimits& limits_;
  Targets targets_;
  Sameness sameness_{targets_};
  std::size_t steps_left_;
  static constexpr std::size_t no_goal = static_cast<std::size_t>(-1);
  std::size_t open_ = 0;            // goals that are being looked at
  std::size_t leans_on_ = no_goal;  // the outermost of them that was taken to be impossible
  std::map<std::vector<Literal>, std::size_t> open_keys_;
  std::map<std::vector<Literal>, Outcome> known_;
  std::map<std::string, std::unique_ptr<Language>, std::less<>> languages_;
  std::unordered_map<const Subschema*, std::unordered_set<std::string_view>> listed_names_;
  std::vector<std::string> sample_strings_;
  bool has_draft4_ = false;
  Obstacle obstacle_;
};

/// A schema that nothing fits.
[[nodiscard]] const Subschema& never();

}  // namespace dcr::schema::search
