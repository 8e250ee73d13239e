// SPDX-License-Identifier: Apache-2.0
#include "core/registry/history_part.hpp"

#include "core/base/packed.hpp"
#include "core/base/sha256.hpp"
#include "core/base/sort_unique.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace dcr {

using history_layout::block_size;
using history_layout::Change;
using history_layout::Header;
using history_layout::Name;
using history_layout::Posting;
using history_layout::question_size;
using history_layout::Side;
using history_layout::Sorted;

namespace {

constexpr std::size_t most_blocks = 4096;  // kept in memory: 16 MB

bool read_at(int file, std::uint64_t at, char* out, std::size_t size) {
  while (size > 0) {
    const ssize_t got = ::pread(file, out, size, static_cast<off_t>(at));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    at += static_cast<std::uint64_t>(got);
    out += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

std::uint64_t blocks_of(std::uint64_t body_size) {
  return body_size / block_size + (body_size % block_size != 0 ? 1 : 0);
}

/// The checksum that the front of a part should state.
std::uint64_t front_checksum(std::string_view front) {
  return checksum(front.substr(offsetof(Header, body_size)));
}

std::optional<FileRef> side_of(Side side, const std::string& path, const ObjectId& id) {
  switch (side) {
    case Side::absent: return std::nullopt;
    case Side::regular: return FileRef{path, id, FileKind::regular};
    case Side::symlink: return FileRef{path, id, FileKind::symlink};
    case Side::other: break;
  }
  return FileRef{path, id, FileKind::other};
}

/// The first of `count` sorted rows that is not below what is looked for; `count` when all are.
template <class Below>
std::uint32_t first_not(std::uint32_t count, Below is_below) {
  std::uint32_t low = 0;
  std::uint32_t high = count;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    const bool below = is_below(middle);
    (below ? low : high) = below ? middle + 1 : middle;
  }
  return low;
}

}  // namespace

HistoryQuestion HistoryQuestion::about(const PathFilter& filter, Names names) {
  // Another version of dcr may find other names in a file.
  std::string text = names == Names::none ? "changes" : "names " DCR_VERSION;
  for (const Glob& glob : filter.globs()) {
    text += '\0';
    text += glob.text();
  }
  return {sha256_hex(text).substr(0, question_size), names};
}

std::uint64_t name_hash(std::string_view name) {
  const std::uint64_t hash = checksum(name);
  return hash == any_name ? 1 : hash;
}

std::shared_ptr<HistoryPart> HistoryPart::checked(std::string_view front, std::uint64_t size,
                                                  const HistoryQuestion& question) {
  Header header;
  std::memcpy(&header, front.data(), sizeof header);
  const history_layout::Tables tables(header);
  const std::uint64_t front_size = sizeof header + blocks_of(header.body_size) * 8;
  const bool fits = front.size() == front_size && tables.end == header.body_size &&
                    size == front_size + header.body_size && header.commits > 0;
  if (!fits || front_checksum(front) != header.checksum ||
      std::string_view(header.question.data(), question_size) != question.digest) {
    return nullptr;
  }
  std::shared_ptr<HistoryPart> part(new HistoryPart(header));
  part->sums_.resize(blocks_of(header.body_size));
  std::memcpy(part->sums_.data(), front.data() + sizeof header, part->sums_.size() * 8);
  return part;
}

std::shared_ptr<HistoryPart> HistoryPart::open(const std::string& path,
                                               const HistoryQuestion& question) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat status {};
  if (!file.is_open() || ::fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode)) {
    return nullptr;
  }
  const auto size = static_cast<std::uint64_t>(status.st_size);
  Header header;
  std::string front(sizeof header, '\0');
  if (size < sizeof header || !read_at(file.number(), 0, front.data(), sizeof header)) {
    return nullptr;
  }
  std::memcpy(&header, front.data(), sizeof header);
  if (header.magic != history_layout::magic || header.body_size > size) return nullptr;
  const std::uint64_t sums = blocks_of(header.body_size) * 8;
  if (sums > size - sizeof header) return nullptr;
  front.resize(sizeof header + sums);
  if (!read_at(file.number(), sizeof header, front.data() + sizeof header, sums)) return nullptr;
  auto part = checked(front, size, question);
  if (part) part->file_ = std::move(file);
  return part;
}

std::shared_ptr<HistoryPart> HistoryPart::of_bytes(std::string bytes,
                                                   const HistoryQuestion& question) {
  Header header;
  std::memcpy(&header, bytes.data(), sizeof header);
  const std::size_t front = sizeof header + blocks_of(header.body_size) * 8;
  auto part = checked(std::string_view(bytes).substr(0, front), bytes.size(), question);
  if (part) part->bytes_ = bytes.substr(front);
  return part;
}

std::string_view HistoryPart::block(std::uint64_t number) {
  if (const auto known = blocks_.find(number); known != blocks_.end()) return known->second;
  const std::uint64_t begin = number * block_size;
  std::string bytes(std::min<std::uint64_t>(block_size, header_.body_size - begin), '\0');
  const std::uint64_t front = sizeof(Header) + sums_.size() * 8;
  ++blocks_read_;
  if (!read_at(file_.number(), front + begin, bytes.data(), bytes.size()) ||
      checksum(bytes) != sums_[number]) {
    is_damaged_ = true;
    std::ranges::fill(bytes, '\0');
  }
  if (blocks_.size() >= most_blocks) blocks_.clear();
  return blocks_[number] = std::move(bytes);
}

