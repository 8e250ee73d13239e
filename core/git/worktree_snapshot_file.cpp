// SPDX-License-Identifier: Apache-2.0
#include "core/git/worktree_snapshot_file.hpp"

#include "core/base/text.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace dcr::git {

namespace {

bool flag(git_config* config, const char* name, bool otherwise) {
  int value = 0;
  return git_config_get_bool(&value, config, name) == 0 ? value != 0 : otherwise;
}

std::string text(git_config* config, const char* name) {
  git_config_entry* found = nullptr;
  if (git_config_get_entry(&found, config, name) < 0) return {};
  const Owned<git_config_entry> entry(found);
  return entry->value == nullptr ? "" : entry->value;
}

FileTime file_time(const timespec& time) {
  return {static_cast<std::uint32_t>(time.tv_sec), static_cast<std::uint32_t>(time.tv_nsec)};
}

/// Equal as far as the index recorded it: some programs that write one keep whole seconds only.
bool same_time(const FileTime& recorded, const FileTime& now, bool fractions) {
  return recorded.seconds == now.seconds &&
         (!fractions || recorded.nanoseconds == 0 || recorded.nanoseconds == now.nanoseconds);
}

/// A file that was written when the index was, or later, may have changed after git looked at it
/// and still carry the recorded time. Whole seconds, as git compares here by default: the clocks of
/// file systems tick too coarsely to tell an earlier write from a later one by fractions.
bool is_racy(const FileTime& modified, const FileTime& index_written) {
  return index_written.seconds <= modified.seconds;
}

bool has_kind(const IndexEntry& entry, const struct stat& now, bool has_symlinks) {
  if (entry.kind() == EntryKind::regular) return S_ISREG(now.st_mode);
  return S_ISLNK(now.st_mode) || (!has_symlinks && S_ISREG(now.st_mode));
}

/// git's ie_match_stat, with nanoseconds and without permissions, which are no content.
bool is_clean(const WorktreeState& state, const IndexEntry& entry, const struct stat& now) {
  const WorktreeSettings& settings = state.settings;
  if (!has_kind(entry, now, settings.has_symlinks)) return false;
  const StatData recorded = entry.stat();
  // git writes size 0 to mark an entry that it could not tell to be clean.
  if (recorded.size == 0 || recorded.size != static_cast<std::uint32_t>(now.st_size)) return false;
  const bool all = settings.trusts_all_fields;
  if (!same_time(recorded.modified, file_time(now.st_mtim), all)) return false;
  if (all && settings.trusts_change_time &&
      !same_time(recorded.changed, file_time(now.st_ctim), all)) {
    return false;
  }
  if (all && (recorded.inode != static_cast<std::uint32_t>(now.st_ino) ||
              recorded.user != static_cast<std::uint32_t>(now.st_uid) ||
              recorded.group != static_cast<std::uint32_t>(now.st_gid))) {
    return false;
  }
  return !is_racy(recorded.modified, state.index->written());
}

Result<WorkingFile> present(std::string_view path, const Result<ObjectId>& id, FileKind kind) {
  if (!id) return id.error();
  return WorkingFile{WorkingFile::State::present, {std::string(path), *id, kind}};
}

Result<WorkingFile> look_at_link(const Descriptor& folder, const std::string& name,
                                 std::string_view path) {
  const auto target = read_link(folder, name, path);
  if (!target) return target.error();
  if (!*target) return WorkingFile{};
  return present(path, WorkingContent::id_of(**target), FileKind::symlink);
}

Result<WorkingFile> look_at_regular(const WorktreeState& state, const Descriptor& folder,
                                    const std::string& name, std::string_view path,
                                    const IndexEntry* entry) {
  const auto file = open_regular(folder, name, path);
  if (!file) return file.error();
  if (!*file) return WorkingFile{};
  if (entry != nullptr && entry->kind() == EntryKind::symlink && !state.settings.has_symlinks) {
    const auto target = read_up_to(**file, longest_read, path);
    if (!target) return target.error();
    return present(path, WorkingContent::id_of(*target), FileKind::symlink);
  }
  return present(path, state.content.id(**file, path), FileKind::regular);
}

/// The first entry at `path`: settled, or a side of a conflict.
const IndexEntry* first_entry(const IndexFile& index, std::string_view path) {
  const std::size_t at = index.position(path);
  return at < index.entries().size() && index.entries()[at].path == path ? &index.entries()[at]
                                                                         : nullptr;
}

Error gone(std::string_view path) {
  return {ErrorKind::io,
          fmt::format("cannot read '{}': it is not a file any more", printable(path)),
          SourceSpan{std::string(path), {}},
          {}};
}

}  // namespace

