// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/repository.hpp"
#include "core/registry/claim_index.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace dcr::check {

struct Sides;

/// The files that are the same on both sides of a comparison. They are listed and read only where
/// nothing is remembered of them: the cost of a comparison follows what changed.
class UnchangedFiles {
 public:
  UnchangedFiles() = default;
  /// `sides` must outlive it.
  ///
  /// Errors: those of listing and comparing.
  static Result<UnchangedFiles> open(const git::Repository& repository, const Sides& sides,
                                     const std::vector<git::FileChange>& changes);

  [[nodiscard]] std::size_t size() const { return size_; }

  /// Those that may claim one of the names, ascending by path, and perhaps others.
  ///
  /// Errors: those of reading.
  Result<std::vector<FileRef>> claiming(const std::set<std::string, std::less<>>& names) const;

  /// All of them, ascending by path.
  ///
  /// Errors: those of listing.
  Result<std::vector<FileRef>> list() const;

  /// The texts of the base's globs that match a file of the base.
  [[nodiscard]] std::set<std::string, std::less<>> matched_globs() const;

 private:
  Result<bool> open_index(const git::Repository& repository);
  Result<std::vector<FileRef>> scan(const std::set<std::string, std::less<>>& names) const;

  const Sides* sides_ = nullptr;
  std::set<std::string, std::less<>> changed_;  // paths
  std::size_t size_ = 0;
  std::optional<std::vector<FileRef>> listed_;  // the base's files, where they had to be listed
  std::shared_ptr<const ClaimIndex> index_;
  std::vector<git::FileChange> drift_;  // from the index's commit to the base
};

}  // namespace dcr::check