void HistoryPart::read(std::uint64_t at, char* out, std::size_t size) {
  if (at > header_.body_size || size > header_.body_size - at) {
    is_damaged_ = true;  // What points there is a lie that the checksums do not see.
    std::memset(out, 0, size);
    return;
  }
  if (!file_.is_open()) {
    std::memcpy(out, bytes_.data() + at, size);
    return;
  }
  while (size > 0) {
    const std::string_view bytes = block(at / block_size).substr(at % block_size);
    const std::size_t taken = std::min(size, bytes.size());
    std::memcpy(out, bytes.data(), taken);
    at += taken;
    out += taken;
    size -= taken;
  }
}

template <class Row>
Row HistoryPart::row(std::uint64_t table, std::uint64_t number) {
  Row row;
  char bytes[sizeof(Row)];
  read(table + number * sizeof(Row), bytes, sizeof row);
  std::memcpy(&row, bytes, sizeof row);
  return row;
}

ObjectId HistoryPart::commit(std::uint32_t position) { return row<ObjectId>(0, position); }

std::optional<std::uint32_t> HistoryPart::find(const ObjectId& commit) {
  if (commit == header_.tip) return header_.commits - 1;
  const Sorted wanted{history_layout::prefix_of(commit), 0};
  std::uint32_t low = first_not(header_.commits, [&](std::uint32_t middle) {
    return row<Sorted>(tables_.sorted, middle) < wanted;
  });
  for (; low < header_.commits; ++low) {
    const auto candidate = row<Sorted>(tables_.sorted, low);
    if (candidate.prefix != wanted.prefix) break;
    if (this->commit(candidate.position) == commit) return candidate.position;
  }
  return std::nullopt;
}

std::string HistoryPart::path(std::uint32_t at) {
  std::string text;
  std::array<char, 64> piece{};
  for (std::uint64_t next = at; next < header_.path_bytes; next += piece.size()) {
    const std::size_t size = std::min<std::uint64_t>(piece.size(), header_.path_bytes - next);
    read(tables_.paths + next, piece.data(), size);
    const std::string_view bytes(piece.data(), size);
    const std::size_t end = bytes.find('\0');
    text += bytes.substr(0, end);
    if (end != std::string_view::npos) return text;
  }
  is_damaged_ = true;
  return text;
}

HistoryChange HistoryPart::change(std::uint32_t number) {
  const auto stored = row<Change>(tables_.changes, number);
  HistoryChange change;
  change.commit = stored.commit;
  change.file.path = path(stored.path);
  change.file.before = side_of(stored.before_side, change.file.path, stored.before);
  change.file.after = side_of(stored.after_side, change.file.path, stored.after);
  is_damaged_ = is_damaged_ || stored.commit >= header_.commits;
  return change;
}

std::vector<Posting> HistoryPart::postings_of(std::uint64_t hash) {
  const std::uint32_t low = first_not(header_.names, [&](std::uint32_t middle) {
    return row<Name>(tables_.names, middle).hash < hash;
  });
  std::vector<Posting> postings;
  if (low == header_.names) return postings;
  const auto name = row<Name>(tables_.names, low);
  if (name.hash != hash) return postings;
  const std::uint64_t end = std::uint64_t{name.first} + name.count;
  if (end > header_.postings) is_damaged_ = true;
  for (std::uint64_t i = name.first; i < end && !is_damaged_; ++i) {
    postings.push_back(row<Posting>(tables_.postings, i));
  }
  return postings;
}

void HistoryPart::append_changes(const std::vector<std::uint64_t>& names, std::uint32_t commits,
                                 std::uint64_t older, std::vector<HistoryChange>& changes) {
  std::vector<Posting> found = postings_of(any_name);
  for (const std::uint64_t name : names) {
    const std::vector<Posting> more = postings_of(name);
    found.insert(found.end(), more.begin(), more.end());
  }
  sort_unique(found);
  for (const Posting number : found) {
    HistoryChange one = change(number);
    if (one.commit >= commits || is_damaged_) break;
    one.commit += older;
    changes.push_back(std::move(one));
  }
}

void HistoryPart::append_all_changes(std::uint32_t commits, std::uint64_t older,
                                     std::vector<HistoryChange>& changes) {
  const std::uint32_t count = changes_of(commits);
  for (std::uint32_t number = 0; number < count && !is_damaged_; ++number) {
    HistoryChange one = change(number);
    one.commit += older;
    changes.push_back(std::move(one));
  }
}

std::vector<std::pair<std::uint64_t, std::uint32_t>> HistoryPart::postings(std::uint32_t changes) {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> all;
  for (std::uint32_t i = 0; i < header_.names && !is_damaged_; ++i) {
    const auto name = row<Name>(tables_.names, i);
    const std::uint64_t end = std::uint64_t{name.first} + name.count;
    if (end > header_.postings) is_damaged_ = true;
    for (std::uint64_t at = name.first; at < end && !is_damaged_; ++at) {
      const auto number = row<Posting>(tables_.postings, at);
      if (number < changes) all.emplace_back(name.hash, number);
    }
  }
  return all;
}

std::uint32_t HistoryPart::changes_of(std::uint32_t commits) {
  return first_not(header_.changes, [&](std::uint32_t middle) {
    return row<Change>(tables_.changes, middle).commit < commits;
  });
}

}  // namespace dcr