WorktreeSettings WorktreeSettings::of(const Handle& handle) {
  WorktreeSettings settings;
  git_config* found = nullptr;
  if (git_repository_config(&found, handle.repository.get()) < 0) return settings;
  const Owned<git_config> config(found);
  settings.trusts_change_time = flag(config.get(), "core.trustctime", true);
  settings.trusts_all_fields = text(config.get(), "core.checkstat") != "minimal";
  settings.has_symlinks = flag(config.get(), "core.symlinks", true);
  settings.drops_skip_of_present =
      flag(config.get(), "core.sparsecheckout", false) &&
      !flag(config.get(), "sparse.expectfilesoutsideofpatterns", false);
  return settings;
}

bool index_decides(const WorktreeState& state, const IndexEntry& entry, bool is_present) {
  if (entry.stage() != 0 || entry.is_announced()) return false;
  if (entry.is_skipped()) return !is_present || !state.settings.drops_skip_of_present;
  return entry.is_assumed_valid();
}

Result<WorkingFile> look_at(const WorktreeState& state, const Descriptor& folder,
                            const std::string& name, std::string_view path,
                            const IndexEntry* entry) {
  if (entry != nullptr && index_decides(state, *entry, true)) {
    return WorkingFile{WorkingFile::State::as_index, {}};
  }
  struct stat now {};
  if (::fstatat(folder.number(), name.c_str(), &now, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno != ENOENT && errno != ENOTDIR) return file_error(path, errno);
    if (entry != nullptr && index_decides(state, *entry, false)) {
      return WorkingFile{WorkingFile::State::as_index, {}};
    }
    return WorkingFile{};
  }
  const bool was_file = entry != nullptr && entry->is_file();
  if (was_file && is_clean(state, *entry, now)) {
    return WorkingFile{WorkingFile::State::as_index, {}};
  }
  if (S_ISLNK(now.st_mode)) return look_at_link(folder, name, path);
  if (S_ISREG(now.st_mode)) return look_at_regular(state, folder, name, path, entry);
  if (S_ISDIR(now.st_mode) || !was_file) return WorkingFile{};
  return WorkingFile{WorkingFile::State::present, {std::string(path), {}, FileKind::other}};
}

Result<std::optional<FileRef>> find_in_worktree(const WorktreeState& state, std::string_view path) {
  const auto [folder, name] = split_path(path);
  if (name.empty() || name == "." || name == ".." || path.find('\0') != std::string_view::npos) {
    return std::optional<FileRef>{};
  }
  const IndexEntry* entry = first_entry(*state.index, path);
  const auto as_index = [entry] {
    return entry->is_file() ? std::optional<FileRef>(entry->file()) : std::nullopt;
  };
  const auto top = open_top(state.handle->worktree);
  if (!top) return top.error();
  const auto opened = open_folder(*top, folder);
  if (!opened) return opened.error();
  if (!opened->is_open()) {
    if (entry != nullptr && index_decides(state, *entry, false)) return as_index();
    return std::optional<FileRef>{};
  }
  auto found = look_at(state, *opened, std::string(name), path, entry);
  if (!found) return found.error();
  switch (found->state) {
    case WorkingFile::State::as_index: return as_index();
    case WorkingFile::State::absent: return std::optional<FileRef>{};
    case WorkingFile::State::present: break;
  }
  return std::optional<FileRef>(std::move(found->file));
}

Result<std::string> read_working_file(const WorktreeState& state, const FileRef& file) {
  if (file.kind == FileKind::other) {
    return Error{ErrorKind::io,
                 fmt::format("cannot read '{}': it is not a regular file", printable(file.path)),
                 SourceSpan{file.path, {}},
                 {}};
  }
  const IndexEntry* entry = state.index->find(file.path);
  const bool is_clean = entry != nullptr && entry->id() == file.id;
  // Outside of a sparse checkout there is nothing but the object, which a partial clone may lack.
  if (is_clean && (entry->is_skipped() || has_object(*state.handle, file.id))) {
    // A clean file: what is stored needs no conversion. Damage there does not hide the file.
    auto stored = read_blob(*state.handle, file.id);
    if (stored || entry->is_skipped()) return stored;
  }
  const auto [folder, name] = split_path(file.path);
  const auto top = open_top(state.handle->worktree);
  if (!top) return top.error();
  const auto opened = open_folder(*top, folder);
  if (!opened) return opened.error();
  if (!opened->is_open()) return gone(file.path);
  if (file.kind == FileKind::symlink && state.settings.has_symlinks) {
    auto target = read_link(*opened, std::string(name), file.path);
    if (!target) return target.error();
    return *target ? Result<std::string>(std::move(**target)) : gone(file.path);
  }
  const auto regular = open_regular(*opened, std::string(name), file.path);
  if (!regular) return regular.error();
  if (!*regular) return gone(file.path);
  if (file.kind == FileKind::symlink) return read_up_to(**regular, longest_read + 1, file.path);
  return state.content.stored(**regular, file.path);
}

}  // namespace dcr::git
