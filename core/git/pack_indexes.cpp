// SPDX-License-Identifier: Apache-2.0
#include "core/git/pack_indexes.hpp"

#include "core/base/descriptor.hpp"
#include "core/base/text.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>

namespace dcr::git {
namespace {

constexpr std::string_view magic{"\377tOc\0\0\0\2", 8};
constexpr std::size_t fanout_size = 256 * 4;
constexpr std::size_t id_size = 20;
constexpr std::size_t crc_size = 4;
constexpr std::size_t trailer_size = 2 * id_size;

/// The bytes of a file, as long as it lives.
class MappedFile {
 public:
  explicit MappedFile(const std::string& path) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat status {};
    if (!file.is_open() || fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode)) return;
    size_ = static_cast<std::size_t>(status.st_size);
    if (size_ == 0) return;
    void* bytes = mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file.number(), 0);
    if (bytes != MAP_FAILED) bytes_ = static_cast<const char*>(bytes);
  }
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile() {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): munmap takes what mmap gave
    if (bytes_ != nullptr) munmap(const_cast<char*>(bytes_), size_);
  }

  [[nodiscard]] std::string_view bytes() const {
    return bytes_ == nullptr ? std::string_view() : std::string_view(bytes_, size_);
  }

 private:
  const char* bytes_ = nullptr;
  std::size_t size_ = 0;
};

std::uint64_t big_endian(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size; ++i) {
    value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  }
  return value;
}

/// Whether the offsets are those of objects in a pack of that size.
bool fits(std::string_view index, std::uint64_t pack_size) {
  const std::size_t ids = magic.size() + fanout_size;
  if (index.size() < ids + trailer_size || pack_size < id_size) return true;  // libgit2 refuses it
  const auto count = static_cast<std::size_t>(big_endian(index, ids - 4, 4));
  const std::size_t least = ids + count * (id_size + crc_size + 4) + trailer_size;
  if (index.size() < least) return true;
  const std::size_t begin = ids + count * (id_size + crc_size);
  const std::size_t large = begin + count * 4;
  const std::uint64_t large_count = (index.size() - least) / 8;
  const std::uint64_t end = pack_size - id_size;
  constexpr std::uint64_t is_large = 0x80000000U;
  for (std::size_t at = begin; at < large; at += 4) {
    std::uint64_t offset = big_endian(index, at, 4);
    if ((offset & is_large) != 0) {
      const std::uint64_t place = offset & ~is_large;
      if (place >= large_count) return false;
      offset = big_endian(index, large + static_cast<std::size_t>(place) * 8, 8);
    }
    if (offset >= end) return false;
  }
  return true;
}

}  // namespace

Result<void> check_pack_indexes(const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code failure;
  for (fs::directory_iterator each(folder + "/pack", failure), end; !failure && each != end;
       each.increment(failure)) {
    const fs::path path = each->path();
    if (path.extension() != ".idx") continue;
    std::error_code absent;
    const auto size = fs::file_size(fs::path(path).replace_extension(".pack"), absent);
    if (absent) continue;
    const MappedFile index(path.string());
    if (!index.bytes().starts_with(magic) || fits(index.bytes(), size)) continue;
    const std::string name = path.stem().string();
    return Error{ErrorKind::git,
                 fmt::format("the index of the pack {} is damaged: it points outside of the pack",
                             printable(name)),
                 {},
                 fmt::format("move {}.idx away and run git index-pack {}.pack; git fsck tells "
                             "whether the pack is whole",
                             printable(name), printable((path.parent_path() / name).string()))};
  }
  return {};
}

}  // namespace dcr::git
