// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/new_file.hpp"

#include "core/base/atomic_file.hpp"
#include "core/base/text.hpp"

#include <fmt/format.h>

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
  const auto made = create_atomically(path.string(), text);
  if (!made) return made.error();
  return *made ? Written::now : Written::was_there;
}

}  // namespace dcr::cli
