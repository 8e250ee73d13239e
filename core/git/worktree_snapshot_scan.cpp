// SPDX-License-Identifier: Apache-2.0
#include "core/git/worktree_snapshot_scan.hpp"

#include "core/git/index_file_match.hpp"
#include "core/git/untracked.hpp"

#include <algorithm>
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

class Scan {
 public:
  Scan(const WorktreeState& state, const PathFilter& filter) : state_(state), filter_(filter) {}

  Result<std::vector<WorkingDifference>> run() {
    if (!filter_.may_match_below("")) return std::move(differences_);
    auto top = open_top(state_.handle->worktree);
    if (!top) return top.error();
    top_ = std::move(*top);
    if (auto done = tracked_folder("", 0, state_.index->entries().size()); !done) {
      return done.error();
    }
    if (auto done = look_at_unknown(); !done) return done.error();
    std::sort(differences_.begin(), differences_.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    return std::move(differences_);
  }

 private:
  /// `folder` is "" or ends in a slash; its entries are [begin, end).
  Result<void> tracked_folder(const std::string& folder, std::size_t begin, std::size_t end) {
    auto opened = open_folder(top_, folder);
    if (!opened) return opened.error();
    if (!opened->is_open()) {
      add_missing(begin, end);
      return {};
    }
    const TrackedNames tracked = tracked_names(*state_.index, folder, begin, end);
    if (auto done = look_into(*opened, folder, tracked); !done) return done;
    *opened = Descriptor();  // one descriptor at a time, however deep the folders lie
    for (const TrackedNames::Folder& sub : tracked.folders) {
      const std::string path = folder + std::string(sub.name);
      if (!filter_.may_match_below(path)) continue;
      if (auto done = tracked_folder(path + '/', sub.begin, sub.end); !done) return done;
    }
    return {};
  }

  Result<void> look_into(const Descriptor& opened, const std::string& folder,
                         const TrackedNames& tracked) {
    for (const IndexEntry* entry : tracked.files) {
      if (!filter_.matches(entry->path)) continue;
      const std::string name(entry->path.substr(folder.size()));
      if (auto done = compare(opened, name, entry->path, entry); !done) return done;
    }
    const auto names = names_in(opened, folder);
    if (!names) return names.error();
    for (const FolderName& name : *names) note_if_unknown(folder, name, tracked);
    return {};
  }

  Result<void> compare(const Descriptor& opened, const std::string& name, std::string_view path,
                       const IndexEntry* entry) {
    auto found = look_at(state_, opened, name, path, entry);
    if (!found) return found.error();
    const bool in_index = entry != nullptr && entry->is_file();
    switch (found->state) {
      case WorkingFile::State::as_index: break;
      case WorkingFile::State::absent:
        if (in_index) differences_.push_back({std::string(path), {}});
        break;
      case WorkingFile::State::present:
        if (in_index && found->file == entry->file()) break;
        differences_.push_back({std::string(path), std::move(found->file)});
        break;
    }
    return {};
  }

  /// A folder that is gone, or a file or link now: so are the files below it.
  void add_missing(std::size_t begin, std::size_t end) {
    each_match(*state_.index, begin, end, filter_, [this](const IndexEntry& entry) {
      if (entry.is_file() && !index_decides(state_, entry, false)) {
        differences_.push_back({std::string(entry.path), {}});
      }
    });
  }

  /// Notes a name on disk that the index does not have, if it or something below it can match.
  void note_if_unknown(const std::string& folder, const FolderName& name,
                       const TrackedNames& tracked) {
    if (name.kind == NameKind::other) return;
    const IndexEntry* entry = tracked.file(name.name);
    if (name.kind == NameKind::folder) {
      const bool is_submodule = entry != nullptr && entry->kind() == EntryKind::submodule;
      if (is_submodule || tracked.has_folder(name.name)) return;
      std::string path = folder + name.name;
      if (filter_.may_match_below(path)) unknown_.push_back(path + '/');
    } else if (entry == nullptr) {
      std::string path = folder + name.name;
      if (filter_.matches(path)) unknown_.push_back(std::move(path));
    }
  }

  /// Adds what was noted and is not ignored: files, and level by level what the folders hold.
  Result<void> look_at_unknown() {
    while (!unknown_.empty()) {
      const std::vector<std::string> paths = std::exchange(unknown_, {});
      const auto ignored = ignored_paths(*state_.handle, paths);
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

  void look_into_unknown(const std::string& folder) {
    const auto opened = open_folder(top_, folder);
    // git too passes over an untracked folder that it may not read: nobody could add it.
    if (!opened || !opened->is_open() || holds_repository(*opened)) return;
    const auto names = names_in(*opened, folder);
    if (!names) return;
    for (const FolderName& name : *names) note_if_unknown(folder, name, {});
  }

  Result<void> add_untracked(const std::string& path) {
    const auto [folder, name] = split_path(path);
    const auto opened = open_folder(top_, folder);
    if (!opened) return opened.error();
    if (!opened->is_open()) return {};
    return compare(*opened, std::string(name), path, nullptr);
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
