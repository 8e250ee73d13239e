// SPDX-License-Identifier: Apache-2.0
#include "core/git/index_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <utility>

namespace dcr::git {

namespace {

constexpr std::size_t header_size = 12;
constexpr std::size_t id_size = 20;
/// Ten numbers and the id.
constexpr std::size_t fields_size = 60;
/// The fields, the flags, a path of no bytes and its NUL.
constexpr std::size_t smallest_entry = fields_size + 3;
constexpr std::uint16_t flag_extended = 0x4000;
constexpr std::size_t name_length_bits = 0x0fff;

const unsigned char* unsigned_bytes(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());  // NOLINT: bytes of a file
}

std::uint32_t number32(const unsigned char* at) {
  return (std::uint32_t{at[0]} << 24) | (std::uint32_t{at[1]} << 16) | (std::uint32_t{at[2]} << 8) |
         std::uint32_t{at[3]};
}

std::uint16_t number16(const unsigned char* at) {
  return static_cast<std::uint16_t>((at[0] << 8) | at[1]);
}

Error damaged_index(std::string_view how) {
  return {ErrorKind::git,
          fmt::format("the git index is damaged: {}", how),
          {},
          "git fsck and git status tell more; `git read-tree HEAD` writes a new one"};
}

/// A node of the TREE extension whose children are still being read.
struct OpenFolder {
  std::size_t node;
  std::size_t children_left;
};

}  // namespace

/// Reads one index file from front to back.
class IndexParser {
 public:
  explicit IndexParser(std::string_view bytes) : bytes_(bytes) {}

  Result<std::optional<IndexFile>> parse() {
    if (bytes_.size() < header_size + id_size || bytes_.substr(0, 4) != "DIRC") {
      return damaged_index("it does not begin as an index");
    }
    version_ = number32(unsigned_bytes(bytes_) + 4);
    if (version_ < 2 || version_ > 4) {
      return damaged_index(fmt::format("its version is {}", version_));
    }
    const std::size_t count = number32(unsigned_bytes(bytes_) + 8);
    bytes_.remove_suffix(id_size);  // the checksum, which git does not verify either
    if (count > bytes_.size() / smallest_entry) return damaged_index("it is cut short");
    index_.entries_.reserve(count);
    at_ = header_size;
    for (std::size_t i = 0; i < count; ++i) {
      if (!take_entry()) return damaged_index(fmt::format("entry {} is cut short", i));
      if (!out_of_order_ && !is_in_order()) out_of_order_ = i;
    }
    return take_extensions();
  }

 private:
  bool take_entry() {
    const std::size_t begin = at_;
    if (bytes_.size() - at_ < smallest_entry) return false;
    IndexEntry entry;
    entry.fields = unsigned_bytes(bytes_) + at_;
    entry.flags = number16(entry.fields + fields_size);
    at_ += fields_size + 2;
    if ((entry.flags & flag_extended) != 0) {
      if (version_ < 3 || bytes_.size() - at_ < 3) return false;
      entry.extended_flags = number16(unsigned_bytes(bytes_) + at_);
      at_ += 2;
    }
    if (!(version_ == 4 ? take_compressed_path(entry) : take_path(entry, begin))) return false;
    index_.entries_.push_back(entry);
    return true;
  }

  bool take_path(IndexEntry& entry, std::size_t begin) {
    const std::size_t end = bytes_.find('\0', at_);
    if (end == std::string_view::npos) return false;
    const std::size_t length = end - at_;
    // The flags repeat the length as far as it fits.
    if ((entry.flags & name_length_bits) != std::min(length, name_length_bits)) return false;
    entry.path = bytes_.substr(at_, length);
    const std::size_t padded = (at_ + length - begin + 8) & ~std::size_t{7};
    if (bytes_.size() - begin < padded) return false;
    at_ = begin + padded;
    return true;
  }

  /// Version 4: how many bytes to drop from the previous path, and what follows them.
  bool take_compressed_path(IndexEntry& entry) {
    std::size_t drop = 0;
    for (bool first = true;; first = false) {
      if (at_ >= bytes_.size() || drop > bytes_.size()) return false;
      const auto byte = static_cast<unsigned char>(bytes_[at_++]);
      drop = (first ? 0 : (drop + 1) << 7) + (byte & 0x7fU);
      if ((byte & 0x80U) == 0) break;
    }
    const std::string_view before =
        index_.entries_.empty() ? std::string_view{} : index_.entries_.back().path;
    const std::size_t end = bytes_.find('\0', at_);
    if (end == std::string_view::npos || drop > before.size()) return false;
    std::string& path = index_.texts_.emplace_back(before.substr(0, before.size() - drop));
    path += bytes_.substr(at_, end - at_);
    entry.path = path;
    at_ = end + 1;
    return true;
  }

  [[nodiscard]] bool is_in_order() const {
    const std::size_t count = index_.entries_.size();
    const IndexEntry& last = index_.entries_[count - 1];
    if (last.path.empty()) return false;
    if (count == 1) return true;
    const IndexEntry& before = index_.entries_[count - 2];
    const int order = before.path.compare(last.path);
    return order < 0 || (order == 0 && before.stage() > 0 && before.stage() < last.stage());
  }

