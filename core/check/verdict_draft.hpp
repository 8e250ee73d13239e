// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/verdict.hpp"

#include <string>
#include <vector>

namespace dcr::check {

/// A verdict in the making.
struct VerdictMaker::Draft {
  const Pair& pair;
  Policy policy;
  report::ContractVerdict verdict;
  std::vector<Issue> gate_issues;  // not yet held against the acceptances
  std::vector<bool> used;          // inline acceptances that matched

  [[nodiscard]] const Contract& after() const { return pair.after->contract; }
  [[nodiscard]] const Contract* before() const {
    return pair.before ? &pair.before->contract : nullptr;
  }
};

[[nodiscard]] inline Source source_of(const LoadedDocument& document) {
  return {&document.contract, document.path, document.text.get()};
}

/// The version as it compares, or as it is spelled where it cannot be read.
[[nodiscard]] inline std::string version_of(const LoadedDocument& document) {
  return document.usable ? document.contract.version.value.text() : document.contract.version_text;
}

[[nodiscard]] inline bool says(const std::optional<Located<Status>>& status, Status wanted) {
  return status && status->value == wanted;
}

/// Fills what names the contract from the document that can be named.
void name_verdict(report::ContractVerdict& verdict, const LoadedDocument& document,
                  const LoadedDocument* base);

}  // namespace dcr::check
