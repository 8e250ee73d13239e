// SPDX-License-Identifier: Apache-2.0
#include "core/git/partial_clone.hpp"

#include "core/git/handle.hpp"
#include "core/git/index_snapshot.hpp"
#include "core/git/tree_snapshot.hpp"
#include "core/git/worktree_snapshot.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace dcr::git {
namespace {

/// The repository of a snapshot; null when it is of none.
const Handle* handle_of(const Snapshot& snapshot) {
  if (const auto* tree = dynamic_cast<const TreeSnapshot*>(&snapshot)) return &tree->handle();
  if (const auto* index = dynamic_cast<const IndexSnapshot*>(&snapshot)) return &index->handle();
  if (const auto* worktree = dynamic_cast<const WorktreeSnapshot*>(&snapshot)) {
    return &worktree->handle();
  }
  return nullptr;
}

/// Whether a file is read from its object. In the working tree only one that lies outside of a
/// sparse checkout is; no remote has the object of an edited one.
bool is_read_from_object(const Snapshot& snapshot, const FileRef& file) {
  const auto* worktree = dynamic_cast<const WorktreeSnapshot*>(&snapshot);
  if (worktree == nullptr) return true;
  const IndexEntry* entry = worktree->index().find(file.path);
  return entry != nullptr && entry->is_skipped() && entry->id() == file.id;
}

/// The tree snapshots of a history, newest first.
class History {
 public:
  Result<void> open(const Repository& repository, const ObjectId& tip,
                    const std::set<ObjectId>* stop_at) {
    std::optional<Error> failure;
    const auto walked = repository.walk_first_parents(tip, [&](const Commit& commit) {
      auto snapshot = repository.commit_snapshot(commit.id);
      if (!snapshot) {
        failure = snapshot.error();
        return false;
      }
      roots_.push_back(commit.tree);
      snapshots_.push_back(std::move(*snapshot));
      return stop_at == nullptr || !stop_at->contains(commit.id);
    });
    if (failure) return *failure;
    // Where a shallow clone ends, whoever reads this history says so.
    if (!walked && walked.error().kind != ErrorKind::unavailable) return walked.error();
    return {};
  }

  Result<void> fetch(const PathFilter& filter) {
    const Handle* handle = snapshots_.empty() ? nullptr : handle_of(*snapshots_.front());
    if (handle == nullptr) return {};
    if (auto fetched = fetch_promised(*handle, roots_); !fetched) return fetched;
    const auto newest = snapshots_.front()->list(filter);
    if (!newest) return newest.error();
    std::set<ObjectId> wanted;
    for (const FileRef& file : *newest) wanted.insert(file.id);
    for (std::size_t i = 1; i < snapshots_.size(); ++i) {
      const auto changes = changes_between(*snapshots_[i], *snapshots_[i - 1], filter);
      if (!changes) return changes.error();
      for (const FileChange& change : *changes) {
        if (change.before) wanted.insert(change.before->id);
      }
    }
    return fetch_promised(*handle, std::vector<ObjectId>(wanted.begin(), wanted.end()));
  }

 private:
  std::vector<ObjectId> roots_;
  std::vector<std::unique_ptr<Snapshot>> snapshots_;
};

}  // namespace

bool is_partial_clone(const Repository& repository) {
  const auto is_set = [&](const std::string& key) {
    const auto value = repository.configuration(key);
    return value && *value && **value != "false";
  };
  const auto remotes = repository.remotes();
  if (!remotes) return false;
  return is_set("extensions.partialclone") ||
         std::ranges::any_of(*remotes, [&](const std::string& remote) {
           return is_set("remote." + remote + ".promisor");
         });
}

Result<void> fetch_contents(const Snapshot& snapshot, std::span<const FileRef> files) {
  const Handle* handle = handle_of(snapshot);
  if (handle == nullptr || handle->promisor.empty()) return {};
  std::vector<ObjectId> wanted;
  for (const FileRef& file : files) {
    if (is_read_from_object(snapshot, file)) wanted.push_back(file.id);
  }
  return fetch_promised(*handle, wanted);
}

Result<void> fetch_history(const Repository& repository, const ObjectId& tip,
                           const PathFilter& filter, const std::set<ObjectId>* stop_at) {
  if (!is_partial_clone(repository)) return {};
  History history;
  if (auto opened = history.open(repository, tip, stop_at); !opened) return opened;
  return history.fetch(filter);
}

}  // namespace dcr::git
