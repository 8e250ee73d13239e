// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.hpp"

#include "core/base/descriptor.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace dcr {
namespace {

Error io_error(std::string_view what, const std::string& path) {
  return {ErrorKind::io, fmt::format("cannot {} '{}': {}", what, path, std::strerror(errno))};
}

bool write_all(int descriptor, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(descriptor, content.data(), content.size());
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written <= 0) {
      return false;
    }
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

/// Whether there is something that holds no content of its own: a device, a pipe.
bool is_special(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

Result<void> write_into(const std::string& path, std::string_view content) {
  // O_NONBLOCK: a FIFO that nobody reads is an error and no wait without end.
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
  if (file.number() < 0 || ::fcntl(file.number(), F_SETFL, 0) != 0 ||
      !write_all(file.number(), content)) {
    return io_error("write", path);
  }
  return {};
}

}  // namespace

std::optional<std::string> read_whole_file(const std::string& path, std::size_t most) {
  // O_NONBLOCK: a FIFO in the file's place must not hang the program.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat status {};
  if (file.number() < 0 || ::fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode) ||
      static_cast<std::size_t>(status.st_size) > most) {
    return std::nullopt;
  }
  std::string content(static_cast<std::size_t>(status.st_size), '\0');
  std::size_t filled = 0;
  while (filled < content.size()) {
    const ssize_t got = ::read(file.number(), content.data() + filled, content.size() - filled);
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got <= 0) {
      return std::nullopt;
    }
    filled += static_cast<std::size_t>(got);
  }
  return content;
}

Result<void> append_to_file(const std::string& path, std::string_view content) {
  constexpr int flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
  const Descriptor file(::open(path.c_str(), flags, 0644));
  if (file.number() < 0 || ::fcntl(file.number(), F_SETFL, O_APPEND) != 0 ||
      !write_all(file.number(), content)) {
    return io_error("write", path);
  }
  return {};
}

Result<void> write_atomically(const std::string& path, std::string_view content,
                              Durability durability) {
  // A rename would put a file in the place of /dev/null, for everybody.
  if (is_special(path)) {
    return write_into(path, content);
  }
  std::string draft = path + "." + std::string(6, 'X');  // as mkostemp wants it
  const Descriptor file(::mkostemp(draft.data(), O_CLOEXEC));
  if (file.number() < 0) {
    return io_error("write", path);
  }
  // The new file keeps the old one's permissions; a fresh one gets the usual ones.
  struct stat old {};
  const mode_t mode = ::stat(path.c_str(), &old) == 0 ? old.st_mode & 07777U : 0644U;
  const bool written = ::fchmod(file.number(), mode) == 0 && write_all(file.number(), content) &&
                       (durability == Durability::cache || ::fsync(file.number()) == 0) &&
                       ::rename(draft.c_str(), path.c_str()) == 0;
  if (!written) {
    Error error = io_error("write", path);
    ::unlink(draft.c_str());
    return error;
  }
  return {};
}

}  // namespace dcr
