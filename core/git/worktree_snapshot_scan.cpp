// SPDX-License-Identifier: Apache-2.0
#include "core/git/worktree_snapshot_scan.hpp"

#include "core/base/parallel.hpp"
#include "core/git/untracked.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string_view>
#include <utility>

// Folder by folder, the index's entries beside the names on disk:
//
//   index              disk
//   sales/orders.yaml  orders.yaml   tracked: compare time stamps, hash if they differ
//   sales/old.yaml                   tracked and gone: a difference
//                      new.yaml      unknown: untracked unless ignored
//   sales/eu/…         eu/           a folder with tracked files: next
//                      tmp/          unknown: looked into unless ignored or another repository
//
// A folder is opened from the top without following links, so nothing outside is ever read.
namespace dcr::git {

namespace {

/// The entries below one folder of the index.
struct TrackedNames {
  struct Folder {
    std::string_view name;
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  std::size_t prefix = 0;                ///< length of the folder's path
  std::vector<const IndexEntry*> files;  ///< by name; one of a conflict's sides
  std::vector<Folder> folders;           ///< by name

  [[nodiscard]] const IndexEntry* file(std::string_view name) const {
    const auto found = std::lower_bound(files.begin(), files.end(), name,
                                        [this](const IndexEntry* entry, std::string_view other) {
                                          return entry->path.substr(prefix) < other;
                                        });
    return found != files.end() && (*found)->path.substr(prefix) == name ? *found : nullptr;
  }

