// SPDX-License-Identifier: Apache-2.0
#include "core/git/baseline_search.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>

#include <utility>

namespace dcr::git {

Baseline Search::answer(const ObjectId& commit, std::string revision, std::string reason) const {
  Baseline baseline;
  baseline.commit = commit;
  baseline.revision = std::move(revision);
  baseline.reason = std::move(reason);
  return baseline;
}

Result<Baseline> Search::first_parent(std::string reason) const {
  const Commit& head = judged_.commit;
  if (head.parents.empty()) {
    Baseline baseline;
    baseline.reason = "the first commit";
    return baseline;
  }
  const ObjectId& parent = head.parents.front();
  const Result<Commit> commit = repository_.commit(parent);
  if (!commit && commit.error().kind == ErrorKind::unavailable) {
    return Error{ErrorKind::unavailable,
                 fmt::format("the first parent {} of {} is not in this clone", parent.short_hex(),
                             head.id.short_hex()),
                 {},
                 help_.with_parents(head.id)};
  }
  if (!commit) return commit.error();
  return answer(parent, head.id.short_hex() + "^1", std::move(reason));
}

Result<Baseline> Search::last_commit(std::string reason) const {
  if (judged_.is_commit()) return first_parent("first parent");
  return answer(judged_.commit.id, "HEAD", std::move(reason));
}

Result<std::optional<MergeBase>> Search::nearest(const std::vector<Branch>& branches) const {
  std::vector<ObjectId> points = {judged_.commit.id};
  points.insert(points.end(), judged_.merging.begin(), judged_.merging.end());
  auto found = nearest_merge_base(repository_, branches, points);
  if (found) return found;
  Error error = found.error();
  if (error.kind == ErrorKind::unavailable) error.help = help_.history("");
  return error;
}

/// The merge base with the nearest of `branches`; the first parent where that is the judged commit.
Result<Baseline> Search::base_of_branches(const std::vector<Branch>& branches) const {
  Result<std::optional<MergeBase>> found = nearest(branches);
  if (!found) return found.error();
  if (!*found) {
    Result<Baseline> last = last_commit("the last commit");
    if (last && last->commit && !branches.empty()) {
      last->reason += "; no common commit with " + branches.front().name;
    }
    return last;
  }
  const MergeBase& base = **found;
  Result<Baseline> baseline = judged_.is_commit() && base.commit == judged_.commit.id
                                  ? first_parent("first parent")
                                  : Result<Baseline>(answer(base.commit, base.branch.name,
                                                            "merge base with " + base.branch.name));
  if (!baseline) return baseline;
  baseline->mainline_tip = base.branch.tip;
  baseline->mainline_name = base.branch.name;
  return baseline;
}

Result<Baseline> Search::explicit_base(const Revision& revision, bool tip) const {
  if (!revision.is_branch() || tip) {
    const std::string name = printable(revision.is_branch() ? short_ref(revision.ref) : "");
    return answer(revision.commit, revision.text,
                  name.empty() ? "--against " + revision.text : "tip of " + name);
  }
  const Branch branch{.ref = revision.ref, .name = short_ref(revision.ref), .tip = revision.commit};
  Result<std::optional<MergeBase>> found = nearest({branch});
  if (!found) return found.error();
  if (!*found) {
    return Error{
        ErrorKind::not_found,
        fmt::format("'{}' has no commit in common with what is judged", printable(revision.text)),
        {},
        "--tip compares with the branch itself"};
  }
  if (judged_.run && (*found)->commit == judged_.commit.id) return first_parent("first parent");
  return answer((*found)->commit, revision.text, "merge base with " + branch.name);
}

void Search::name_mainline(const Revision& revision, const Mainline& mainline,
                           Baseline& baseline) const {
  std::optional<Branch> branch;
  if (mainline.has(revision.ref, judged_.remotes)) {
    branch = Branch{.ref = revision.ref, .name = short_ref(revision.ref), .tip = revision.commit};
  } else if (const auto found = nearest(mainline.branches); found && *found) {
    branch = (*found)->branch;
  }
  if (!branch) return;
  baseline.mainline_tip = branch->tip;
  baseline.mainline_name = branch->name;
}

/// Whether a merge under way on the mainline brings what others see there already, as a pull does.
Result<bool> Search::merges_pushed_mainline(const Branch* pushed) const {
  if (pushed == nullptr || pushed->ref == judged_.ref) return false;
  for (const ObjectId& id : judged_.merging) {
    Result<bool> is_there = repository_.is_ancestor(id, pushed->tip);
    if (!is_there || *is_there) return is_there;
  }
  return false;
}

Result<Baseline> Search::local_base(const Mainline& mainline) const {
  if (!mainline.has(judged_.ref, judged_.remotes)) {
    if (mainline.branches.empty()) return last_commit("the last commit; no mainline is known");
    return base_of_branches(mainline.branches);
  }
  const Branch* pushed = mainline.find(branch_name(judged_.ref, judged_.remotes), judged_.remotes);
  Result<bool> pulls = merges_pushed_mainline(pushed);
  if (!pulls) return pulls.error();
  if (*pulls) return base_of_branches({*pushed});
  Result<Baseline> baseline = last_commit("the last commit");
  if (!baseline) return baseline;
  baseline->mainline_tip = pushed != nullptr ? pushed->tip : judged_.commit.id;
  baseline->mainline_name = pushed != nullptr ? pushed->name : short_ref(judged_.ref);
  return baseline;
}

}  // namespace dcr::git
