// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/repository.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dcr::git {

struct Handle;
class TreeCache;

/// Reads what a walk along history needs of its commits, and no more: their trees and what changed
/// between them.
class HistoryReader {
 public:
  explicit HistoryReader(std::shared_ptr<const Handle> handle);
  HistoryReader(const HistoryReader&) = delete;
  HistoryReader& operator=(const HistoryReader&) = delete;
  ~HistoryReader();

  /// Visits `tip` and its first parents, newest first, until `visit` returns false or the root.
  ///
  /// Errors: as Repository::walk_first_parents.
  Result<void> walk(const ObjectId& tip,
                    const std::function<bool(const ObjectId& commit, const ObjectId& tree)>& visit);

  /// What differs between two trees, ascending by path; everything where there is no `before`.
  ///
  /// Errors: as changes_between.
  Result<std::vector<FileChange>> changes(const std::optional<ObjectId>& before,
                                          const ObjectId& after, const PathFilter& filter);

  /// The content of a blob, as Snapshot::read has it.
  Result<std::string> read(const ObjectId& blob);

 private:
  std::shared_ptr<const Handle> handle_;
  std::unique_ptr<TreeCache> trees_;
};

[[nodiscard]] std::unique_ptr<HistoryReader> history_reader(const Repository& repository);

}  // namespace dcr::git
