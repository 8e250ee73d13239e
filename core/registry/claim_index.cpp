// SPDX-License-Identifier: Apache-2.0
//
// The file: a header (magic, length of the header, checksum of its rest, then key, commit, counts);
// the offset of each bucket; the buckets. A name lies in the bucket of its hash. A bucket is its
// number, its size, a checksum of its entries and of the commit, then the entries: hash of the
// name, blob, length of the path, path. The last bucket has the files that no name leads to.
#include "core/registry/claim_index.hpp"

#include "core/base/atomic_file.hpp"
#include "core/base/packed.hpp"
#include "core/base/sort_unique.hpp"
#include "core/formats/model_path.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

namespace dcr {
namespace {

constexpr std::string_view magic = "dcrcli01";
constexpr std::size_t id_size = 20;
constexpr std::size_t preamble_size = magic.size() + 4 + 8;
constexpr std::size_t bucket_header_size = 4 + 4 + 8;
constexpr std::size_t entry_header_size = 8 + id_size + 2;
constexpr std::size_t most_header = std::size_t{1} << 20U;
constexpr std::size_t most_bucket = std::size_t{256} << 20U;

std::uint64_t hash_of(std::string_view name) {
  const std::uint64_t sum = checksum(name);
  return sum ^ (sum >> 29U);  // the low bits choose the bucket
}

/// What tells two indexes of one repository apart. Another version of dcr may scan otherwise.
std::string key_of(const std::string& folder, const std::vector<Glob>& globs) {
  std::string key = DCR_VERSION;
  key += '\0';
  key += folder;
  for (const Glob& glob : globs) {
    key += '\0';
    key += glob.text();
  }
  return key;
}

std::string file_of(const std::string& cache_folder, const std::string& key) {
  return fmt::format("{}/claimed-{:016x}", cache_folder, checksum(key));
}

std::uint64_t bucket_sum(std::string_view entries, const ObjectId& commit) {
  std::uint64_t salt = 0;
  std::memcpy(&salt, commit.bytes.data(), sizeof salt);
  return checksum(entries) ^ salt;
}

/// The hashes under which a file is found; none = it always is.
std::set<std::uint64_t> hashes_of(const ClaimingFile& file) {
  std::set<std::uint64_t> hashes;
  if (file.claims.opaque) return hashes;
  for (const std::string& name : file.claims.names) hashes.insert(hash_of(name));
  const std::string path_name = formats::read_model_path(file.file.path).name;
  if (!path_name.empty()) hashes.insert(hash_of(path_name));
  return hashes;
}

void append_entry(std::string& bucket, std::uint64_t hash, const FileRef& file) {
  append_number(bucket, hash, 8);
  bucket.append(file.id.bytes.begin(), file.id.bytes.end());
  append_number(bucket, file.path.size(), 2);
  bucket += file.path;
}

std::string header_of(const std::string& key, const ObjectId& commit,
                      const std::vector<Glob>& globs, const std::vector<ClaimingFile>& files,
                      std::uint32_t buckets) {
  std::string body;
  append_number(body, key.size(), 4);
  body += key;
  body.append(commit.bytes.begin(), commit.bytes.end());
  append_number(body, files.size(), 8);
  append_number(body, buckets, 4);
  append_number(body, globs.size(), 4);
  for (const Glob& glob : globs) {
    const auto count = std::ranges::count_if(
        files, [&](const ClaimingFile& file) { return glob.matches(file.file.path); });
    append_number(body, static_cast<std::uint64_t>(count), 8);
  }
  std::string header(magic);
  append_number(header, body.size(), 4);
  append_number(header, checksum(body), 8);
  return header + body;
}

}  // namespace

std::optional<ClaimIndex> ClaimIndex::open(const std::string& cache_folder,
                                           const std::string& folder,
                                           const std::vector<Glob>& globs) {
  if (cache_folder.empty()) return std::nullopt;
  const std::string key = key_of(folder, globs);
  ClaimIndex index;
  // A pipe in its place would wait for a writer.
  constexpr int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
  index.file_ = Descriptor(::open(file_of(cache_folder, key).c_str(), flags));
  if (!index.file_.is_open() || !index.read_header(key)) return std::nullopt;
  return index;
}

std::optional<std::string> ClaimIndex::bytes_at(std::uint64_t at, std::size_t size) const {
  std::string bytes(size, '\0');
  bytes_read_ += size;
  std::size_t done = 0;
  while (done < size) {
    const ssize_t got =
        pread(file_.number(), bytes.data() + done, size - done, static_cast<off_t>(at + done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return std::nullopt;
    done += static_cast<std::size_t>(got);
  }
  return bytes;
}

bool ClaimIndex::read_header(const std::string& key) {
  const auto preamble = bytes_at(0, preamble_size);
  if (!preamble || !preamble->starts_with(magic)) return false;
  const auto length = static_cast<std::size_t>(read_number(*preamble, magic.size(), 4));
  if (length > most_header) return false;
  const auto body = bytes_at(preamble_size, length);
  if (!body || checksum(*body) != read_number(*preamble, magic.size() + 4, 8)) return false;
  std::size_t at = 0;
  const auto number = [&](std::size_t size) {
    const std::uint64_t value = at + size <= body->size() ? read_number(*body, at, size) : 0;
    at += size;
    return value;
  };
  const auto key_size = static_cast<std::size_t>(number(4));
  if (key_size != key.size() || body->compare(at, key_size, key) != 0) return false;
  at += key_size;
  if (at + id_size > body->size()) return false;
  std::memcpy(commit_.bytes.data(), body->data() + at, id_size);
  at += id_size;
  size_ = static_cast<std::size_t>(number(8));
  buckets_ = static_cast<std::uint32_t>(number(4));
  const auto globs = static_cast<std::size_t>(number(4));
  for (std::size_t i = 0; i < globs && at < body->size(); ++i) {
    matching_.push_back(static_cast<std::size_t>(number(8)));
  }
  offsets_ = preamble_size + length;
  return at == body->size() && std::has_single_bit(buckets_) && matching_.size() == globs;
}

bool ClaimIndex::add_bucket(std::uint32_t number, const std::set<std::uint64_t>* wanted,
                            std::vector<FileRef>& found) const {
  const auto offset = bytes_at(offsets_ + std::uint64_t{8} * number, 8);
  if (!offset) return false;
  const std::uint64_t at = read_number(*offset, 0, 8);
  const auto header = bytes_at(at, bucket_header_size);
  if (!header || read_number(*header, 0, 4) != number) return false;
  const auto size = static_cast<std::size_t>(read_number(*header, 4, 4));
  if (size > most_bucket) return false;
  const auto entries = bytes_at(at + bucket_header_size, size);
  if (!entries || bucket_sum(*entries, commit_) != read_number(*header, 8, 8)) return false;
  for (std::size_t place = 0; place < size;) {
    if (size - place < entry_header_size) return false;
    const std::uint64_t hash = read_number(*entries, place, 8);
    const auto length = static_cast<std::size_t>(read_number(*entries, place + 8 + id_size, 2));
    if (size - place - entry_header_size < length) return false;
    if (wanted == nullptr || wanted->contains(hash)) {
      FileRef file;
      std::memcpy(file.id.bytes.data(), entries->data() + place + 8, id_size);
      file.path = entries->substr(place + entry_header_size, length);
      found.push_back(std::move(file));
    }
    place += entry_header_size + length;
  }
  return true;
}

std::optional<std::vector<FileRef>> ClaimIndex::claiming(
    const std::set<std::string, std::less<>>& names) const {
  std::set<std::uint64_t> hashes;
  std::set<std::uint32_t> numbers;
  for (const std::string& name : names) {
    const std::uint64_t hash = hash_of(name);
    hashes.insert(hash);
    numbers.insert(static_cast<std::uint32_t>(hash & (buckets_ - 1)));
  }
  std::vector<FileRef> found;
  for (const std::uint32_t number : numbers) {
    if (!add_bucket(number, &hashes, found)) return std::nullopt;
  }
  if (!add_bucket(buckets_, nullptr, found)) return std::nullopt;
  sort_unique(found, &FileRef::path);
  return found;
}

void ClaimIndex::write(const std::string& cache_folder, const std::string& folder,
                       const std::vector<Glob>& globs, const ObjectId& commit,
                       const std::vector<ClaimingFile>& files) {
  if (cache_folder.empty()) return;
  constexpr std::size_t longest_path = 0xffff;
  // About as many entries as a page of memory holds.
  const auto count = static_cast<std::uint32_t>(std::bit_ceil(files.size() / 64 + 1));
  std::vector<std::string> buckets(std::size_t{count} + 1);
  for (const ClaimingFile& file : files) {
    if (file.file.path.size() > longest_path) return;
    if (file.file.kind != FileKind::regular) continue;  // links hold no contract
    const std::set<std::uint64_t> hashes = hashes_of(file);
    if (hashes.empty()) append_entry(buckets.back(), 0, file.file);
    for (const std::uint64_t hash : hashes) {
      append_entry(buckets[static_cast<std::size_t>(hash & (count - 1))], hash, file.file);
    }
  }
  const std::string key = key_of(folder, globs);
  std::string out = header_of(key, commit, globs, files, count);
  std::uint64_t offset = out.size() + 8 * buckets.size();
  for (const std::string& bucket : buckets) {
    if (bucket.size() > most_bucket) return;
    append_number(out, offset, 8);
    offset += bucket_header_size + bucket.size();
  }
  for (std::size_t number = 0; number < buckets.size(); ++number) {
    append_number(out, number, 4);
    append_number(out, buckets[number].size(), 4);
    append_number(out, bucket_sum(buckets[number], commit), 8);
    out += buckets[number];
  }
  std::error_code ignored;
  std::filesystem::create_directories(cache_folder, ignored);
  (void)write_atomically(file_of(cache_folder, key), out, Durability::cache);
}

}  // namespace dcr
