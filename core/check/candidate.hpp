// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/snapshot.hpp"

#include <memory>
#include <string>
#include <vector>

namespace dcr::check {

/// What HEAD would hold after one commit of a few files of the working tree: the committed tree
/// with those files laid over it.
class CandidateSnapshot final : public Snapshot {
 public:
  /// `paths` absent from `worktree` are absent here.
  CandidateSnapshot(std::unique_ptr<Snapshot> committed, std::unique_ptr<Snapshot> worktree,
                    std::vector<std::string> paths);

  Result<std::vector<FileRef>> list(const PathFilter& filter) const override;
  Result<std::string> read(const FileRef& file) const override;
  Result<FileRef> find(std::string_view path) const override;

 private:
  [[nodiscard]] bool is_laid_over(std::string_view path) const;

  std::unique_ptr<Snapshot> committed_;
  std::unique_ptr<Snapshot> worktree_;
  std::vector<std::string> paths_;  // ascending
};

}  // namespace dcr::check
