// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.hpp"

#include "core/base/descriptor.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace dcr {
namespace {

Error io_error(std::string_view what, const std::string& path) {
  return {ErrorKind::io, fmt::format("cannot {} '{}': {}", what, path, std::strerror(errno))};
}

using Pieces = std::span<const std::string_view>;

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

bool write_all(int descriptor, Pieces pieces) {
  return std::ranges::all_of(pieces,
                             [&](std::string_view piece) { return write_all(descriptor, piece); });
}

/// Whether there is something that holds no content of its own: a device, a pipe.
bool is_special(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

Result<void> write_into(const std::string& path, Pieces content) {
  // O_NONBLOCK: a FIFO that nobody reads is an error and no wait without end.
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
  if (file.number() < 0 || ::fcntl(file.number(), F_SETFL, 0) != 0 ||
      !write_all(file.number(), content)) {
    return io_error("write", path);
  }
  return {};
}

/// The six letters that set a draft apart from others of its file.
std::string random_letters() {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  std::array<unsigned char, 6> bytes{};
  // Without randomness the names are tried one after another.
  static std::atomic<unsigned> counter = 0;
  if (::getrandom(bytes.data(), bytes.size(), GRND_NONBLOCK) < 0) bytes[0] = bytes[1] = 0;
  const unsigned turn = counter++;
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    text += letters[(bytes[i] + (turn >> (4 * i))) % letters.size()];
  }
  return text;
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return path.substr(0, std::max<std::size_t>(slash, 1));
}

/// The new content of a file while it is written: without a name until it is whole, or beside the
/// file where the system knows no such thing.
class Draft {
 public:
  enum class Kind { unnamed, named };

  Draft(const std::string& path, Kind kind) : path_(path) {
    if (kind == Kind::named) {
      open_named();
    } else {
      file_ = Descriptor(::open(folder_of(path).c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666));
    }
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  ~Draft() {
    const int error_number = errno;
    if (!name_.empty()) ::unlink(name_.c_str());
    errno = error_number;
  }

  /// False, with errno set, when something fails.
  bool write(Pieces content, Durability durability) {
    return file_.is_open() && write_all(file_.number(), content) &&
           (durability == Durability::cache || ::fsync(file_.number()) == 0);
  }
  bool keep_permissions(mode_t mode) {
    return file_.is_open() && ::fchmod(file_.number(), mode) == 0;
  }

  /// Becomes the file, where there is none yet.
  bool become_new() {
    if (name_.empty()) return link_to(path_);
    if (::link(name_.c_str(), path_.c_str()) == 0) return true;
    if (errno == EEXIST) return false;
    // Some file systems have no links, and others not this kind of rename.
    if (::renameat2(AT_FDCWD, name_.c_str(), AT_FDCWD, path_.c_str(), RENAME_NOREPLACE) != 0) {
      return false;
    }
    name_.clear();
    return true;
  }

  /// Becomes the file, whatever is there.
  bool replace() {
    if (name_.empty()) {
      if (link_to(path_)) return true;
      if (errno != EEXIST || !take_name()) return false;
    }
    if (::rename(name_.c_str(), path_.c_str()) != 0) return false;
    name_.clear();
    return true;
  }

 private:
  static constexpr int most_tries = 100;

  [[nodiscard]] std::string new_name() const { return path_ + '.' + random_letters(); }

  bool link_to(const std::string& name) {
    const std::string held = fmt::format("/proc/self/fd/{}", file_.number());
    return ::linkat(AT_FDCWD, held.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0;
  }

  bool take_name() {
    for (int i = 0; i < most_tries; ++i) {
      const std::string name = new_name();
      if (link_to(name)) {
        name_ = name;
        return true;
      }
      if (errno != EEXIST) break;
    }
    return false;
  }

  void open_named() {
    for (int i = 0; i < most_tries && !file_.is_open(); ++i) {
      const std::string name = new_name();
      file_ = Descriptor(::open(name.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666));
      if (file_.is_open()) name_ = name;
      if (!file_.is_open() && errno != EEXIST) break;
    }
  }

  std::string path_;
  std::string name_;  // empty while the file has none
  Descriptor file_;
};

/// So that the new name outlasts a power cut as well. A failure is none of the file, which is
/// whole: at worst the old one is back.
void sync_folder_of(const std::string& path) {
  const Descriptor folder(::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.is_open()) ::fsync(folder.number());
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
  return write_atomically(path, Pieces(&content, 1), durability);
}

Result<void> write_atomically(const std::string& path, Pieces content, Durability durability) {
  // A rename would put a file in the place of /dev/null, for everybody.
  if (is_special(path)) {
    return write_into(path, content);
  }
  // The new file keeps the old one's permissions; a fresh one gets the usual ones.
  struct stat old {};
  const bool is_there = ::stat(path.c_str(), &old) == 0;
  for (const Draft::Kind kind : {Draft::Kind::unnamed, Draft::Kind::named}) {
    Draft draft(path, kind);
    if ((!is_there || draft.keep_permissions(old.st_mode & 07777U)) &&
        draft.write(content, durability) && draft.replace()) {
      if (durability == Durability::durable) sync_folder_of(path);
      return {};
    }
  }
  return io_error("write", path);
}

Result<bool> create_atomically(const std::string& path, std::string_view content) {
  struct stat there {};
  if (::lstat(path.c_str(), &there) == 0) return false;
  for (const Draft::Kind kind : {Draft::Kind::unnamed, Draft::Kind::named}) {
    Draft draft(path, kind);
    const bool written = draft.write(Pieces(&content, 1), Durability::durable);
    if (written && draft.become_new()) {
      sync_folder_of(path);
      return true;
    }
    if (written && errno == EEXIST) return false;
  }
  return io_error("write", path);
}

}  // namespace dcr