  [[nodiscard]] bool has_folder(std::string_view name) const {
    const auto found = std::lower_bound(
        folders.begin(), folders.end(), name,
        [](const Folder& folder, std::string_view other) { return folder.name < other; });
    return found != folders.end() && found->name == name;
  }
};

TrackedNames tracked_names(const IndexFile& index, std::string_view folder, std::size_t begin,
                           std::size_t end) {
  TrackedNames names;
  names.prefix = folder.size();
  for (std::size_t i = begin; i < end;) {
    const IndexEntry& entry = index.entries()[i];
    const std::size_t slash = entry.path.find('/', folder.size());
    if (slash == std::string_view::npos) {
      if (names.files.empty() || names.files.back()->path != entry.path) {
        names.files.push_back(&entry);
      }
      ++i;
    } else {
      const std::size_t next = index.end_of_folder(i, entry.path.substr(0, slash + 1));
      names.folders.push_back({entry.path.substr(folder.size(), slash - folder.size()), i, next});
      i = next;
    }
  }
  // The index sorts a folder as if its name ended in a slash.
  std::sort(names.folders.begin(), names.folders.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  return names;
}

/// A folder with tracked files, and what was found in it.
struct TrackedFolder {
  std::string path;  ///< "" or with a slash at its end
  TrackedNames tracked;
  std::vector<WorkingDifference> differences{};
  std::vector<std::string> unknown{};  ///< untracked paths to ask about; folders end in a slash
};

/// Notes a name on disk that the index does not have, if it or something below it can match.
void note_if_unknown(const std::string& folder, const FolderName& name, const TrackedNames& tracked,
                     const PathFilter& filter, std::vector<std::string>& unknown) {
  if (name.kind == NameKind::other) return;
  const IndexEntry* entry = tracked.file(name.name);
  if (name.kind == NameKind::folder) {
    const bool is_submodule = entry != nullptr && entry->kind() == EntryKind::submodule;
    if (is_submodule || tracked.has_folder(name.name)) return;
    std::string path = folder + name.name;
    if (filter.may_match_below(path)) unknown.push_back(path + '/');
  } else if (entry == nullptr) {
    std::string path = folder + name.name;
    if (filter.matches(path)) unknown.push_back(std::move(path));
  }
}

class Scan {
 public:
  Scan(const WorktreeState& state, const PathFilter& filter) : state_(state), filter_(filter) {}

  Result<std::vector<WorkingDifference>> run() {
    if (!filter_.may_match_below("")) return std::move(differences_);
    auto top = open_top(state_.handle->worktree);
    if (!top) return top.error();
    top_ = std::move(*top);
    if (auto done = look_at_tracked(); !done) return done.error();
    if (auto done = look_at_unknown(); !done) return done.error();
    std::sort(differences_.begin(), differences_.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    return std::move(differences_);
  }

 private:
  /// The folders are found in the index, so that several threads can ask the disk for their files.
  Result<void> look_at_tracked() {
    std::vector<TrackedFolder> folders;
    collect("", 0, state_.index->entries().size(), folders);
    const auto looked =
        try_each_index(folders.size(), [&](std::size_t i) { return look_into(folders[i]); });
    if (!looked) return looked;
    for (TrackedFolder& folder : folders) {
      std::ranges::move(folder.differences, std::back_inserter(differences_));
      std::ranges::move(folder.unknown, std::back_inserter(unknown_));
    }
    return {};
  }

  /// `path` is "" or ends in a slash; its entries are [begin, end).
  void collect(const std::string& path, std::size_t begin, std::size_t end,
               std::vector<TrackedFolder>& folders) const {
    folders.push_back({path, tracked_names(*state_.index, path, begin, end)});
    const std::vector<TrackedNames::Folder> below = folders.back().tracked.folders;
    for (const TrackedNames::Folder& sub : below) {
      const std::string name = path + std::string(sub.name);
      if (filter_.may_match_below(name)) collect(name + '/', sub.begin, sub.end, folders);
    }
  }

  Result<void> look_into(TrackedFolder& folder) const {
    const auto opened = open_folder(top_, folder.path);
    if (!opened) return opened.error();
    for (const IndexEntry* entry : folder.tracked.files) {
      if (!filter_.matches(entry->path)) continue;
      if (!opened->is_open()) {
        add_missing(*entry, folder.differences);
        continue;
      }
      const std::string name(entry->path.substr(folder.path.size()));
      auto done = compare(*opened, name, entry->path, entry, folder.differences);
      if (!done) return done;
    }
    if (!opened->is_open()) return {};
    const auto names = names_in(*opened, folder.path);
    if (!names) return names.error();
    for (const FolderName& name : *names) {
      note_if_unknown(folder.path, name, folder.tracked, filter_, folder.unknown);
    }
    return {};
  }

  Result<void> compare(const Descriptor& opened, const std::string& name, std::string_view path,
                       const IndexEntry* entry, std::vector<WorkingDifference>& differences) const {
    auto found = look_at(state_, opened, name, path, entry);
    if (!found) return found.error();
    const bool in_index = entry != nullptr && entry->is_file();
    switch (found->state) {
      case WorkingFile::State::as_index: break;
      case WorkingFile::State::absent:
        if (in_index) differences.push_back({std::string(path), {}});
        break;
      case WorkingFile::State::present:
        if (in_index && found->file == entry->file()) break;
        differences.push_back({std::string(path), std::move(found->file)});
        break;
    }
    return {};
  }

  /// Of a folder that is gone, or a file or link now.
  void add_missing(const IndexEntry& entry, std::vector<WorkingDifference>& differences) const {
    if (entry.is_file() && !index_decides(state_, entry, false)) {
      differences.push_back({std::string(entry.path), {}});
    }
  }

  /// Adds what was noted and is not ignored: files, and level by level what the folders hold.
  Result<void> look_at_unknown() {
    while (!unknown_.empty()) {
      const std::vector<std::string> paths = std::exchange(unknown_, {});
      const auto ignored = ignored_paths(*state_.handle, paths, ignore_files());
      if (!ignored) return ignored.error();
      for (const std::string& path : paths) {
        if (ignored->contains(path)) continue;
        if (path.back() == '/') {
          look_into_unknown(path);
        } else if (auto done = add_untracked(path); !done) {
          return done;
        }
      }
    }
    return {};
  }

  [[nodiscard]] IgnoreFiles ignore_files() const {
    const bool outside = std::ranges::any_of(state_.index->entries(), [](const IndexEntry& entry) {
      return entry.is_skipped() && entry.path.ends_with(".gitignore");
    });
    return outside ? IgnoreFiles::also_in_index : IgnoreFiles::on_disk;
  }

  void look_into_unknown(const std::string& folder) {
    const auto opened = open_folder(top_, folder);
    // git too passes over an untracked folder that it may not read: nobody could add it.
    if (!opened || !opened->is_open() || holds_repository(*opened)) return;
    const auto names = names_in(*opened, folder);
    if (!names) return;
    for (const FolderName& name : *names) note_if_unknown(folder, name, {}, filter_, unknown_);
  }

  Result<void> add_untracked(const std::string& path) {
    const auto [folder, name] = split_path(path);
    const auto opened = open_folder(top_, folder);
    if (!opened) return opened.error();
    if (!opened->is_open()) return {};
    return compare(*opened, std::string(name), path, nullptr, differences_);
  }

  const WorktreeState& state_;
  const PathFilter& filter_;
  Descriptor top_;
  std::vector<std::string> unknown_;  ///< untracked paths to ask about; folders end in a slash
  std::vector<WorkingDifference> differences_;
};

}  // namespace

Result<std::vector<WorkingDifference>> differences_from_index(const WorktreeState& state,
                                                              const PathFilter& filter) {
  return Scan(state, filter).run();
}

}  // namespace dcr::git
