// SPDX-License-Identifier: Apache-2.0
#include "core/git/tree_walk.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace dcr::git {

namespace {

constexpr std::uint32_t type_bits = 0170000;
constexpr std::uint32_t type_folder = 0040000;
constexpr std::uint32_t type_regular = 0100000;
constexpr std::uint32_t type_symlink = 0120000;

constexpr std::size_t id_size = 20;
/// "40000 " + a name of one byte + NUL + the id.
constexpr std::size_t smallest_entry = 28;

/// How many bytes at the front are the same.
std::size_t same_front(std::string_view a, std::string_view b) {
  const std::size_t most = std::min(a.size(), b.size());
  constexpr std::size_t step = 128;
  std::size_t same = 0;
  while (same + step <= most && std::memcmp(a.data() + same, b.data() + same, step) == 0) {
    same += step;
  }
  while (same < most && a[same] == b[same]) ++same;
  return same;
}

/// Lists one tree after another; `folder_` is the one at hand, with a trailing slash.
class Lister {
 public:
  Lister(const Handle& handle, const PathFilter& filter, std::string folder,
         std::vector<FileRef>& files)
      : handle_(handle), filter_(filter), folder_(std::move(folder)), files_(files) {}

  Result<void> list(const ObjectId& tree) {
    const Result<RawObject> object = read_object(handle_, tree, GIT_OBJECT_TREE);
    if (!object) return object.error();
    if (auto fits = limit_.enter(folder_, object->content().size()); !fits) return fits;
    TreeCursor cursor(object->content());
    for (; !cursor.at_end(); cursor.advance()) {
      if (auto done = add(cursor.entry()); !done) return done;
    }
    if (cursor.is_damaged()) return damaged_tree(tree, folder_);
    return {};
  }

  Result<void> add(const TreeEntry& entry) {
    const std::size_t length = folder_.size();
    folder_ += entry.name;
    Result<void> done;
    if (entry.is_file()) {
      if (filter_.matches(folder_)) files_.push_back(entry.file(folder_));
    } else if (entry.kind == EntryKind::folder && filter_.may_match_below(folder_)) {
      folder_ += '/';
      done = list(entry.id);
    }
    folder_.resize(length);
    return done;
  }

  [[nodiscard]] const std::string& folder() const { return folder_; }
  void set_folder(std::string_view folder) { folder_ = folder; }

 private:
  const Handle& handle_;
  const PathFilter& filter_;
  std::string folder_;
  std::vector<FileRef>& files_;
  WalkLimit limit_;
};

/// Merges two trees in their common order and steps into a pair of folders only if they differ.
class Differ {
 public:
  Differ(const Handle& before, const Handle& after, const PathFilter& filter,
         TreeCache* trees = nullptr)
      : before_(before),
        after_(after),
        filter_(filter),
        trees_(trees),
        removed_(before, filter, {}, removed_files_),
        added_(after, filter, {}, added_files_) {}

  Result<void> diff(const ObjectId& before, const ObjectId& after) {
    const auto old_tree = read(before_, before);
    if (!old_tree) return old_tree.error();
    const auto new_tree = read(after_, after);
    if (!new_tree) return new_tree.error();
    const std::string_view old_bytes = (*old_tree)->content();
    const std::string_view new_bytes = (*new_tree)->content();
    if (auto fits = limit_.enter(folder_, old_bytes.size() + new_bytes.size()); !fits) return fits;
    TreeCursor a(old_bytes);
    TreeCursor b(new_bytes);
    if (trees_) TreeCursor::skip_same(a, b);
    while (!a.at_end() || !b.at_end()) {
      if (auto done = step(a, b); !done) return done;
      if (trees_) TreeCursor::skip_same(a, b);
    }
    if (a.is_damaged()) return damaged_tree(before, folder_);
    if (b.is_damaged()) return damaged_tree(after, folder_);
    return {};
  }

  [[nodiscard]] std::vector<FileChange> take() { return std::move(changes_); }

 private:
  Result<std::shared_ptr<const RawObject>> read(const Handle& handle, const ObjectId& tree) {
    if (trees_) return trees_->read(tree);
    Result<RawObject> object = read_object(handle, tree, GIT_OBJECT_TREE);
    if (!object) return object.error();
    return std::shared_ptr<const RawObject>(std::make_shared<RawObject>(std::move(*object)));
  }

  Result<void> step(TreeCursor& a, TreeCursor& b) {
    const int order = compare(a, b);
    Result<void> done;
    if (order < 0) {
      done = remove(a.entry());
    } else if (order > 0) {
      done = insert(b.entry());
    } else {
      done = pair(a.entry(), b.entry());
    }
    if (order <= 0) a.advance();
    if (order >= 0) b.advance();
    return done;
  }

