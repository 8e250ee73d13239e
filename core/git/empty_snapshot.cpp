// SPDX-License-Identifier: Apache-2.0
#include "core/git/repository.hpp"
#include "core/git/tree_snapshot.hpp"

namespace dcr::git {

namespace {

class EmptySnapshot final : public Snapshot {
 public:
  Result<std::vector<FileRef>> list(const PathFilter&) const override {
    return std::vector<FileRef>{};
  }
  Result<std::string> read(const FileRef& file) const override { return no_such_file(file.path); }
  Result<FileRef> find(std::string_view path) const override { return no_such_file(path); }
};

}  // namespace

std::unique_ptr<Snapshot> Repository::empty_snapshot() { return std::make_unique<EmptySnapshot>(); }

}  // namespace dcr::git
