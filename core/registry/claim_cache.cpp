// SPDX-License-Identifier: Apache-2.0
#include "core/registry/claim_cache.hpp"

#include "core/base/cache_file.hpp"
#include "core/base/packed.hpp"

#include <cstdint>
#include <cstring>

namespace dcr {
namespace {

// The content: a count; then as many entries of a blob id and the offset of its record among the
// records, ascending by id; then the records. A record is a flag byte ('o' for
// opaque, 'n' else) and NUL-terminated names, ended by an empty one. Numbers are little-endian.
constexpr std::string_view kind = "claims-4";
constexpr std::size_t header_size = 4;
constexpr std::size_t id_size = 20;
constexpr std::size_t entry_size = id_size + 4;

/// Whether every offset leads to a record that ends inside the file.
bool is_sound(std::string_view bytes, std::size_t count) {
  const std::size_t records = header_size + count * entry_size;
  // Every record ends with an empty name, so a walk from any offset meets a double NUL.
  for (std::size_t i = 0; i < count; ++i) {
    const auto offset = read_number(bytes, header_size + i * entry_size + id_size, 4);
    if (records + offset + 2 > bytes.size()) {
      return false;
    }
  }
  return count == 0 || bytes.back() == '\0';
}

std::string record_of(const Claims& claims) {
  std::string record(1, claims.opaque ? 'o' : 'n');
  for (const std::string& name : claims.names) {
    if (!name.empty() && name.find('\0') == std::string::npos) {
      record += name;
      record += '\0';
    }
  }
  record += '\0';
  return record;
}

}  // namespace

ClaimCache ClaimCache::open(const std::string& folder) {
  ClaimCache cache;
  if (folder.empty()) {
    return cache;
  }
  cache.file_ = folder + "/claims";
  constexpr std::size_t most = 256U << 20U;
  auto bytes = read_cache(cache.file_, kind, most);
  if (!bytes || bytes->size() < header_size) {
    return cache;
  }
  const auto count = static_cast<std::size_t>(read_number(*bytes, 0, header_size));
  const bool fits = count <= (bytes->size() - header_size) / entry_size;
  if (!fits || !is_sound(*bytes, count)) {
    return cache;
  }
  cache.bytes_ = std::move(*bytes);
  cache.count_ = count;
  return cache;
}

std::string_view ClaimCache::find_record(const ObjectId& blob) const {
  std::size_t low = 0;
  std::size_t high = count_;
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    const char* entry = bytes_.data() + header_size + middle * entry_size;
    const int order = std::memcmp(entry, blob.bytes.data(), id_size);
    if (order == 0) {
      const auto offset = static_cast<std::size_t>(
          read_number(bytes_, header_size + middle * entry_size + id_size, 4));
      return std::string_view(bytes_).substr(header_size + count_ * entry_size + offset);
    }
    (order < 0 ? low : high) = order < 0 ? middle + 1 : middle;
  }
  return {};
}

std::optional<bool> ClaimCache::may_claim(const ObjectId& blob,
                                          const std::set<std::string, std::less<>>& wanted) const {
  std::string_view record = find_record(blob);
  if (record.empty()) {
    return std::nullopt;
  }
  if (record.front() == 'o') {
    return true;
  }
  record.remove_prefix(1);
  while (!record.empty() && record.front() != '\0') {
    const std::string_view name = record.substr(0, record.find('\0'));
    if (wanted.contains(name)) {
      return true;
    }
    record.remove_prefix(std::min(record.size(), name.size() + 1));
  }
  return false;
}

std::optional<Claims> ClaimCache::find(const ObjectId& blob) const {
  std::string_view record = find_record(blob);
  if (record.empty()) return std::nullopt;
  Claims claims;
  claims.opaque = record.front() == 'o';
  record.remove_prefix(1);
  while (!record.empty() && record.front() != '\0') {
    claims.names.emplace_back(record.substr(0, record.find('\0')));
    record.remove_prefix(std::min(record.size(), claims.names.back().size() + 1));
  }
  return claims;
}

void ClaimCache::add(const ObjectId& blob, const Claims& claims) {
  if (!file_.empty()) {
    added_.emplace(blob, record_of(claims));
  }
}

void ClaimCache::save() const {
  if (added_.empty()) {
    return;
  }
  std::map<ObjectId, std::string_view> all;
  for (const auto& [blob, record] : added_) {
    all.emplace(blob, record);
  }
  // Old entries stay, until they are so many that most must belong to deleted files.
  constexpr std::size_t most = 1'000'000;
  for (std::size_t i = 0; i < count_ && count_ + added_.size() <= most; ++i) {
    ObjectId blob;
    std::memcpy(blob.bytes.data(), bytes_.data() + header_size + i * entry_size, id_size);
    const std::string_view rest = find_record(blob);
    const auto end = rest.find(std::string_view("\0\0", 2));
    // A record without names is the flag and one NUL.
    const bool bare = rest.size() >= 2 && rest[1] == '\0';
    all.emplace(blob, rest.substr(0, bare ? 2 : end + 2));
  }
  std::string entries;
  std::string records;
  for (const auto& [blob, record] : all) {
    entries.append(blob.bytes.begin(), blob.bytes.end());
    append_number(entries, records.size(), 4);
    records += record;
  }
  std::string out;
  append_number(out, all.size(), header_size);
  write_cache(file_, kind, out + entries + records);
}

}  // namespace dcr
