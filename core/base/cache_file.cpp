// SPDX-License-Identifier: Apache-2.0
#include "core/base/cache_file.hpp"

#include "core/base/atomic_file.hpp"
#include "core/base/packed.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <system_error>

namespace dcr {
namespace {

std::string first_line(std::string_view kind, std::string_view content) {
  return fmt::format("dcr {} cache {} {:016x}\n", DCR_VERSION, kind, checksum(content));
}

}  // namespace

std::optional<std::string> read_cache(const std::string& path, std::string_view kind,
                                      std::size_t most) {
  auto text = read_whole_file(path, most);
  if (!text) return std::nullopt;
  const std::size_t begin = text->find('\n') + 1;
  if (begin == 0 || !text->starts_with(first_line(kind, std::string_view(*text).substr(begin)))) {
    return std::nullopt;
  }
  text->erase(0, begin);
  return text;
}

void write_cache(const std::string& path, std::string_view kind, std::string_view content) {
  std::error_code ignored;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), ignored);
  const std::string first = first_line(kind, content);
  const std::array<std::string_view, 2> pieces = {first, content};
  (void)write_atomically(path, pieces, Durability::cache);
}

}  // namespace dcr
