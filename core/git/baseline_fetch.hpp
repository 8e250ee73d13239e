// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/ci.hpp"
#include "core/git/repository.hpp"

#include <optional>
#include <string>

namespace dcr::git {

/// The commands that fetch what a clone lacks, ready to paste. With `run`, also the setting of the
/// CI system that makes them needless.
class FetchHelp {
 public:
  FetchHelp(const Repository& repository, const std::optional<CiRun>& run);

  /// A commit with its parents.
  [[nodiscard]] std::string with_parents(const ObjectId& commit) const;
  /// One commit, without its history.
  [[nodiscard]] std::string commit(const std::string& id) const;
  /// The history that a merge base is looked for in; with `branch` also that branch.
  [[nodiscard]] std::string history(const std::string& branch) const;
  /// The same with every branch, where nobody can say which one is missing.
  [[nodiscard]] std::string all_branches() const;

 private:
  [[nodiscard]] std::string with_setting(const std::string& command) const;
  [[nodiscard]] std::string fetch_all_history(const std::string& refspec) const;

  std::string remote_ = "origin";
  bool is_shallow_;
  std::string setting_;
};

}  // namespace dcr::git
