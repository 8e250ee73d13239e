// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/problem.hpp"
#include "core/compat/change.hpp"
#include "core/semver/version.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace dcr {

/// What a rule is about; `dcr rules` groups by it.
enum class RuleGroup { contract, service_level, quality, field, model, mod };
[[nodiscard]] std::string_view to_string(RuleGroup group);

/// When a rule is raised.
enum class RuleScope {
  direction,   ///< by mode: `backward` and `forward` say how severe
  always,      ///< in every mode, also under `none`; `backward` says how severe
  on_request,  ///< only where the configuration gives it a severity; `dcr diff` lists it always
};

/// In which direction one kind of change raises a rule.
enum class RaisedIn { as_declared, backward_only, forward_only };

/// A kind of change that raises a rule, and how the report words it.
struct Trigger {
  ChangeKind on;
  std::string_view
      message;  ///< template: {field} {before} {after} {detail}, {of}: " of 'FIELD'" or nothing
  RaisedIn in = RaisedIn::as_declared;
};

/// One entry of the catalogue: it prints `dcr rules`, `dcr explain` and the documentation.
struct Rule {
  std::string_view id{};
  RuleGroup group = RuleGroup::field;
  RuleScope scope = RuleScope::direction;
  std::optional<Severity> backward{};  ///< empty = not raised
  std::optional<Severity> forward{};
  Bump bump = Bump::none;              ///< what a change that raises it asks for
  std::optional<Bump> bump_forward{};  ///< where forward asks for another
  std::vector<Trigger> triggers{};     ///< empty: the gate raises it itself, not a fact
  std::string_view summary{};          ///< completes "raised when …"
  std::string_view why{};  ///< for the person it stops; {contract} {field} {before} {after}
  std::string_view fix{};  ///< what to do
  std::string_view example_before{};  ///< a few lines of YAML
  std::string_view example_after{};
};

}  // namespace dcr
