// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/gate.hpp"
#include "core/registry/versions.hpp"

#include <map>
#include <string>
#include <vector>

namespace dcr::check {

/// What verdicts on single contracts need to know of the whole comparison.
class VerdictMaker {
 public:
  VerdictMaker(const git::Repository& repository, const Sides& sides, const Terms& terms,
               const Documents& documents);

  /// The verdict on a document of the new side.
  Result<report::ContractVerdict> judge_pair(const Pair& pair);

 private:
  struct Draft;  // a verdict in the making

  void add(Draft& draft, GateIssue what, Span at) const;
  void add_problems(Draft& draft) const;
  Result<void> add_compatibility(Draft& draft);
  Result<void> add_older_versions(Draft& draft);
  Result<DocumentPtr> predecessor(const Pair& pair);
  void add_transition(Draft& draft) const;
  void add_own_mode(Draft& draft) const;
  void add_duplicates(Draft& draft) const;
  Result<void> add_taken(Draft& draft);
  Result<const std::vector<RegisteredVersion>*> history_of(const std::string& key);
  Result<const std::vector<DocumentPtr>*> mainline_documents();
  [[nodiscard]] bool stays(const LoadedDocument& document) const;
  [[nodiscard]] Policy policy_of(const Pair& pair) const;

  const git::Repository& repository_;
  const Sides& sides_;
  const Terms& terms_;
  const Documents& documents_;
  std::multimap<std::string, DocumentPtr> after_by_name_;  // by key()
  std::map<std::string, std::vector<RegisteredVersion>> histories_;
  std::optional<std::vector<DocumentPtr>> mainline_documents_;
};

/// The verdict on a document of the base side that has no successor among `pairs`.
[[nodiscard]] report::ContractVerdict judge_removed(const LoadedDocument& gone,
                                                    const std::vector<Pair>& pairs,
                                                    const Terms& terms);

}  // namespace dcr::check
