// SPDX-License-Identifier: Apache-2.0
#include "core/git/untracked.hpp"

#include "core/base/text.hpp"
#include "core/process/child.hpp"

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

Result<std::set<std::string, std::less<>>> ignored_paths(const Handle& handle,
                                                         const std::vector<std::string>& paths,
                                                         IgnoreFiles files) {
  std::set<std::string, std::less<>> ignored;
  // Only git knows. Without it a name too many is better than none of the new ones.
  if (process::programs_forbidden()) return ignored;
  if (paths.empty()) return ignored;
  // A name that begins with a colon is a name, and check-ignore takes no --literal-pathspecs.
  constexpr std::string_view here = "./";
  std::string input;
  for (const std::string& path : paths) input += std::string(here) + path + '\0';
  std::vector<std::string> arguments = {"check-ignore", "--stdin", "-z"};
  if (files == IgnoreFiles::on_disk) arguments.emplace_back("--no-index");
  const auto asked = ask_git_at_top(handle, std::move(arguments), input);
  if (!asked) return asked.error();
  constexpr int none_is_ignored = 1;
  if (!asked->succeeded() && asked->exit_code != none_is_ignored) {
    return Error{ErrorKind::git,
                 fmt::format("git cannot tell what is ignored: {}", printable(asked->errors)),
                 {},
                 {}};
  }
  for (std::string_view rest = asked->output; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\0'), rest.size());
    ignored.emplace(rest.substr(std::min(here.size(), end), end - std::min(here.size(), end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return ignored;
}

}  // namespace dcr::git
