// SPDX-License-Identifier: Apache-2.0
#include "core/git/index_snapshot.hpp"

#include "core/git/content.hpp"
#include "core/git/index_file_match.hpp"
#include "core/git/snapshots.hpp"
#include "core/git/tree_snapshot.hpp"

#include <string>

namespace dcr::git {

Result<std::vector<FileRef>> IndexSnapshot::list(const PathFilter& filter) const {
  std::vector<FileRef> files;
  each_match(*index_, 0, index_->entries().size(), filter, [&](const IndexEntry& entry) {
    if (entry.is_file()) files.push_back(entry.file());
  });
  return files;
}

Result<std::string> IndexSnapshot::read(const FileRef& file) const {
  return read_blob(*handle_, file.id);
}

Result<FileRef> IndexSnapshot::find(std::string_view path) const {
  const IndexEntry* entry = index_->find(path);
  if (entry == nullptr || !entry->is_file()) return no_such_file(path);
  return entry->file();
}

Result<std::unique_ptr<Snapshot>> make_index_snapshot(std::shared_ptr<const Handle> handle) {
  auto index = IndexFile::read(*handle);
  if (!index) return index.error();
  return std::unique_ptr<Snapshot>(
      std::make_unique<IndexSnapshot>(std::move(handle), std::move(*index)));
}

Result<std::vector<std::string>> index_conflicts(const Handle& handle, const PathFilter& filter) {
  const auto index = IndexFile::read(handle);
  if (!index) return index.error();
  std::vector<std::string> paths;
  for (const IndexEntry& entry : (*index)->entries()) {
    // Conflicts are few: only their paths are worth a look at the globs.
    if (entry.stage() == 0 || !filter.matches(entry.path)) continue;
    if (paths.empty() || paths.back() != entry.path) paths.emplace_back(entry.path);
  }
  return paths;
}

}  // namespace dcr::git