  Result<std::optional<IndexFile>> take_extensions() {
    while (bytes_.size() - at_ >= 8) {
      const std::string_view name = bytes_.substr(at_, 4);
      const std::size_t size = number32(unsigned_bytes(bytes_) + at_ + 4);
      at_ += 8;
      if (bytes_.size() - at_ < size) return damaged_index("an extension is cut short");
      // An upper-case extension may be passed over; any other changes what the entries mean.
      if (name[0] < 'A' || name[0] > 'Z') return std::optional<IndexFile>{};
      if (name == "TREE" && !take_folders(bytes_.substr(at_, size))) index_.folders_.clear();
      at_ += size;
    }
    // Asked last: a split index has nameless entries, and that it is one comes after them.
    if (out_of_order_) {
      return damaged_index(fmt::format("entry {} is out of order", *out_of_order_));
    }
    return std::optional<IndexFile>(std::move(index_));
  }

  /// The TREE extension only saves work, so one that cannot be read is left out.
  bool take_folders(std::string_view bytes) {
    std::vector<OpenFolder> open;
    do {
      std::size_t children = 0;
      if (!take_folder(bytes, children)) return false;
      if (!open.empty()) --open.back().children_left;
      open.push_back({index_.folders_.size() - 1, children});
      while (!open.empty() && open.back().children_left == 0) {
        index_.folders_[open.back().node].end = index_.folders_.size();
        open.pop_back();
      }
    } while (!open.empty());
    return bytes.empty();
  }

  /// "name\0entries children\n" and, unless entries is negative, the id of the tree.
  bool take_folder(std::string_view& bytes, std::size_t& children) {
    const std::size_t name_end = bytes.find('\0');
    if (name_end == std::string_view::npos) return false;
    IndexFolder folder;
    folder.name = bytes.substr(0, name_end);
    bytes.remove_prefix(name_end + 1);
    long long entries = 0;
    const char* end = bytes.data() + bytes.size();
    const auto count = std::from_chars(bytes.data(), end, entries);
    if (count.ec != std::errc{} || count.ptr == end || *count.ptr != ' ') return false;
    const auto subfolders = std::from_chars(count.ptr + 1, end, children);
    if (subfolders.ec != std::errc{} || subfolders.ptr == end || *subfolders.ptr != '\n') {
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(subfolders.ptr + 1 - bytes.data()));
    if (entries >= 0) {
      if (bytes.size() < id_size) return false;
      folder.is_valid = true;
      folder.entries = static_cast<std::size_t>(entries);
      std::memcpy(folder.tree.bytes.data(), bytes.data(), id_size);
      bytes.remove_prefix(id_size);
    }
    index_.folders_.push_back(folder);
    return true;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  std::uint32_t version_ = 0;
  std::optional<std::size_t> out_of_order_;
  IndexFile index_;
};

Result<std::optional<IndexFile>> IndexFile::parse(std::string_view bytes) {
  return IndexParser(bytes).parse();
}

ObjectId IndexEntry::id() const {
  ObjectId id;
  std::memcpy(id.bytes.data(), fields + 40, id_size);
  return id;
}

StatData IndexEntry::stat() const {
  const auto field = [this](std::size_t n) { return number32(fields + 4 * n); };
  return {{field(0), field(1)},
          {field(2), field(3)},
          field(4),
          field(5),
          field(6),
          field(7),
          field(8),
          field(9)};
}

EntryKind IndexEntry::kind() const { return kind_of_mode(number32(fields + 24)); }

bool IndexEntry::is_file() const {
  if (stage() != 0 || is_announced()) return false;
  const EntryKind what = kind();
  return what == EntryKind::regular || what == EntryKind::symlink;
}

FileRef IndexEntry::file() const {
  return {std::string(path), id(),
          kind() == EntryKind::symlink ? FileKind::symlink : FileKind::regular};
}

std::size_t IndexFile::position(std::string_view path) const {
  const auto first =
      std::lower_bound(entries_.begin(), entries_.end(), path,
                       [](const IndexEntry& a, std::string_view b) { return a.path < b; });
  return static_cast<std::size_t>(first - entries_.begin());
}

std::size_t IndexFile::end_of_folder(std::size_t begin, std::string_view folder) const {
  const auto below = [folder](const IndexEntry& entry) {
    return entry.path.substr(0, folder.size()) <= folder;
  };
  const auto from = entries_.begin() + static_cast<std::ptrdiff_t>(begin);
  return static_cast<std::size_t>(std::partition_point(from, entries_.end(), below) -
                                  entries_.begin());
}

const IndexEntry* IndexFile::find(std::string_view path) const {
  const std::size_t at = position(path);
  if (at == entries_.size() || entries_[at].path != path || entries_[at].stage() != 0) {
    return nullptr;
  }
  return &entries_[at];
}

}  // namespace dcr::git
