// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/snapshot.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

/// The bytes of a part of the history index: what HistoryDraft writes and HistoryPart reads.
///
/// A part is a run of first-parent commits, oldest first: a header, the checksums of the blocks,
/// and the body, which is cut into blocks. The body is six tables one after another: the commits'
/// ids; the same sorted for look-ups; the changes in the order of their commits; the names sorted
/// by their hash; of each name the numbers of its changes; the texts of the paths, each ended by a
/// NUL. Numbers are the machine's own; the magic number tells a file of another kind of machine.
namespace dcr::history_layout {

constexpr std::uint64_t magic = 0x3130'7473'6968'6364;  // "dchist01" in memory
constexpr std::size_t block_size = 4096;
constexpr std::size_t question_size = 32;

struct Header {
  std::uint64_t magic = 0;
  std::uint64_t checksum = 0;  // of the rest of the header and the checksums of the blocks
  std::uint64_t body_size = 0;
  std::array<char, question_size> question{};  // see HistoryQuestion
  ObjectId base{};                             // the commit below the oldest; zero = there is none
  ObjectId tip{};                              // the newest commit
  std::uint32_t commits = 0;
  std::uint32_t changes = 0;
  std::uint32_t names = 0;
  std::uint32_t postings = 0;
  std::uint32_t path_bytes = 0;
  std::uint32_t unused = 0;
};

/// A commit among the sorted ones.
struct Sorted {
  std::uint32_t prefix = 0;  // the first four bytes of the id, the first the highest
  std::uint32_t position = 0;

  friend auto operator<=>(const Sorted&, const Sorted&) = default;
};

/// What one side of a change has at the path.
enum class Side : std::uint8_t { absent, regular, symlink, other };

struct Change {
  std::uint32_t commit = 0;  // its position in the part
  std::uint32_t path = 0;    // where its text begins
  ObjectId before{};
  ObjectId after{};
  Side before_side = Side::absent;
  Side after_side = Side::absent;
  std::uint16_t unused = 0;
};

struct Name {
  std::uint64_t hash = 0;
  std::uint32_t first = 0;  // of its postings
  std::uint32_t count = 0;
};

using Posting = std::uint32_t;

static_assert(std::has_unique_object_representations_v<Header> && sizeof(Header) == 120);
static_assert(std::has_unique_object_representations_v<Change> && sizeof(Change) == 52);
static_assert(std::has_unique_object_representations_v<Name> && sizeof(Name) == 16);
static_assert(sizeof(ObjectId) == 20 && sizeof(Sorted) == 8);

inline std::uint32_t prefix_of(const ObjectId& id) {
  return static_cast<std::uint32_t>(id.bytes[0]) << 24U |
         static_cast<std::uint32_t>(id.bytes[1]) << 16U |
         static_cast<std::uint32_t>(id.bytes[2]) << 8U | id.bytes[3];
}

/// Where the tables of the body begin.
struct Tables {
  explicit Tables(const Header& header)
      : sorted(std::uint64_t{header.commits} * sizeof(ObjectId)),
        changes(sorted + std::uint64_t{header.commits} * sizeof(Sorted)),
        names(changes + std::uint64_t{header.changes} * sizeof(Change)),
        postings(names + std::uint64_t{header.names} * sizeof(Name)),
        paths(postings + std::uint64_t{header.postings} * sizeof(Posting)),
        end(paths + header.path_bytes) {}

  std::uint64_t sorted;
  std::uint64_t changes;
  std::uint64_t names;
  std::uint64_t postings;
  std::uint64_t paths;
  std::uint64_t end;
};

}  // namespace dcr::history_layout
