// SPDX-License-Identifier: Apache-2.0
#include "core/git/changes.hpp"

#include "core/git/changes_tree_index.hpp"
#include "core/git/index_snapshot.hpp"
#include "core/git/tree_snapshot.hpp"
#include "core/git/tree_walk.hpp"
#include "core/git/worktree_snapshot.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace dcr::git {

namespace {

using Changes = std::vector<FileChange>;

Changes reversed(Changes changes) {
  for (FileChange& change : changes) std::swap(change.before, change.after);
  return changes;
}

/// What differs between the two lists, both ascending by path.
Changes merge(std::vector<FileRef> before, std::vector<FileRef> after) {
  Changes changes;
  auto a = before.begin();
  auto b = after.begin();
  while (a != before.end() || b != after.end()) {
    const bool takes_a = b == after.end() || (a != before.end() && a->path <= b->path);
    const bool takes_b = a == before.end() || (b != after.end() && b->path <= a->path);
    if (takes_a && takes_b && *a == *b) {
      ++a;
      ++b;
      continue;
    }
    FileChange change{takes_a ? a->path : b->path, {}, {}};
    if (takes_a) change.before = std::move(*a++);
    if (takes_b) change.after = std::move(*b++);
    changes.push_back(std::move(change));
  }
  return changes;
}

/// From tree→index and index→worktree to tree→worktree.
Changes chain(Changes staged, std::vector<WorkingDifference> unstaged, const IndexFile& index) {
  Changes changes;
  auto next = staged.begin();
  for (WorkingDifference& difference : unstaged) {
    while (next != staged.end() && next->path < difference.path) {
      changes.push_back(std::move(*next++));
    }
    FileChange change{difference.path, {}, std::move(difference.file)};
    if (next != staged.end() && next->path == difference.path) {
      change.before = std::move((next++)->before);
    } else if (const IndexEntry* entry = index.find(difference.path);
               entry != nullptr && entry->is_file()) {
      change.before = entry->file();  // the tree has it as well
    }
    if (change.before != change.after) changes.push_back(std::move(change));
  }
  std::move(next, staged.end(), std::back_inserter(changes));
  return changes;
}

Result<Changes> tree_to_worktree(const TreeSnapshot& before, const WorktreeSnapshot& after,
                                 const PathFilter& filter) {
  auto staged = diff_tree_index(before.handle(), before.tree(), after.index(), filter);
  if (!staged) return staged;
  auto unstaged = after.differences(filter);
  if (!unstaged) return unstaged.error();
  return chain(std::move(*staged), std::move(*unstaged), after.index());
}

/// The ways that look at differences only; empty when there is none for this pair.
std::optional<Result<Changes>> fast_changes(const Snapshot& before, const Snapshot& after,
                                            const PathFilter& filter) {
  const auto* old_tree = dynamic_cast<const TreeSnapshot*>(&before);
  if (old_tree == nullptr) return {};
  if (const auto* tree = dynamic_cast<const TreeSnapshot*>(&after)) {
    return diff_trees(old_tree->handle(), old_tree->tree(), tree->handle(), tree->tree(), filter);
  }
  if (const auto* index = dynamic_cast<const IndexSnapshot*>(&after)) {
    return diff_tree_index(old_tree->handle(), old_tree->tree(), index->index(), filter);
  }
  if (const auto* worktree = dynamic_cast<const WorktreeSnapshot*>(&after)) {
    return tree_to_worktree(*old_tree, *worktree, filter);
  }
  return {};
}

bool equal(const PathFilter& a, const PathFilter& b) {
  const auto same_text = [](const Glob& x, const Glob& y) { return x.text() == y.text(); };
  return a.paths() == b.paths() && std::equal(a.globs().begin(), a.globs().end(), b.globs().begin(),
                                              b.globs().end(), same_text);
}

}  // namespace

Result<Changes> changes_by_listing(const Snapshot& before, const PathFilter& before_filter,
                                   const Snapshot& after, const PathFilter& after_filter) {
  auto old_files = before.list(before_filter);
  if (!old_files) return old_files.error();
  auto new_files = after.list(after_filter);
  if (!new_files) return new_files.error();
  return merge(std::move(*old_files), std::move(*new_files));
}

Result<Changes> changes_between(const Snapshot& before, const Snapshot& after,
                                const PathFilter& filter) {
  if (!filter.may_match_below("")) return Changes{};
  if (auto changes = fast_changes(before, after, filter)) return std::move(*changes);
  if (auto changes = fast_changes(after, before, filter)) {
    if (!*changes) return std::move(*changes);
    return reversed(std::move(**changes));
  }
  return changes_by_listing(before, filter, after, filter);
}

Result<Changes> changes_between(const Snapshot& before, const PathFilter& before_filter,
                                const Snapshot& after, const PathFilter& after_filter) {
  if (equal(before_filter, after_filter)) return changes_between(before, after, before_filter);
  return changes_by_listing(before, before_filter, after, after_filter);
}

}  // namespace dcr::git
