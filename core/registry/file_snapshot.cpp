// SPDX-License-Identifier: Apache-2.0
#include "core/registry/file_snapshot.hpp"

#include "core/base/atomic_file.hpp"
#include "core/base/text.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>
#include <utility>

namespace dcr {
namespace fs = std::filesystem;

Result<std::vector<FileRef>> FileSnapshot::list(const PathFilter& filter) const {
  std::vector<FileRef> files;
  if (filter.matches(path_)) files.push_back({path_, {}, FileKind::regular});
  return files;
}

Result<std::string> FileSnapshot::read(const FileRef& file) const {
  if (file.path == path_) return content_;
  return Error{ErrorKind::not_found, fmt::format("no file '{}'", printable(file.path)), {}, {}};
}

Result<FileRef> FileSnapshot::find(std::string_view path) const {
  if (path == path_) return FileRef{path_, {}, FileKind::regular};
  return Error{ErrorKind::not_found, fmt::format("no file '{}'", printable(path)), {}, {}};
}

}  // namespace dcr
