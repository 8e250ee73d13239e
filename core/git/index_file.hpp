// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/base/snapshot.hpp"
#include "core/git/handle.hpp"
#include "core/git/tree_walk.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::git {

/// Units: seconds since 1970 and nanoseconds, as stored: modulo 2^32.
struct FileTime {
  std::uint32_t seconds = 0;
  std::uint32_t nanoseconds = 0;

  friend auto operator<=>(const FileTime&, const FileTime&) = default;
};

/// What the index remembers of a file at the time git last looked at it.
struct StatData {
  FileTime changed;
  FileTime modified;
  std::uint32_t device = 0;
  std::uint32_t inode = 0;
  std::uint32_t mode = 0;
  std::uint32_t user = 0;
  std::uint32_t group = 0;
  std::uint32_t size = 0;
};

/// One line of the index. It points into the bytes of the IndexFile.
struct IndexEntry {
  std::string_view path;
  const unsigned char* fields = nullptr;  ///< ten big-endian numbers and the id, as stored
  std::uint16_t flags = 0;
  std::uint16_t extended_flags = 0;

  [[nodiscard]] ObjectId id() const;
  [[nodiscard]] StatData stat() const;
  [[nodiscard]] EntryKind kind() const;
  /// 0 = settled; 1 to 3 = a side of a conflict.
  [[nodiscard]] int stage() const { return (flags >> 12) & 3; }
  /// `git update-index --assume-unchanged`: the working file is not looked at.
  [[nodiscard]] bool is_assumed_valid() const { return (flags & 0x8000) != 0; }
  /// Outside a sparse checkout: the file is not expected on disk.
  [[nodiscard]] bool is_skipped() const { return (extended_flags & 0x4000) != 0; }
  /// `git add -N`: the path is announced, its content is not staged.
  [[nodiscard]] bool is_announced() const { return (extended_flags & 0x2000) != 0; }
  /// Whether it is a file of the index's snapshot.
  [[nodiscard]] bool is_file() const;
  /// Only for such a file.
  [[nodiscard]] FileRef file() const;
};

/// A node of the index's TREE extension: the tree object that a folder's entries make, where git
/// knew it. Nodes are stored parent first; the descendants of node i are (i, end).
struct IndexFolder {
  std::string_view name;  ///< last component; empty for the root
  std::size_t end = 0;
  std::size_t entries = 0;  ///< index entries below it, when it is valid
  bool is_valid = false;    ///< false: something below it changed since
  ObjectId tree;
};

/// The entries of an index file, ascending by path, then stage.
class IndexFile {
 public:
  /// Reads the index of the repository; an absent file is an empty index. Formats that only git
  /// reads (split, sparse) are read from git.
  ///
  /// Errors: io when it cannot be read; git when it is damaged.
  static Result<std::shared_ptr<const IndexFile>> read(const Handle& handle);

  /// Parses the bytes of an index file, which must outlive the result. Empty when it needs an
  /// extension that only git reads.
  ///
  /// Errors: git when it is damaged.
  /// Source: git's Documentation/gitformat-index.txt, versions 2 to 4, SHA-1.
  static Result<std::optional<IndexFile>> parse(std::string_view bytes);

  /// Parses what `git ls-files --stage --debug -z` prints.
  ///
  /// Errors: git when it is not of the expected form.
  static Result<IndexFile> parse_listing(std::string_view listing);

  [[nodiscard]] std::span<const IndexEntry> entries() const { return entries_; }
  /// The TREE extension, the root first; empty when there is none.
  [[nodiscard]] std::span<const IndexFolder> folders() const { return folders_; }
  /// When the index was written: files modified since then may hide behind an equal time stamp.
  [[nodiscard]] FileTime written() const { return written_; }

  /// The settled entry at exactly `path`; null if there is none.
  [[nodiscard]] const IndexEntry* find(std::string_view path) const;
  /// The position of the first entry whose path is not less than `path`.
  [[nodiscard]] std::size_t position(std::string_view path) const;
  /// The position after the entries below `folder` ("a/b/"), at or after `begin`.
  [[nodiscard]] std::size_t end_of_folder(std::size_t begin, std::string_view folder) const;

 private:
  friend class IndexParser;
  friend class ListingParser;

  static Result<std::shared_ptr<const IndexFile>> read_from_git(const Handle& handle,
                                                                FileTime written);

  std::shared_ptr<const void> bytes_;  // keeps the mapped file alive
  std::deque<std::string> texts_;      // what could not be used in place
  std::vector<IndexEntry> entries_;
  std::vector<IndexFolder> folders_;
  FileTime written_;
};

}  // namespace dcr::git
