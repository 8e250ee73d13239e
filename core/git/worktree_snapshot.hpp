// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/snapshot.hpp"
#include "core/git/worktree_snapshot_scan.hpp"

#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace dcr::git {

/// The working files that are tracked, or untracked and not ignored, against the index as it was
/// when the snapshot was made. Each call looks at the disk anew.
class WorktreeSnapshot final : public Snapshot {
 public:
  WorktreeSnapshot(std::shared_ptr<const Handle> handle, std::shared_ptr<const IndexFile> index)
      : state_(std::move(handle), std::move(index)) {}

  Result<std::vector<FileRef>> list(const PathFilter& filter) const override;
  Result<std::string> read(const FileRef& file) const override;
  /// Finds ignored files as well: who names a file means it.
  Result<FileRef> find(std::string_view path) const override;

  [[nodiscard]] const Handle& handle() const { return *state_.handle; }
  [[nodiscard]] const IndexFile& index() const { return *state_.index; }
  [[nodiscard]] Result<std::vector<WorkingDifference>> differences(const PathFilter& filter) const {
    return differences_from_index(state_, filter);
  }

 private:
  WorktreeState state_;
};

}  // namespace dcr::git