  static int compare(const TreeCursor& a, const TreeCursor& b) {
    if (a.at_end()) return 1;
    if (b.at_end()) return -1;
    return compare_names(a.entry().name, a.entry().kind == EntryKind::folder, b.entry().name,
                         b.entry().kind == EntryKind::folder);
  }

  Result<void> pair(const TreeEntry& a, const TreeEntry& b) {
    if (a.id == b.id && a.kind == b.kind) return {};
    const std::size_t length = folder_.size();
    folder_ += a.name;
    Result<void> done;
    if (a.kind == EntryKind::folder) {
      if (filter_.may_match_below(folder_)) {
        folder_ += '/';
        done = diff(a.id, b.id);
      }
    } else if ((a.is_file() || b.is_file()) && filter_.matches(folder_)) {
      FileChange change{folder_, {}, {}};
      if (a.is_file()) change.before = a.file(folder_);
      if (b.is_file()) change.after = b.file(folder_);
      changes_.push_back(std::move(change));
    }
    folder_.resize(length);
    return done;
  }

  Result<void> remove(const TreeEntry& entry) {
    removed_.set_folder(folder_);
    if (auto done = removed_.add(entry); !done) return done;
    for (FileRef& file : removed_files_) {
      std::string path = file.path;
      changes_.push_back({std::move(path), std::move(file), {}});
    }
    removed_files_.clear();
    return {};
  }

  Result<void> insert(const TreeEntry& entry) {
    added_.set_folder(folder_);
    if (auto done = added_.add(entry); !done) return done;
    for (FileRef& file : added_files_) {
      std::string path = file.path;
      changes_.push_back({std::move(path), {}, std::move(file)});
    }
    added_files_.clear();
    return {};
  }

  const Handle& before_;
  const Handle& after_;
  const PathFilter& filter_;
  TreeCache* trees_;  // of a walk along history; null = each tree is read once
  std::string folder_;
  std::vector<FileChange> changes_;
  std::vector<FileRef> removed_files_;
  std::vector<FileRef> added_files_;
  Lister removed_;
  Lister added_;
  WalkLimit limit_;
};

/// The entry of a tree at `path`, whatever it is.
Result<std::optional<TreeEntry>> find_entry(const Handle& handle, const ObjectId& root,
                                            std::string_view path) {
  ObjectId tree = root;
  for (std::string_view rest = path;;) {
    const std::size_t slash = rest.find('/');
    const std::string_view name = rest.substr(0, slash);
    const Result<RawObject> object = read_object(handle, tree, GIT_OBJECT_TREE);
    if (!object) return object.error();
    std::optional<TreeEntry> found;
    TreeCursor cursor(object->content());
    for (; !cursor.at_end(); cursor.advance()) {
      if (cursor.entry().name == name) found = cursor.entry();
    }
    if (cursor.is_damaged()) return damaged_tree(tree, path.substr(0, path.size() - rest.size()));
    if (!found) return std::optional<TreeEntry>{};
    found->name = name;  // outlives the tree's bytes
    if (slash == std::string_view::npos) return found;
    if (found->kind != EntryKind::folder) return std::optional<TreeEntry>{};
    tree = found->id;
    rest.remove_prefix(slash + 1);
  }
}

}  // namespace

EntryKind kind_of_mode(std::uint32_t mode) {
  switch (mode & type_bits) {
    case type_folder: return EntryKind::folder;
    case type_regular: return EntryKind::regular;
    case type_symlink: return EntryKind::symlink;
    default: return EntryKind::submodule;  // as git's canon_mode: anything else is a commit
  }
}

int compare_names(std::string_view a, bool a_is_folder, std::string_view b, bool b_is_folder) {
  const std::size_t common = std::min(a.size(), b.size());
  if (const int order = std::memcmp(a.data(), b.data(), common); order != 0) return order;
  const auto after = [common](std::string_view name, bool is_folder) {
    if (name.size() > common) return static_cast<int>(static_cast<unsigned char>(name[common]));
    return is_folder ? static_cast<int>('/') : -1;
  };
  if (const int order = after(a, a_is_folder) - after(b, b_is_folder); order != 0) return order;
  // "a/" of a folder against a file whose name holds a slash cannot happen: such names are damage.
  return 0;
}

void TreeCursor::advance() {
  from_entry_ = rest_;
  std::optional<TreeEntry> next = take();
  const bool in_order = !entry_ || !next ||
                        compare_names(entry_->name, entry_->kind == EntryKind::folder, next->name,
                                      next->kind == EntryKind::folder) < 0;
  if (!in_order) {
    is_damaged_ = true;
    next.reset();
  }
  entry_ = next;
}

