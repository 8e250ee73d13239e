// SPDX-License-Identifier: Apache-2.0
#include "core/git/working_file.hpp"

#include "core/base/atomic_file.hpp"
#include "core/base/text.hpp"
#include "core/git/content_open.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace dcr::git {

namespace {

/// Where a working file lies. The folder is held open, so it cannot be exchanged for a link.
struct Place {
  Descriptor folder;
  std::string name;
  bool exists = false;
};

Error no_way(std::string_view path) {
  return {ErrorKind::usage,
          fmt::format("'{}' is no plain file below the worktree: a symbolic link or something else "
                      "is in the way",
                      printable(path)),
          {},
          ""};
}

enum class MissingFolder { leave, make };

/// Makes a folder and those above it that are missing. Each is made in its parent, opened without
/// following a link.
Result<void> make_folders(const Descriptor& top, const std::string& folder) {
  for (std::size_t end = 0; end != std::string::npos;) {
    end = folder.find('/', end + 1);
    const std::string path = folder.substr(0, end);
    const auto [parent, name] = split_path(path);
    const auto opened = open_folder(top, parent);
    if (!opened) return opened.error();
    if (!opened->is_open()) return no_way(path);
    const std::string own(name);
    if (::mkdirat(opened->number(), own.c_str(), 0777) != 0 && errno != EEXIST) {
      return file_error(path, errno);
    }
  }
  return {};
}

/// A folder that is missing and left so is not open in the result.
Result<Place> locate(const Repository& repository, const std::string& path, MissingFolder missing) {
  if (repository.is_bare()) {
    return Error{ErrorKind::usage,
                 "a bare repository has no files to change",
                 {},
                 "run it in a clone that has a working tree"};
  }
  const auto top = open_top(repository.worktree());
  if (!top) return top.error();
  const auto [folder, name] = split_path(path);
  const std::string folder_name(folder);
  struct stat status {};
  const bool unseen = !folder.empty() && ::fstatat(top->number(), folder_name.c_str(), &status,
                                                   AT_SYMLINK_NOFOLLOW) != 0;
  const bool absent = unseen && errno == ENOENT;
  if (unseen && !absent && errno != ENOTDIR && errno != ELOOP) return file_error(path, errno);
  if (absent && missing == MissingFolder::leave) return Place{{}, std::string(name), false};
  if (absent) {
    if (auto made = make_folders(*top, folder_name); !made) return made.error();
  }
  auto opened = open_folder(*top, folder);
  if (!opened) return opened.error();
  if (!opened->is_open()) return no_way(path);
  Place place{*std::move(opened), std::string(name), false};
  place.exists =
      ::fstatat(place.folder.number(), place.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0;
  if (!place.exists && errno != ENOENT) return file_error(path, errno);
  if (place.exists && !S_ISREG(status.st_mode)) return no_way(path);
  return place;
}

}  // namespace

Result<std::optional<std::string>> read_working_file(const Repository& repository,
                                                     const std::string& path) {
  const auto place = locate(repository, path, MissingFolder::leave);
  if (!place) return place.error();
  if (!place->exists) return std::optional<std::string>();
  const auto file = open_regular(place->folder, place->name, path);
  if (!file) return file.error();
  if (!*file) return no_way(path);
  auto content = read_up_to(**file, longest_read, path);
  if (!content) return content.error();
  return std::optional<std::string>(*std::move(content));
}

Result<void> write_working_file(const Repository& repository, const std::string& path,
                                std::string_view content) {
  const auto place = locate(repository, path, MissingFolder::make);
  if (!place) return place.error();
  const std::string there = fmt::format("/proc/self/fd/{}/{}", place->folder.number(), place->name);
  auto written = write_atomically(there, content);
  if (!written) {
    Error error = written.error();
    if (const std::size_t at = error.message.find(there); at != std::string::npos) {
      error.message.replace(at, there.size(), printable(path));
    }
    return error;
  }
  return {};
}

Result<void> delete_working_file(const Repository& repository, const std::string& path) {
  const auto place = locate(repository, path, MissingFolder::leave);
  if (!place) return place.error();
  if (!place->exists) return file_error(path, ENOENT);
  if (::unlinkat(place->folder.number(), place->name.c_str(), 0) != 0) {
    return file_error(path, errno);
  }
  return {};
}

}  // namespace dcr::git
