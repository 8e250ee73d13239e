// SPDX-License-Identifier: Apache-2.0
#include "core/git/untracked.hpp"

#include "core/base/text.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <utility>

namespace dcr::git {

namespace {

NameKind kind_of(const dirent& entry, int folder) {
  switch (entry.d_type) {
    case DT_REG: return NameKind::file;
    case DT_LNK: return NameKind::symlink;
    case DT_DIR: return NameKind::folder;
    case DT_UNKNOWN: break;  // a file system that keeps the types elsewhere
    default: return NameKind::other;
  }
  struct stat status {};
  if (::fstatat(folder, entry.d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) return NameKind::other;
  if (S_ISREG(status.st_mode)) return NameKind::file;
  if (S_ISLNK(status.st_mode)) return NameKind::symlink;
  return S_ISDIR(status.st_mode) ? NameKind::folder : NameKind::other;
}

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

}  // namespace

Result<std::vector<FolderName>> names_in(const Descriptor& opened, std::string_view folder) {
  // closedir closes what it was given, and the caller goes on using the descriptor.
  Descriptor copy(::fcntl(opened.number(), F_DUPFD_CLOEXEC, 0));
  if (!copy.is_open()) return file_error(folder, errno);
  const std::unique_ptr<DIR, CloseFolder> stream(::fdopendir(copy.number()));
  if (!stream) return file_error(folder, errno);
  const int number = copy.release();
  std::vector<FolderName> names;
  for (;;) {
    errno = 0;
    const dirent* entry = ::readdir(stream.get());
    if (entry == nullptr) break;
    const std::string_view name = static_cast<const char*>(entry->d_name);
    if (name == "." || name == ".." || name == ".git") continue;
    names.push_back({std::string(name), kind_of(*entry, number)});
  }
  if (errno != 0) return file_error(folder, errno);
  std::sort(names.begin(), names.end(),
            [](const FolderName& a, const FolderName& b) { return a.name < b.name; });
  return names;
}

bool holds_repository(const Descriptor& folder) {
  struct stat status {};
  if (::fstatat(folder.number(), ".git", &status, AT_SYMLINK_NOFOLLOW) != 0) return false;
  if (S_ISDIR(status.st_mode)) {
    return ::fstatat(folder.number(), ".git/HEAD", &status, AT_SYMLINK_NOFOLLOW) == 0;
  }
  // A submodule or a linked worktree: a file that names the git folder.
  constexpr std::string_view mark = "gitdir: ";
  const auto file = open_regular(folder, ".git", ".git");
  if (!file || !*file) return false;
  const auto begin = read_up_to(**file, mark.size(), ".git");
  return begin && *begin == mark;
}

Result<bool> IgnoreRules::is_ignored(std::string_view path) {
  // libgit2 looks at the path first, so a `!rule` for it wins over an excluded folder above it; in
  // git nothing below an excluded folder can be taken back. Hence from the top down.
  const std::string_view parent = split_path(path.substr(0, path.size() - 1)).first;
  if (!parent.empty()) {
    const std::string_view folder = path.substr(0, parent.size() + 1);
    auto known = folders_.find(folder);
    if (known == folders_.end()) {
      const auto excluded = is_ignored(folder);
      if (!excluded) return excluded;
      known = folders_.emplace(folder, *excluded).first;
    }
    if (known->second) return true;
  }
  int ignored = 0;
  if (git_ignore_path_is_ignored(&ignored, handle_.repository.get(), std::string(path).c_str()) <
      0) {
    return libgit2_error(fmt::format("cannot tell whether '{}' is ignored", printable(path)));
  }
  return ignored != 0;
}

}  // namespace dcr::git
