// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/snapshot.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dcr {

/// One file of a folder that is in no repository, as a tree that has nothing else.
class FileSnapshot final : public Snapshot {
 public:
  FileSnapshot(std::string path, std::string content)
      : path_(std::move(path)), content_(std::move(content)) {}

  Result<std::vector<FileRef>> list(const PathFilter& filter) const override;
  Result<std::string> read(const FileRef& file) const override;
  Result<FileRef> find(std::string_view path) const override;

 private:
  std::string path_;
  std::string content_;
};

}  // namespace dcr
