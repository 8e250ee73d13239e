// SPDX-License-Identifier: Apache-2.0
#include "core/git/worktree_snapshot.hpp"

#include "core/git/index_file_match.hpp"
#include "core/git/snapshots.hpp"
#include "core/git/tree_snapshot.hpp"

#include <optional>
#include <string>

namespace dcr::git {

Result<std::vector<FileRef>> WorktreeSnapshot::list(const PathFilter& filter) const {
  auto found = differences(filter);
  if (!found) return found.error();
  std::vector<FileRef> files;
  auto next = found->begin();
  const auto add_differences_before = [&](std::string_view path) {
    for (; next != found->end() && next->path < path; ++next) {
      if (next->file) files.push_back(std::move(*next->file));
    }
  };
  const auto entries = state_.index->entries();
  each_match(*state_.index, 0, entries.size(), filter, [&](const IndexEntry& entry) {
    add_differences_before(entry.path);
    const bool differs = next != found->end() && next->path == entry.path;
    if (!differs && entry.is_file()) files.push_back(entry.file());
  });
  for (; next != found->end(); ++next) {
    if (next->file) files.push_back(std::move(*next->file));
  }
  return files;
}

Result<std::string> WorktreeSnapshot::read(const FileRef& file) const {
  return read_working_file(state_, file);
}

Result<FileRef> WorktreeSnapshot::find(std::string_view path) const {
  auto found = find_in_worktree(state_, path);
  if (!found) return found.error();
  if (!*found) return no_such_file(path);
  return std::move(**found);
}

Result<std::unique_ptr<Snapshot>> make_worktree_snapshot(std::shared_ptr<const Handle> handle) {
  auto index = IndexFile::read(*handle);
  if (!index) return index.error();
  return std::unique_ptr<Snapshot>(
      std::make_unique<WorktreeSnapshot>(std::move(handle), std::move(*index)));
}

}  // namespace dcr::git