void TreeCursor::skip_same(TreeCursor& a, TreeCursor& b) {
  if (a.at_end() || b.at_end()) return;
  const std::size_t same = same_front(a.from_entry_, b.from_entry_);
  // Entries are cut off whole: both sides are the same up to there.
  std::size_t whole = 0;
  while (whole < same) {
    const std::size_t name_end = a.from_entry_.find('\0', whole);
    if (name_end == std::string_view::npos || name_end + 1 + id_size > same) break;
    whole = name_end + 1 + id_size;
  }
  if (whole == 0) return;
  a = TreeCursor(a.from_entry_.substr(whole));
  b = TreeCursor(b.from_entry_.substr(whole));
}

std::optional<TreeEntry> TreeCursor::take() {
  if (rest_.empty()) return {};
  is_damaged_ = true;  // until the entry turns out to be whole
  const std::size_t space = rest_.find(' ');
  if (space == 0 || space > 7) return {};
  std::uint32_t mode = 0;
  for (const char digit : rest_.substr(0, space)) {
    if (digit < '0' || digit > '7') return {};
    mode = mode * 8 + static_cast<std::uint32_t>(digit - '0');
  }
  const std::size_t end = rest_.find('\0', space + 1);
  if (end == std::string_view::npos || rest_.size() - end - 1 < id_size) return {};
  TreeEntry entry{rest_.substr(space + 1, end - space - 1), {}, kind_of_mode(mode)};
  if (entry.name.empty() || entry.name.find('/') != std::string_view::npos) return {};
  std::memcpy(entry.id.bytes.data(), rest_.data() + end + 1, id_size);
  rest_.remove_prefix(end + 1 + id_size);
  is_damaged_ = false;
  return entry;
}

Result<void> WalkLimit::enter(std::string_view folder, std::size_t entry_bytes) {
  entries_ += entry_bytes / smallest_entry + 1;
  if (folder.size() > longest_path) {
    return Error{ErrorKind::git,
                 fmt::format("the folder '{}…' lies too deep: its path has over {} bytes",
                             printable(folder.substr(0, 60)), longest_path),
                 {},
                 {}};
  }
  if (entries_ > most_entries) {
    return Error{ErrorKind::git,
                 fmt::format("over {} entries before '{}': not a real project", most_entries,
                             printable(folder)),
                 {},
                 {}};
  }
  return {};
}

Error damaged_tree(const ObjectId& tree, std::string_view folder) {
  return {ErrorKind::git,
          fmt::format("the tree {} of the folder '{}' is damaged", tree.hex(), printable(folder)),
          {},
          "git fsck lists what is damaged"};
}

Result<void> list_tree(const Handle& handle, const ObjectId& tree, std::string folder,
                       const PathFilter& filter, std::vector<FileRef>& files) {
  return Lister(handle, filter, std::move(folder), files).list(tree);
}

Result<std::optional<FileRef>> find_in_tree(const Handle& handle, const ObjectId& tree,
                                            std::string_view path) {
  const auto entry = find_entry(handle, tree, path);
  if (!entry) return entry.error();
  if (!*entry || !(*entry)->is_file()) return std::optional<FileRef>{};
  return std::optional<FileRef>((*entry)->file(std::string(path)));
}

Result<std::optional<ObjectId>> find_folder(const Handle& handle, const ObjectId& tree,
                                            std::string_view folder) {
  while (!folder.empty() && folder.back() == '/') folder.remove_suffix(1);
  if (folder.empty()) return std::optional<ObjectId>(tree);
  const auto entry = find_entry(handle, tree, folder);
  if (!entry) return entry.error();
  if (!*entry || (*entry)->kind != EntryKind::folder) return std::optional<ObjectId>{};
  return std::optional<ObjectId>((*entry)->id);
}

Result<std::shared_ptr<const RawObject>> TreeCache::read(const ObjectId& tree) {
  if (const auto known = trees_.find(tree); known != trees_.end()) return known->second;
  Result<RawObject> object = read_object(handle_, tree, GIT_OBJECT_TREE);
  if (!object) return object.error();
  const std::size_t size = object->content().size();
  if (bytes_ + size > most_bytes) {
    trees_.clear();
    bytes_ = 0;
  }
  bytes_ += size;
  auto kept = std::make_shared<const RawObject>(std::move(*object));
  trees_.emplace(tree, kept);
  return kept;
}

Result<std::vector<FileChange>> diff_trees(TreeCache& trees, const ObjectId& before,
                                           const ObjectId& after, const PathFilter& filter) {
  if (before == after) return std::vector<FileChange>{};
  Differ differ(trees.handle(), trees.handle(), filter, &trees);
  if (auto done = differ.diff(before, after); !done) return done.error();
  return differ.take();
}

Result<std::vector<FileChange>> diff_trees(const Handle& before_handle, const ObjectId& before,
                                           const Handle& after_handle, const ObjectId& after,
                                           const PathFilter& filter) {
  if (before == after) return std::vector<FileChange>{};
  Differ differ(before_handle, after_handle, filter);
  if (auto done = differ.diff(before, after); !done) return done.error();
  return differ.take();
}

}  // namespace dcr::git
