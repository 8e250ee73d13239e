// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/snapshot.hpp"
#include "core/git/handle.hpp"
#include "core/git/index_file.hpp"

#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace dcr::git {

/// The files a commit would take: settled entries. Conflicted and announced paths (`git add -N`)
/// and submodules are no files.
class IndexSnapshot final : public Snapshot {
 public:
  IndexSnapshot(std::shared_ptr<const Handle> handle, std::shared_ptr<const IndexFile> index)
      : handle_(std::move(handle)), index_(std::move(index)) {}

  Result<std::vector<FileRef>> list(const PathFilter& filter) const override;
  Result<std::string> read(const FileRef& file) const override;
  Result<FileRef> find(std::string_view path) const override;

  [[nodiscard]] const Handle& handle() const { return *handle_; }
  [[nodiscard]] const IndexFile& index() const { return *index_; }

 private:
  std::shared_ptr<const Handle> handle_;
  std::shared_ptr<const IndexFile> index_;
};

}  // namespace dcr::git
