// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/snapshot.hpp"
#include "core/git/handle.hpp"

#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace dcr::git {

/// The files of a tree object. Submodules are no files.
class TreeSnapshot final : public Snapshot {
 public:
  TreeSnapshot(std::shared_ptr<const Handle> handle, const ObjectId& tree)
      : handle_(std::move(handle)), tree_(tree) {}

  Result<std::vector<FileRef>> list(const PathFilter& filter) const override;
  Result<std::string> read(const FileRef& file) const override;
  Result<FileRef> find(std::string_view path) const override;

  [[nodiscard]] const Handle& handle() const { return *handle_; }
  [[nodiscard]] const ObjectId& tree() const { return tree_; }

 private:
  std::shared_ptr<const Handle> handle_;
  ObjectId tree_;
};

/// The error of `Snapshot::find` for a path without a file.
Error no_such_file(std::string_view path);

}  // namespace dcr::git
