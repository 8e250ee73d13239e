// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/descriptor.hpp"
#include "core/registry/claims.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace dcr {

/// The files of one commit by the names they may claim, kept in one file under the git directory.
/// A look-up reads the few bytes it needs, however many files there are: each part is checked on
/// its own. Replaced whole by a rename, so concurrent runs never see half of it.
class ClaimIndex {
 public:
  /// The index that was written last for the globs of a folder; empty when there is none, or it is
  /// damaged. An empty cache folder keeps none.
  static std::optional<ClaimIndex> open(const std::string& cache_folder, const std::string& folder,
                                        const std::vector<Glob>& globs);

  /// Writes an index. A failure is no error: the next run reads the files again.
  static void write(const std::string& cache_folder, const std::string& folder,
                    const std::vector<Glob>& globs, const ObjectId& commit,
                    const std::vector<ClaimingFile>& files);

  /// Whose files these are.
  [[nodiscard]] const ObjectId& commit() const { return commit_; }
  [[nodiscard]] std::size_t size() const { return size_; }
  /// How much of the file look-ups have read so far, in bytes.
  [[nodiscard]] std::uint64_t bytes_read() const { return bytes_read_; }
  /// How many of the files one of the globs matches.
  [[nodiscard]] std::size_t matching(std::size_t glob) const { return matching_.at(glob); }

  /// The files that may claim one of the names, ascending by path, and perhaps others; empty when
  /// that part of the file is damaged.
  [[nodiscard]] std::optional<std::vector<FileRef>> claiming(
      const std::set<std::string, std::less<>>& names) const;

 private:
  ClaimIndex() = default;
  bool read_header(const std::string& key);
  [[nodiscard]] std::optional<std::string> bytes_at(std::uint64_t at, std::size_t size) const;
  bool add_bucket(std::uint32_t number, const std::set<std::uint64_t>* wanted,
                  std::vector<FileRef>& found) const;

  Descriptor file_;
  ObjectId commit_;
  std::size_t size_ = 0;
  std::vector<std::size_t> matching_;
  std::uint32_t buckets_ = 0;  // of names; one more lists what is always found
  mutable std::uint64_t bytes_read_ = 0;
  std::uint64_t offsets_ = 0;  // where the offsets of the buckets lie
};

}  // namespace dcr
