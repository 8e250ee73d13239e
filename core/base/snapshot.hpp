// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/glob.hpp"
#include "core/base/result.hpp"

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcr {

/// The id of a git object (SHA-1).
struct ObjectId {
  std::array<std::uint8_t, 20> bytes{};

  /// Reads forty hexadecimal digits, in either case; empty for anything else.
  static std::optional<ObjectId> parse(std::string_view hex);

  [[nodiscard]] std::string hex() const;
  /// The first seven digits, as git prints them.
  [[nodiscard]] std::string short_hex() const { return hex().substr(0, 7); }
  [[nodiscard]] bool is_zero() const { return *this == ObjectId{}; }
  friend auto operator<=>(const ObjectId&, const ObjectId&) = default;
};

enum class FileKind { regular, symlink, other };

/// A file of a snapshot.
///
/// Units: `path` relative to the snapshot's root, raw bytes with `/`; `id` is the blob that holds
/// the content as git stores it (for a modified working file: the blob it would become).
struct FileRef {
  std::string path;
  ObjectId id;
  FileKind kind = FileKind::regular;

  friend bool operator==(const FileRef&, const FileRef&) = default;
};

/// The longest content that `Snapshot::read` returns whole. Far above every limit of a parser.
///
/// Units: bytes.
inline constexpr std::size_t longest_read = std::size_t{64} << 20;

/// The files of one state of a repository: a commit's tree, the index, the working tree, or a map
/// in a test.
class Snapshot {
 public:
  Snapshot() = default;
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;
  virtual ~Snapshot() = default;

  /// The files that pass `filter`, ascending by the bytes of their paths.
  virtual Result<std::vector<FileRef>> list(const PathFilter& filter) const = 0;

  /// The content of a listed file as git stores it (line ends and filters of checkout undone); of a
  /// symbolic link its target. Content longer than `longest_read` is cut after `longest_read` + 1
  /// bytes: the reader's own limit says that it is too long, and no memory is filled with it.
  ///
  /// Errors: io when the file cannot be read, unavailable when the clone lacks the object,
  /// git when the object is damaged.
  virtual Result<std::string> read(const FileRef& file) const = 0;

  /// The file at exactly `path`, whatever the configured globs say; not_found if there is none.
  virtual Result<FileRef> find(std::string_view path) const = 0;
};

}  // namespace dcr
