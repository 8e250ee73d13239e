// SPDX-License-Identifier: Apache-2.0
#include "tests/support/memory_snapshot.hpp"

namespace dcr::test {
namespace {

// FNV-1a, started anew for every byte of the id.
std::uint8_t hashed(std::string_view content, std::uint64_t seed) {
  std::uint64_t hash = 0xcbf29ce484222325U ^ (seed * 0x9e3779b97f4a7c15U);
  for (const char c : content) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  }
  // FNV spreads the last bytes only upwards: fold the top back.
  hash ^= hash >> 32U;
  hash *= 0x9e3779b97f4a7c15U;
  return static_cast<std::uint8_t>(hash >> 56U);
}

}  // namespace

ObjectId id_of(std::string_view content) {
  ObjectId id;
  for (std::size_t i = 0; i < id.bytes.size(); ++i) id.bytes[i] = hashed(content, i + 1);
  return id;
}

Result<std::vector<FileRef>> MemorySnapshot::list(const PathFilter& filter) const {
  std::vector<FileRef> found;
  for (const auto& [path, content] : files_) {
    if (filter.matches(path)) found.push_back({path, id_of(content), FileKind::regular});
  }
  return found;
}

Result<std::string> MemorySnapshot::read(const FileRef& file) const {
  const auto found = files_.find(file.path);
  if (found == files_.end()) return Error{ErrorKind::io, "no file '" + file.path + "'", {}, {}};
  return found->second;
}

Result<FileRef> MemorySnapshot::find(std::string_view path) const {
  const auto found = files_.find(std::string(path));
  if (found == files_.end()) {
    return Error{ErrorKind::not_found, "no file '" + std::string(path) + "'", {}, {}};
  }
  return FileRef{found->first, id_of(found->second), FileKind::regular};
}

}  // namespace dcr::test
