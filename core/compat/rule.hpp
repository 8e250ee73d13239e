// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/problem.hpp"
#include "core/compat/change.hpp"
#include "core/semver/version.hpp"

#include <optional>
#include <string_view>

namespace dcr {

/// What a rule is about; `dcr rules` groups by it.
enum class RuleGroup { contract, service_level, quality, field };
[[nodiscard]] std::string_view to_string(RuleGroup group);

/// When a rule is raised.
enum class RuleScope {
  direction,  ///< by mode: `backward` and `forward` below say how severe
  always,     ///< in every mode, also under `none`; `backward` says how severe
};

/// One entry of the catalogue: it prints `dcr rules`, `dcr explain` and the documentation.
struct Rule {
  std::string_view id;
  RuleGroup group = RuleGroup::field;
  RuleScope scope = RuleScope::direction;
  std::optional<Severity> backward;  ///< empty = not raised
  std::optional<Severity> forward;
  Bump bump = Bump::none;  ///< what a change raised by this rule asks for (backward, full)
  std::optional<Bump> bump_forward;  ///< where forward asks for another
  std::optional<ChangeKind> on;      ///< empty: raised by the gate itself, not by a fact
  std::string_view summary;          ///< "raised when …": half a sentence for the table
  std::string_view message;          ///< template: {field} {before} {after} {detail}
  std::string_view why;  ///< for the person it stops; template as message, and {contract}
  std::string_view fix;  ///< what to do
  std::string_view example_before;  ///< a few lines of YAML
  std::string_view example_after;

  [[nodiscard]] Bump bump_in(bool backward_mode) const {
    return backward_mode || !bump_forward ? bump : *bump_forward;
  }
};

}  // namespace dcr
