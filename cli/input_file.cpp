// SPDX-License-Identifier: Apache-2.0
#include "cli/input_file.hpp"

#include "core/base/atomic_file.hpp"
#include "core/base/text.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

namespace dcr::cli {

Error cannot_read(const std::string& path, std::string_view why) {
  return {ErrorKind::io, fmt::format("cannot read '{}': {}", printable(path), why), {}, ""};
}

Result<std::string> read_input_file(const std::string& path) {
  namespace fs = std::filesystem;
  auto text = read_whole_file(path, largest_input);
  if (text) {
    return std::move(*text);
  }
  std::error_code failure;
  const fs::file_status status = fs::status(path, failure);
  if (!fs::exists(status)) {
    return cannot_read(path, "no such file");
  }
  if (!fs::is_regular_file(status)) {
    return cannot_read(path, "not a regular file");
  }
  if (fs::file_size(path, failure) > largest_input) {
    return cannot_read(path, "larger than 64 MiB, so no contract");
  }
  return cannot_read(path, "permission denied, or it changed while it was read");
}

}  // namespace dcr::cli
