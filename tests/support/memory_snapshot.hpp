// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/snapshot.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::test {

/// A snapshot of files that exist only in the test. Equal contents have equal ids.
class MemorySnapshot : public Snapshot {
 public:
  explicit MemorySnapshot(std::map<std::string, std::string> files) : files_(std::move(files)) {}

  Result<std::vector<FileRef>> list(const PathFilter& filter) const override;
  Result<std::string> read(const FileRef& file) const override;
  Result<FileRef> find(std::string_view path) const override;

 private:
  std::map<std::string, std::string> files_;
};

/// The id a MemorySnapshot gives to `content`; no id git would give.
[[nodiscard]] ObjectId id_of(std::string_view content);

}  // namespace dcr::test
