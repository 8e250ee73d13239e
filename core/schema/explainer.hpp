// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/schema/evaluator.hpp"
#include "core/schema/validate.hpp"

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dcr::schema {

/// Finds everything that is wrong with a value that an Evaluator called invalid.
class Explainer {
 public:
  Explainer(Evaluator& evaluator, const ValidationLimits& limits)
      : evaluator_(evaluator), limits_(limits) {}

  std::vector<Violation> explain(const Subschema& schema, const yaml::Node& value);

 private:
  /// A value on the way from the root; its names are put together only for a violation.
  struct Where {
    const yaml::Node& value;
    const Where* parent = nullptr;
    std::string_view name{};  // within a mapping
    std::size_t index = 0;    // within a list
    bool is_name = false;     // the name of a property, not its value
    bool is_secret = false;   // its content must not be shown
  };

  void visit(const Subschema& schema, const Where& where);
  void visit_values(const Subschema& schema, const Where& where);
  void visit_type(const Subschema& schema, const Where& where);
  void visit_number(const Subschema& schema, const Where& where);
  void visit_string(const Subschema& schema, const Where& where);
  void visit_array(const Subschema& schema, const Where& where);
  void visit_contains(const Subschema& schema, const Where& where);
  void visit_object(const Subschema& schema, const Where& where);
  void visit_members(const Subschema& schema, const Where& where);
  void visit_dependents(const Subschema& schema, const Where& where);
  void visit_logic(const Subschema& schema, const Where& where);
  void visit_branches(const Subschema& schema, const Where& where, std::string_view keyword,
                      const std::vector<const Subschema*>& branches);
  void visit_unevaluated(const Subschema& schema, const Where& where);
  void refuse_member(const Subschema& schema, std::string_view keyword, const Where& where,
                     const yaml::Entry& entry, const Subschema& rest);
  void refuse_item(const Subschema& schema, std::string_view keyword, const Where& where,
                   std::size_t index, const Subschema& rest);
  /// What `branch` has against the value, on its own.
  std::vector<Violation> objections(const Subschema& branch, const Where& where);
  std::string nearest_branch(const std::vector<const Subschema*>& branches, const Where& where);

  void add(const Subschema& schema, std::string_view keyword, const Where& where,
           std::string message);
  [[nodiscard]] bool is_full() const;
  [[nodiscard]] std::string pointer(const Where& where) const;
  [[nodiscard]] std::string path(const Where& where) const;
  [[nodiscard]] std::string subject(const Where& where) const;
  [[nodiscard]] std::string instead(const Where& where) const;

  Evaluator& evaluator_;
  const ValidationLimits& limits_;
  std::vector<Violation> found_;
  std::set<std::pair<const Subschema*, const yaml::Node*>> visited_;
  int depth_ = 0;
};

}  // namespace dcr::schema
