// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/compat/consumer_index.hpp"
#include "core/compat/judge.hpp"
#include "core/compat/rule.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcr {

/// Turns the changes between two documents into issues. What it is given must outlive it.
class Raiser {
 public:
  Raiser(const Source& before, const Source& after, const Policy& policy);

  /// The issues a change raises under the policy, in the order of the catalogue.
  [[nodiscard]] std::vector<Issue> raise(const Change& change);

  /// What is told of a change that raises nothing: a note by the rule that names it. Content asks
  /// for a patch, as it does where no rule is raised.
  [[nodiscard]] Issue note(const Change& change);

 private:
  Issue make_issue(const Rule& rule, const Trigger& trigger, Severity severity, Bump bump,
                   const Change& change);

  const Source& before_;
  const Source& after_;
  const Policy& policy_;
  ConsumerIndex consumers_;
  std::string name_;  // of the contract
};

/// The severity of a raised rule once the configuration had its say; empty = off.
[[nodiscard]] std::optional<Severity> configured(std::string_view rule, Severity severity,
                                                 const Policy& policy);

/// A template of the catalogue, filled.
[[nodiscard]] std::string fill(std::string_view pattern, std::string_view contract,
                               const Change& change);

}  // namespace dcr
