// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/new_file.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <system_error>

namespace dcr::cli {
namespace {

Error cannot_write(const std::filesystem::path& path, std::string_view reason) {
  return {ErrorKind::io,
          fmt::format("cannot write '{}': {}", printable(path.string()), reason),
          {},
          {}};
}

}  // namespace

Result<Written> write_new(const std::filesystem::path& path, std::string_view text) {
  std::error_code failure;
  // Of "dcr.yaml" the parent is "", which cannot be made.
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), failure);
  if (failure) return cannot_write(path, failure.message());
  // "x": never overwrites, and does not follow a link that leads nowhere.
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "wxe"),
                                                             std::fclose);
  if (!file) {
    if (errno == EEXIST) return Written::was_there;
    return cannot_write(path, std::strerror(errno));
  }
  const bool written = std::fwrite(text.data(), 1, text.size(), file.get()) == text.size();
  if (!written || std::fflush(file.get()) != 0) return cannot_write(path, std::strerror(errno));
  return Written::now;
}

}  // namespace dcr::cli
