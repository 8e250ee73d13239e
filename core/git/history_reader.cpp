// SPDX-License-Identifier: Apache-2.0
#include "core/git/history_reader.hpp"

#include "core/git/content.hpp"
#include "core/git/handle.hpp"
#include "core/git/history.hpp"
#include "core/git/tree_walk.hpp"

#include <utility>

namespace dcr::git {

HistoryReader::HistoryReader(std::shared_ptr<const Handle> handle)
    : handle_(std::move(handle)), trees_(std::make_unique<TreeCache>(*handle_)) {}

HistoryReader::~HistoryReader() = default;

Result<void> HistoryReader::walk(
    const ObjectId& tip,
    const std::function<bool(const ObjectId& commit, const ObjectId& tree)>& visit) {
  return walk_lineage(*handle_, tip, visit);
}

Result<std::vector<FileChange>> HistoryReader::changes(const std::optional<ObjectId>& before,
                                                       const ObjectId& after,
                                                       const PathFilter& filter) {
  std::vector<FileChange> changes;
  if (!filter.may_match_below("")) return changes;
  if (before) return diff_trees(*trees_, *before, after, filter);
  std::vector<FileRef> files;
  if (auto listed = list_tree(*handle_, after, "", filter, files); !listed) return listed.error();
  for (FileRef& file : files) {
    std::string path = file.path;
    changes.push_back({std::move(path), {}, std::move(file)});
  }
  return changes;
}

Result<std::string> HistoryReader::read(const ObjectId& blob) { return read_blob(*handle_, blob); }

}  // namespace dcr::git
