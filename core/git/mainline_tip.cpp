// SPDX-License-Identifier: Apache-2.0
#include "core/git/mainline_tip.hpp"

#include "core/git/baseline_mainline.hpp"

#include <algorithm>

namespace dcr::git {
namespace {

const Branch* branch_of_head(const Mainline& mainline, const std::string& head_ref,
                             const std::vector<std::string>& remotes) {
  if (!mainline.has(head_ref, remotes)) return nullptr;
  return mainline.find(branch_name(head_ref, remotes), remotes);
}

/// The branch whose merge base with `head` has all the others' behind it.
Result<const Branch*> nearest_branch(const Repository& repository,
                                     const std::vector<Branch>& branches, const ObjectId& head) {
  const Branch* nearest = nullptr;
  std::optional<ObjectId> nearest_base;
  for (const Branch& branch : branches) {
    const auto base = repository.merge_base(branch.tip, head);
    if (!base) return base.error();
    if (!*base) continue;
    if (nearest_base) {
      const auto older = repository.is_ancestor(**base, *nearest_base);
      if (!older) return older.error();
      if (*older) continue;
    }
    nearest = &branch;
    nearest_base = *base;
  }
  return nearest;
}

}  // namespace

Result<MainlineTip> mainline_tip(const Repository& repository,
                                 const std::vector<std::string>& patterns,
                                 const std::optional<ObjectId>& head) {
  const auto mainline = find_mainline(repository, patterns, "");
  if (!mainline) return mainline.error();
  if (mainline->branches.empty()) return MainlineTip{head, "HEAD"};
  const auto found = [](const Branch& branch) { return MainlineTip{branch.tip, branch.name}; };
  if (mainline->branches.size() == 1 || !head) return found(mainline->branches.front());
  const auto head_ref = repository.head_ref();
  if (!head_ref) return head_ref.error();
  const auto remotes = repository.remotes();
  if (!remotes) return remotes.error();
  if (const Branch* on = branch_of_head(*mainline, *head_ref, *remotes)) return found(*on);
  const auto nearest = nearest_branch(repository, mainline->branches, *head);
  if (!nearest) return nearest.error();
  return found(*nearest ? **nearest : mainline->branches.front());
}

Result<std::optional<ObjectId>> mainline_at(const Repository& repository, const ObjectId& tip,
                                            const ObjectId& commit) {
  const auto base = repository.merge_base(tip, commit);
  if (!base) return base.error();
  if (!*base) return std::optional<ObjectId>();
  std::vector<ObjectId> chain;  // newest first
  bool on_chain = false;
  const auto walked = repository.walk_first_parents(tip, [&](const Commit& each) {
    on_chain = each.id == **base;
    chain.push_back(each.id);
    return !on_chain;
  });
  if (on_chain) return *base;
  if (!walked) return walked.error();
  // The merge base lies behind a merge: `commit` was merged later. What a commit holds, all its
  // ancestors hold, so the newest one that `commit` holds is found by halving.
  std::optional<Error> failure;
  const auto held = std::ranges::partition_point(chain, [&](const ObjectId& each) {
    const auto is_held = repository.is_ancestor(each, commit);
    if (!is_held && !failure) failure = is_held.error();
    return failure || !*is_held;
  });
  if (failure) return *failure;
  return held == chain.end() ? std::optional<ObjectId>() : *held;
}

}  // namespace dcr::git
