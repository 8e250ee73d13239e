// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/gate.hpp"
#include "core/registry/versions.hpp"

#include <map>
#include <optional>
#include <string>
#include <utility>
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
  Result<const std::vector<DocumentPtr>*> mainline_documents(const std::string& key);
  [[nodiscard]] bool stays(const LoadedDocument& document) const;
  [[nodiscard]] Policy policy_of(const Pair& pair) const;

  const git::Repository& repository_;
  const Sides& sides_;
  const Terms& terms_;
  const Documents& documents_;
  std::map<std::pair<std::string, Version>, std::vector<DocumentPtr>> after_;  // by key(), version
  HistoryShelves shelves_;
  std::map<std::string, std::vector<RegisteredVersion>> histories_;
  std::optional<std::map<std::string, std::vector<DocumentPtr>>> mainline_documents_;  // by key()
};

/// What stands in the files of the new side where a document of the base is gone.
class Remains {
 public:
  /// `pairs` must outlive it.
  explicit Remains(const std::vector<Pair>& pairs);

  /// Where a mod is missing: the `mods` of its file, where one that is left can say where that is.
  [[nodiscard]] std::optional<Location> place_of_mods(const std::string& path) const;
  /// The first contract of the file that is new; null when there is none.
  [[nodiscard]] const LoadedDocument* newcomer(const std::string& path) const;

 private:
  std::map<std::string_view, const LoadedDocument*> mods_;
  std::map<std::string_view, const LoadedDocument*> newcomers_;
};

/// The verdict on a document of the base side that has no successor.
[[nodiscard]] report::ContractVerdict judge_removed(const LoadedDocument& gone,
                                                    const Remains& remains, const Terms& terms);

}  // namespace dcr::check
