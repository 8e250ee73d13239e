// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/baseline.hpp"
#include "core/git/baseline_fetch.hpp"
#include "core/git/baseline_mainline.hpp"
#include "core/git/ci.hpp"
#include "core/git/merge_base.hpp"

#include <optional>
#include <string>
#include <vector>

namespace dcr::git {

/// What is judged: a commit, or what lies on top of one.
struct Judged {
  Commit commit;
  std::string ref;                ///< the branch it is on; empty when detached
  std::vector<ObjectId> merging;  ///< what the next commit will merge
  bool is_named_commit = false;   ///< `--head`: the commit itself, nothing on top of it
  std::optional<CiRun> run;       ///< of the CI system that judges this commit
  std::vector<std::string> remotes;

  /// Then the commit itself is no base: everything in it would count as seen.
  [[nodiscard]] bool is_commit() const { return is_named_commit || run.has_value(); }
};

/// One search for a base, with what each of its ways needs.
class Search {
 public:
  Search(const Repository& repository, const Judged& judged)
      : repository_(repository), judged_(judged), help_(repository, judged.run) {}

  /// `--against`: the merge base with a branch, or the commit itself.
  Result<Baseline> explicit_base(const Revision& revision, bool tip) const;
  /// The mainline branch that an explicit base belongs to, as far as this clone can tell.
  void name_mainline(const Revision& revision, const Mainline& mainline, Baseline& baseline) const;
  /// On a developer's machine and in hooks.
  Result<Baseline> local_base(const Mainline& mainline) const;
  /// Where a CI system says what it runs for.
  Result<Baseline> ci_base(const Mainline& mainline) const;

 private:
  [[nodiscard]] Baseline answer(const ObjectId& commit, std::string revision,
                                std::string reason) const;
  Result<Baseline> first_parent(std::string reason) const;
  Result<Baseline> last_commit(std::string reason) const;
  Result<std::optional<MergeBase>> nearest(const std::vector<Branch>& branches) const;
  Result<Baseline> base_of_branches(const std::vector<Branch>& branches) const;
  Result<bool> merges_pushed_mainline(const Branch* pushed) const;
  Result<Baseline> request_base(const Mainline& mainline) const;
  Result<Baseline> request_base_by_id(const ObjectId& target) const;
  Result<Baseline> group_base(const Mainline& mainline) const;
  Result<Baseline> push_base() const;
  Result<Baseline> branch_base(const Mainline& mainline) const;
  [[nodiscard]] std::optional<ObjectId> known_commit(const std::string& id) const;
  [[nodiscard]] bool is_on(const Mainline& mainline) const;
  [[nodiscard]] Error missing_mainline(const Mainline& mainline) const;

  const Repository& repository_;
  const Judged& judged_;
  FetchHelp help_;
};

}  // namespace dcr::git
