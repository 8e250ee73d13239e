// SPDX-License-Identifier: Apache-2.0
#include "core/git/changes_tree_index.hpp"

#include "core/git/index_file_match.hpp"
#include "core/git/tree_walk.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace dcr::git {

namespace {

/// A run of index entries that one entry of a tree would stand for: a folder's, or a file's (more
/// than one when it is in conflict).
struct IndexItem {
  std::string_view name;
  bool is_folder = false;
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Which node of the TREE extension describes a folder; none when the index does not know.
using Node = std::optional<std::size_t>;

class Differ {
 public:
  Differ(const Handle& handle, const IndexFile& index, const PathFilter& filter)
      : handle_(handle), index_(index), filter_(filter) {}

  /// `folder_` holds the entries [begin, end) of the index.
  Result<void> diff(const ObjectId& tree, std::size_t begin, std::size_t end, const Node& node) {
    if (is_same(tree, begin, end, node)) return {};
    const Result<RawObject> object = read_object(handle_, tree, GIT_OBJECT_TREE);
    if (!object) return object.error();
    if (auto fits = limit_.enter(folder_, object->content().size()); !fits) return fits;
    const std::vector<std::size_t> children = children_by_name(node);
    TreeCursor cursor(object->content());
    IndexItem item = item_at(begin, end);
    while (!cursor.at_end() || item.begin < end) {
      const int order = compare(cursor, item, end);
      Result<void> done;
      if (order < 0) done = remove(cursor.entry());
      if (order == 0) done = pair(cursor.entry(), item, children);
      if (order > 0) insert(item);
      if (!done) return done;
      if (order <= 0) cursor.advance();
      if (order >= 0) item = item_at(item.end, end);
    }
    if (cursor.is_damaged()) return damaged_tree(tree, folder_);
    return {};
  }

  [[nodiscard]] std::vector<FileChange> take() { return std::move(changes_); }

 private:
  [[nodiscard]] bool is_same(const ObjectId& tree, std::size_t begin, std::size_t end,
                             const Node& node) const {
    if (!node) return false;
    const IndexFolder& known = index_.folders()[*node];
    return known.is_valid && known.tree == tree && known.entries == end - begin;
  }

  /// git orders them by length first; here they are looked up while merging.
  [[nodiscard]] std::vector<std::size_t> children_by_name(const Node& node) const {
    std::vector<std::size_t> children;
    if (!node) return children;
    const auto folders = index_.folders();
    for (std::size_t i = *node + 1; i < folders[*node].end; i = folders[i].end) {
      children.push_back(i);
    }
    std::sort(children.begin(), children.end(),
              [&](std::size_t a, std::size_t b) { return folders[a].name < folders[b].name; });
    return children;
  }

  [[nodiscard]] Node child(const std::vector<std::size_t>& children, std::string_view name) const {
    const auto folders = index_.folders();
    const auto found =
        std::lower_bound(children.begin(), children.end(), name,
                         [&](std::size_t a, std::string_view b) { return folders[a].name < b; });
    return found != children.end() && folders[*found].name == name ? Node(*found) : Node();
  }

  [[nodiscard]] IndexItem item_at(std::size_t begin, std::size_t end) const {
    IndexItem item;
    item.begin = begin;
    item.end = begin;
    if (begin >= end) return item;
    const std::string_view path = index_.entries()[begin].path;
    const std::size_t slash = path.find('/', folder_.size());
    item.is_folder = slash != std::string_view::npos;
    if (item.is_folder) {
      item.name = path.substr(folder_.size(), slash - folder_.size());
      item.end = index_.end_of_folder(begin, path.substr(0, slash + 1));
    } else {
      item.name = path.substr(folder_.size());
      while (item.end < end && index_.entries()[item.end].path == path) ++item.end;
    }
    return item;
  }

  static int compare(const TreeCursor& cursor, const IndexItem& item, std::size_t end) {
    if (cursor.at_end()) return 1;
    if (item.begin >= end) return -1;
    return compare_names(cursor.entry().name, cursor.entry().kind == EntryKind::folder, item.name,
                         item.is_folder);
  }

  Result<void> pair(const TreeEntry& before, const IndexItem& after,
                    const std::vector<std::size_t>& children) {
    const std::size_t length = folder_.size();
    folder_ += before.name;
    Result<void> done;
    if (after.is_folder) {
      if (filter_.may_match_below(folder_)) {
        folder_ += '/';
        done = diff(before.id, after.begin, after.end, child(children, after.name));
      }
    } else {
      const IndexEntry& entry = index_.entries()[after.begin];
      if (!is_same_file(before, entry) && filter_.matches(folder_)) add(before, entry);
    }
    folder_.resize(length);
    return done;
  }

  static bool is_same_file(const TreeEntry& before, const IndexEntry& after) {
    if (!before.is_file() || !after.is_file()) return before.is_file() == after.is_file();
    return before.kind == after.kind() && before.id == after.id();
  }

  void add(const TreeEntry& before, const IndexEntry& after) {
    FileChange change{folder_, {}, {}};
    if (before.is_file()) change.before = before.file(folder_);
    if (after.is_file()) change.after = after.file();
    changes_.push_back(std::move(change));
  }

  Result<void> remove(const TreeEntry& entry) {
    const std::string path = folder_ + std::string(entry.name);
    std::vector<FileRef> files;
    if (entry.is_file()) {
      if (filter_.matches(path)) files.push_back(entry.file(path));
    } else if (entry.kind == EntryKind::folder && filter_.may_match_below(path)) {
      if (auto done = list_tree(handle_, entry.id, path + '/', filter_, files); !done) return done;
    }
    for (FileRef& file : files) {
      std::string name = file.path;
      changes_.push_back({std::move(name), std::move(file), {}});
    }
    return {};
  }

  void insert(const IndexItem& item) {
    each_match(index_, item.begin, item.end, filter_, [this](const IndexEntry& entry) {
      if (entry.is_file()) changes_.push_back({std::string(entry.path), {}, entry.file()});
    });
  }

  const Handle& handle_;
  const IndexFile& index_;
  const PathFilter& filter_;
  std::string folder_;
  WalkLimit limit_;
  std::vector<FileChange> changes_;
};

}  // namespace

Result<std::vector<FileChange>> diff_tree_index(const Handle& handle, const ObjectId& tree,
                                                const IndexFile& index, const PathFilter& filter) {
  Differ differ(handle, index, filter);
  const Node root = index.folders().empty() ? Node() : Node(0);
  if (auto done = differ.diff(tree, 0, index.entries().size(), root); !done) return done.error();
  return differ.take();
}

}  // namespace dcr::git
