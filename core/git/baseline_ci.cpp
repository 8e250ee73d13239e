// SPDX-License-Identifier: Apache-2.0
//
// The part of the search that CI systems decide: what a request, a merge group or a push is
// compared with.
#include "core/base/text.hpp"
#include "core/git/baseline_search.hpp"

#include <fmt/format.h>

namespace dcr::git {

/// The commit of an id that a CI system gave; empty when it is no id, all zeros, or not here.
std::optional<ObjectId> Search::known_commit(const std::string& id) const {
  const bool is_id = id.size() >= 7 && id.size() <= 40 &&
                     id.find_first_not_of("0123456789abcdef") == std::string::npos &&
                     id.find_first_not_of('0') != std::string::npos;
  if (!is_id) return std::nullopt;
  const Result<Revision> revision = repository_.resolve(id);
  return revision ? std::optional(revision->commit) : std::nullopt;
}

bool Search::is_on(const Mainline& mainline) const {
  const std::string& branch = judged_.run->branch;
  return mainline.has(branch.empty() ? judged_.ref : "refs/heads/" + branch, judged_.remotes);
}

Result<Baseline> Search::request_base_by_id(const ObjectId& target) const {
  const Branch branch{.ref = "", .name = judged_.run->target, .tip = target};
  return base_of_branches({branch});
}

Result<Baseline> Search::request_base(const Mainline& mainline) const {
  const CiRun& run = *judged_.run;
  Result<std::vector<Branch>> targets = branches_called(repository_, run.target);
  if (!targets) return targets.error();
  if (run.is_test_merge) {
    Result<Baseline> parent = first_parent("first parent of the merge");
    if (!parent) return parent;
    parent->mainline_tip = targets->empty() ? *parent->commit : targets->front().tip;
    parent->mainline_name = targets->empty() ? run.target : targets->front().name;
    return parent;
  }
  if (!targets->empty()) return base_of_branches(*targets);
  if (const std::optional<ObjectId> target = known_commit(run.base_id)) {
    return request_base_by_id(*target);
  }
  if (run.target.empty()) return branch_base(mainline);
  return Error{ErrorKind::unavailable,
               fmt::format("the target branch '{}' is not in this clone", printable(run.target)),
               {},
               help_.history(run.target)};
}

Result<Baseline> Search::group_base(const Mainline& mainline) const {
  const CiRun& run = *judged_.run;
  if (run.base_id.empty()) return request_base(mainline);
  if (const std::optional<ObjectId> base = known_commit(run.base_id)) {
    Baseline baseline = answer(*base, run.base_id, "base of the merge group");
    baseline.mainline_tip = *base;
    baseline.mainline_name = run.target;
    return baseline;
  }
  return Error{ErrorKind::unavailable,
               fmt::format("the base {} of the merge group is not in this clone",
                           printable(run.base_id).substr(0, 7)),
               {},
               help_.commit(run.base_id)};
}

/// On the mainline: what it was before the push, else what it was before the last commit.
Result<Baseline> Search::push_base() const {
  const CiRun& run = *judged_.run;
  if (run.event != CiEvent::push) return first_parent("first parent");
  if (const std::optional<ObjectId> before = known_commit(run.base_id)) {
    if (*before == judged_.commit.id) return first_parent("first parent");
    return answer(*before, run.base_id, "before the push");
  }
  const bool is_new_branch = run.base_id.find_first_not_of('0') == std::string::npos;
  // A whole clone that lacks the commit will never get it: the push rewrote history. A shallow one
  // may just not have looked far enough, and the first parent would hide most of the push.
  if (!is_new_branch && repository_.is_shallow()) {
    return Error{ErrorKind::unavailable,
                 fmt::format("the commit before the push, {}, is not in this clone",
                             printable(run.base_id).substr(0, 7)),
                 {},
                 help_.commit(run.base_id)};
  }
  return first_parent("first parent");
}

Error Search::missing_mainline(const Mainline& mainline) const {
  if (mainline.names.empty()) {
    return Error{ErrorKind::unavailable,
                 "no mainline is known in this clone",
                 {},
                 "name it in dcr.yaml (mainline: [main]), and " + help_.all_branches()};
  }
  const std::string& name = mainline.names.front();
  const bool is_plain = name.find_first_of("*?[{\\") == std::string::npos;
  return Error{ErrorKind::unavailable,
               fmt::format("the mainline '{}' is not in this clone", printable(name)),
               {},
               is_plain ? help_.history(name) : help_.all_branches()};
}

Result<Baseline> Search::branch_base(const Mainline& mainline) const {
  if (!is_on(mainline)) {
    if (mainline.branches.empty()) return missing_mainline(mainline);
    return base_of_branches(mainline.branches);
  }
  Result<Baseline> baseline = push_base();
  if (!baseline) return baseline;
  const std::string& name = judged_.run->branch;
  const Branch* branch = mainline.find(
      name.empty() ? branch_name(judged_.ref, judged_.remotes) : name, judged_.remotes);
  baseline->mainline_tip = branch != nullptr ? branch->tip : judged_.commit.id;
  baseline->mainline_name = branch != nullptr ? branch->name : name;
  return baseline;
}

Result<Baseline> Search::ci_base(const Mainline& mainline) const {
  switch (judged_.run->event) {
    case CiEvent::request: return request_base(mainline);
    case CiEvent::merge_group: return group_base(mainline);
    case CiEvent::push:
    case CiEvent::other: break;
  }
  return branch_base(mainline);
}

}  // namespace dcr::git
