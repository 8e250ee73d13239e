// SPDX-License-Identifier: Apache-2.0
#include "core/git/index_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <utility>

namespace dcr::git {

namespace {

Error unreadable(const std::string& path, std::string_view why) {
  return {ErrorKind::io, fmt::format("cannot read the git index '{}': {}", path, why), {}, {}};
}

/// A file mapped into memory. git replaces an index and never writes into one, so the bytes stay.
struct MappedFile {
  void* address = MAP_FAILED;
  std::size_t size = 0;

  MappedFile(int file, std::size_t bytes)
      : address(::mmap(nullptr, bytes, PROT_READ, MAP_PRIVATE, file, 0)), size(bytes) {}
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile() {
    if (address != MAP_FAILED) ::munmap(address, size);
  }

  [[nodiscard]] std::string_view bytes() const { return {static_cast<const char*>(address), size}; }
};

/// The mapped index and when it was written; no file when it is absent.
struct OpenedIndex {
  std::shared_ptr<MappedFile> file;
  FileTime written;
};

Result<OpenedIndex> open_index(const std::string& path) {
  // Non-blocking: a named pipe in its place must not stop us.
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) {
    if (errno == ENOENT || errno == ENOTDIR) return OpenedIndex{};
    return unreadable(path, std::strerror(errno));
  }
  OpenedIndex opened;
  struct stat status {};
  const bool known = ::fstat(file, &status) == 0;
  const bool is_regular = known && S_ISREG(status.st_mode);
  if (is_regular && status.st_size > 0) {
    opened.file = std::make_shared<MappedFile>(file, static_cast<std::size_t>(status.st_size));
    opened.written = {static_cast<std::uint32_t>(status.st_mtim.tv_sec),
                      static_cast<std::uint32_t>(status.st_mtim.tv_nsec)};
  }
  ::close(file);
  if (!is_regular) return unreadable(path, "not a regular file");
  if (opened.file && opened.file->address == MAP_FAILED) {
    return unreadable(path, std::strerror(errno));
  }
  return opened;
}

}  // namespace

/// Reads records of the form
///   100644 3f2c…1ab 0<TAB>path<NUL>  ctime: 1:2<LF>  mtime: 3:4<LF>
///     dev: 5<TAB>ino: 6<LF>  uid: 7<TAB>gid: 8<LF>  size: 9<TAB>flags: 4000<LF>
/// into the layout of an index file, so that one set of accessors serves both.
class ListingParser {
 public:
  explicit ListingParser(std::string_view listing) : rest_(listing) {}

  Result<IndexFile> parse() {
    while (!rest_.empty()) {
      if (!take_record()) {
        return Error{ErrorKind::git,
                     fmt::format("git ls-files --debug printed record {} in an unknown form",
                                 index_.entries_.size()),
                     {},
                     {}};
      }
    }
    return std::move(index_);
  }

 private:
  template <class Number>
  bool take_number(std::string_view label, Number& number, int base = 10) {
    if (rest_.substr(0, label.size()) != label) return false;
    rest_.remove_prefix(label.size());
    const auto read = std::from_chars(rest_.data(), rest_.data() + rest_.size(), number, base);
    if (read.ec != std::errc{}) return false;
    rest_.remove_prefix(static_cast<std::size_t>(read.ptr - rest_.data()));
    return true;
  }

  bool take_id(std::string& fields) {
    constexpr std::size_t digits = 40;
    if (rest_.size() < digits + 1 || rest_[0] != ' ') return false;
    for (std::size_t i = 1; i < digits; i += 2) {
      unsigned char byte = 0;
      const char* begin = rest_.data() + i;
      const auto read = std::from_chars(begin, begin + 2, byte, 16);
      if (read.ec != std::errc{} || read.ptr != begin + 2) return false;
      fields += static_cast<char>(byte);
    }
    rest_.remove_prefix(digits + 1);
    return true;
  }

  bool take_record() {
    std::uint32_t mode = 0;
    std::uint32_t stage = 0;
    std::string id;
    if (!take_number("", mode, 8) || !take_id(id) || !take_number(" ", stage)) return false;
    const std::size_t end = rest_.find('\0');
    if (rest_.empty() || rest_[0] != '\t' || end == std::string_view::npos || end < 2) return false;
    const std::string& path = index_.texts_.emplace_back(rest_.substr(1, end - 1));
    rest_.remove_prefix(end + 1);

    std::array<std::uint32_t, 10> n{};  // as in the file: ctime, mtime, dev, ino, mode, uid, …
    std::uint32_t flags = 0;
    n[6] = mode;
    if (!take_number("  ctime: ", n[0]) || !take_number(":", n[1]) ||
        !take_number("\n  mtime: ", n[2]) || !take_number(":", n[3]) ||
        !take_number("\n  dev: ", n[4]) || !take_number("\tino: ", n[5]) ||
        !take_number("\n  uid: ", n[7]) || !take_number("\tgid: ", n[8]) ||
        !take_number("\n  size: ", n[9]) || !take_number("\tflags: ", flags, 16) || rest_.empty() ||
        rest_[0] != '\n') {
      return false;
    }
    rest_.remove_prefix(1);
    add(path, n, id, flags);
    return true;
  }

  void add(const std::string& path, const std::array<std::uint32_t, 10>& numbers,
           std::string_view id, std::uint32_t flags) {
    std::string& fields = index_.texts_.emplace_back();
    for (const std::uint32_t number : numbers) {
      for (const int shift : {24, 16, 8, 0}) fields += static_cast<char>((number >> shift) & 0xff);
    }
    fields += id;
    IndexEntry entry;
    entry.path = path;
    entry.fields = reinterpret_cast<const unsigned char*>(fields.data());  // NOLINT: bytes
    entry.flags = static_cast<std::uint16_t>(flags & 0xffff);
    entry.extended_flags = static_cast<std::uint16_t>(flags >> 16);
    index_.entries_.push_back(entry);
  }

  std::string_view rest_;
  IndexFile index_;
};

Result<IndexFile> IndexFile::parse_listing(std::string_view listing) {
  return ListingParser(listing).parse();
}

Result<std::shared_ptr<const IndexFile>> IndexFile::read_from_git(const Handle& handle,
                                                                  FileTime written) {
  auto listing = ask_git_at_top(handle, {"ls-files", "--stage", "--debug", "-z"});
  if (!listing) return listing.error();
  if (!listing->succeeded()) {
    return Error{
        ErrorKind::git, fmt::format("git cannot read its index: {}", listing->errors), {}, {}};
  }
  Result<IndexFile> parsed = parse_listing(listing->output);
  if (!parsed) return parsed.error();
  auto index = std::make_shared<IndexFile>(std::move(*parsed));
  index->written_ = written;
  return std::shared_ptr<const IndexFile>(std::move(index));
}

Result<std::shared_ptr<const IndexFile>> IndexFile::read(const Handle& handle) {
  const Result<OpenedIndex> opened = open_index(handle.index_path);
  if (!opened) return opened.error();
  if (!opened->file) return std::shared_ptr<const IndexFile>(std::make_shared<IndexFile>());
  Result<std::optional<IndexFile>> parsed = parse(opened->file->bytes());
  if (!parsed) return parsed.error();
  if (!*parsed) return read_from_git(handle, opened->written);
  auto index = std::make_shared<IndexFile>(std::move(**parsed));
  index->bytes_ = opened->file;
  index->written_ = opened->written;
  return std::shared_ptr<const IndexFile>(std::move(index));
}

}  // namespace dcr::git
