// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/glob.hpp"
#include "core/base/result.hpp"
#include "core/base/snapshot.hpp"
#include "core/git/handle.hpp"
#include "core/git/repository.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dcr::git {

/// What an entry of a tree or of the index stands for. A submodule is another repository: it is
/// never a file of this one.
enum class EntryKind { regular, symlink, folder, submodule };

/// The kind a git file mode means, as git reads it: the type bits decide, permissions do not.
[[nodiscard]] EntryKind kind_of_mode(std::uint32_t mode);

/// One line of a tree object. `name` points into the tree's bytes.
struct TreeEntry {
  std::string_view name;
  ObjectId id;
  EntryKind kind = EntryKind::regular;

  /// Whether it is a file of a snapshot.
  [[nodiscard]] bool is_file() const {
    return kind == EntryKind::regular || kind == EntryKind::symlink;
  }
  /// Only for such a file.
  [[nodiscard]] FileRef file(std::string path) const {
    return {std::move(path), id,
            kind == EntryKind::symlink ? FileKind::symlink : FileKind::regular};
  }
};

/// Orders two names as trees and the index do: a folder sorts as if its name ended in `/`, so the
/// entries of a tree come in the byte order of their paths.
///
/// Units: less than, equal to or greater than 0; equal only if both or neither is a folder.
[[nodiscard]] int compare_names(std::string_view a, bool a_is_folder, std::string_view b,
                                bool b_is_folder);

/// Reads the raw bytes of a tree object in place.
class TreeCursor {
 public:
  explicit TreeCursor(std::string_view tree) : rest_(tree) { advance(); }

  [[nodiscard]] bool at_end() const { return !entry_.has_value(); }
  /// The bytes after the last good entry are no entry, or names are out of order: what was seen so
  /// far cannot be trusted either. Only known at the end.
  [[nodiscard]] bool is_damaged() const { return is_damaged_; }
  [[nodiscard]] const TreeEntry& entry() const { return *entry_; }
  void advance();
  /// Skips the entries at the front that are the same bytes in both, whatever they are: they are
  /// not looked at, so their order is not checked.
  static void skip_same(TreeCursor& a, TreeCursor& b);

 private:
  std::optional<TreeEntry> take();

  std::string_view from_entry_;  // the current entry and all after it
  std::string_view rest_;
  std::optional<TreeEntry> entry_;
  bool is_damaged_ = false;
};

/// Appends the files below a tree that pass `filter`, ascending by path. Folders in which nothing
/// can match are not read.
///
/// Units: `folder` is where the tree lies: "" or "a/b/"; the paths begin with it.
/// Errors: of read_object; git when a tree is damaged, too deep, or the whole is absurdly large.
Result<void> list_tree(const Handle& handle, const ObjectId& tree, std::string folder,
                       const PathFilter& filter, std::vector<FileRef>& files);

/// The file of a tree at exactly `path`; empty if there is none.
Result<std::optional<FileRef>> find_in_tree(const Handle& handle, const ObjectId& tree,
                                            std::string_view path);

/// The tree of a folder ("" is the tree itself); empty if there is none.
Result<std::optional<ObjectId>> find_folder(const Handle& handle, const ObjectId& tree,
                                            std::string_view folder);

/// What differs between two trees, ascending by path. Equal subtrees are not read.
Result<std::vector<FileChange>> diff_trees(const Handle& before_handle, const ObjectId& before,
                                           const Handle& after_handle, const ObjectId& after,
                                           const PathFilter& filter);

/// The trees that were read last: of two commits that follow each other most are the same.
class TreeCache {
 public:
  explicit TreeCache(const Handle& handle) : handle_(handle) {}

  [[nodiscard]] const Handle& handle() const { return handle_; }

  /// Errors: as read_object.
  Result<std::shared_ptr<const RawObject>> read(const ObjectId& tree);

 private:
  static constexpr std::size_t most_bytes = std::size_t{16} << 20;

  const Handle& handle_;
  std::map<ObjectId, std::shared_ptr<const RawObject>> trees_;
  std::size_t bytes_ = 0;
};

/// The same for the trees of one repository, of a history that is walked step by step: entries
/// that are the same on both sides are not even looked at.
Result<std::vector<FileChange>> diff_trees(TreeCache& trees, const ObjectId& before,
                                           const ObjectId& after, const PathFilter& filter);

/// Counts what a walk meets, so that a few crafted objects that stand for billions of paths, or a
/// path longer than any file system takes, end in an error and not in a full memory.
class WalkLimit {
 public:
  static constexpr std::size_t longest_path = 4096;
  static constexpr std::size_t most_entries = 10'000'000;

  /// Errors: git when a limit is passed; `folder` names the place.
  Result<void> enter(std::string_view folder, std::size_t entry_bytes);

 private:
  std::size_t entries_ = 0;
};

/// The error of a tree whose bytes cannot be read.
Error damaged_tree(const ObjectId& tree, std::string_view folder);

}  // namespace dcr::git
