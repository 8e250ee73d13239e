// SPDX-License-Identifier: Apache-2.0
#include "core/git/content_open.hpp"

#include "core/base/text.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>
#include <system_error>

namespace dcr::git {

namespace {

constexpr int folder_flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK;

/// Whether the error means that nothing of the wanted kind is there.
bool means_absent(int error_number) {
  return error_number == ENOENT || error_number == ENOTDIR || error_number == ELOOP ||
         error_number == EXDEV;
}

Descriptor openat2_beneath(const Descriptor& top, const std::string& folder) {
  open_how how{};
  how.flags = folder_flags;
  how.resolve = RESOLVE_NO_SYMLINKS | RESOLVE_BENEATH;
  return Descriptor(static_cast<int>(::syscall(SYS_openat2, top.number(), folder.c_str(), &how,
                                               sizeof(how))));  // NOLINT: no wrapper
}

/// The same one component at a time, for systems without openat2.
Descriptor open_stepwise(const Descriptor& top, std::string_view folder) {
  Descriptor here(::openat(top.number(), ".", folder_flags));
  while (here.is_open() && !folder.empty()) {
    const std::size_t slash = std::min(folder.find('/'), folder.size());
    const std::string name(folder.substr(0, slash));
    folder.remove_prefix(std::min(slash + 1, folder.size()));
    if (name == "..") {
      errno = EXDEV;
      return Descriptor();
    }
    const int next = ::openat(here.number(), name.c_str(), folder_flags);
    const int error_number = errno;  // closing `here` may change it
    here = Descriptor(next);
    errno = error_number;
  }
  return here;
}

}  // namespace

Error file_error(std::string_view path, int error_number) {
  std::string why = std::generic_category().message(error_number);
  if (!why.empty() && why[0] >= 'A' && why[0] <= 'Z') why[0] = static_cast<char>(why[0] + 32);
  return {ErrorKind::io,
          fmt::format("cannot read '{}': {}", printable(path), why),
          SourceSpan{std::string(path), {}},
          {}};
}

Result<Descriptor> open_top(const std::string& folder) {
  Descriptor top(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!top.is_open()) return file_error(folder, errno);
  return top;
}

Result<Descriptor> open_folder(const Descriptor& top, std::string_view folder) {
  while (!folder.empty() && folder.back() == '/') folder.remove_suffix(1);
  const std::string name(folder.empty() ? "." : folder);
  Descriptor opened = openat2_beneath(top, name);
  if (!opened.is_open() && !means_absent(errno) && errno != EACCES && errno != ENAMETOOLONG) {
    // An old kernel, a sandbox that forbids the call, or a race it refuses to decide.
    opened = open_stepwise(top, folder);
  }
  if (!opened.is_open() && !means_absent(errno)) return file_error(folder, errno);
  return opened;
}

Result<std::optional<OpenFile>> open_regular(const Descriptor& folder, const std::string& name,
                                             std::string_view path) {
  OpenFile file;
  // O_NONBLOCK: a named pipe that took the file's place must not stop us.
  constexpr int flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
  file.descriptor = Descriptor(::openat(folder.number(), name.c_str(), flags));
  if (!file.descriptor.is_open()) {
    // ENXIO: a socket.
    if (means_absent(errno) || errno == ENXIO) return std::optional<OpenFile>{};
    return file_error(path, errno);
  }
  struct stat status {};
  if (::fstat(file.descriptor.number(), &status) != 0) return file_error(path, errno);
  if (!S_ISREG(status.st_mode)) return std::optional<OpenFile>{};
  file.size = static_cast<std::size_t>(status.st_size);
  return std::optional<OpenFile>(std::move(file));
}

Result<std::string> read_up_to(const OpenFile& file, std::size_t limit, std::string_view path) {
  std::string content;
  // One byte more than the size, so that the end is seen without another round.
  content.resize(std::min(file.size + 1, limit));
  std::size_t length = 0;
  while (length < limit) {
    if (length == content.size()) content.resize(std::min(limit, length * 2 + 4096));
    const ssize_t count =
        ::read(file.descriptor.number(), content.data() + length, content.size() - length);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return file_error(path, errno);
    if (count == 0) break;
    length += static_cast<std::size_t>(count);
  }
  content.resize(length);
  return content;
}

Result<std::vector<std::string>> lines_of_file(const std::string& path) {
  constexpr std::size_t most = std::size_t{256} << 20U;
  OpenFile file;
  file.descriptor = Descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  std::vector<std::string> lines;
  if (!file.descriptor.is_open()) {
    if (errno == ENOENT || errno == ENOTDIR) return lines;
    return file_error(path, errno);
  }
  const auto text = read_up_to(file, most, path);
  if (!text) return text.error();
  for (std::size_t begin = 0; begin < text->size();) {
    const std::size_t end = std::min(text->find('\n', begin), text->size());
    lines.push_back(text->substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

Result<std::optional<std::string>> read_link(const Descriptor& folder, const std::string& name,
                                             std::string_view path) {
  std::string target(PATH_MAX, '\0');
  const ssize_t length = ::readlinkat(folder.number(), name.c_str(), target.data(), target.size());
  if (length < 0) {
    if (means_absent(errno) || errno == EINVAL) return std::optional<std::string>{};
    return file_error(path, errno);
  }
  target.resize(static_cast<std::size_t>(length));
  return std::optional<std::string>(std::move(target));
}

std::pair<std::string_view, std::string_view> split_path(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return {{}, path};
  return {path.substr(0, slash), path.substr(slash + 1)};
}

}  // namespace dcr::git
