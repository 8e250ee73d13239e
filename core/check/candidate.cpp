// SPDX-License-Identifier: Apache-2.0
#include "core/check/candidate.hpp"

#include <algorithm>
#include <utility>

namespace dcr::check {

CandidateSnapshot::CandidateSnapshot(std::unique_ptr<Snapshot> committed,
                                     std::unique_ptr<Snapshot> worktree,
                                     std::vector<std::string> paths)
    : committed_(std::move(committed)), worktree_(std::move(worktree)), paths_(std::move(paths)) {
  std::ranges::sort(paths_);
}

bool CandidateSnapshot::is_laid_over(std::string_view path) const {
  return std::ranges::binary_search(paths_, path);
}

Result<std::vector<FileRef>> CandidateSnapshot::list(const PathFilter& filter) const {
  auto files = committed_->list(filter);
  if (!files) {
    return files;
  }
  std::erase_if(*files, [&](const FileRef& file) { return is_laid_over(file.path); });
  for (const std::string& path : paths_) {
    if (!filter.matches(path)) {
      continue;
    }
    auto file = worktree_->find(path);
    if (file) {
      files->push_back(std::move(*file));
    } else if (file.error().kind != ErrorKind::not_found) {
      return file.error();
    }
  }
  std::ranges::sort(*files, {}, &FileRef::path);
  return files;
}

Result<std::string> CandidateSnapshot::read(const FileRef& file) const {
  return is_laid_over(file.path) ? worktree_->read(file) : committed_->read(file);
}

Result<FileRef> CandidateSnapshot::find(std::string_view path) const {
  return is_laid_over(path) ? worktree_->find(path) : committed_->find(path);
}

}  // namespace dcr::check
