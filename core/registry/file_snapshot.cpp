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

Result<std::unique_ptr<Snapshot>> FileSnapshot::nearest(std::string_view name) {
  std::error_code fault;
  fs::path folder = fs::current_path(fault);
  while (!fault) {
    const fs::path file = folder / name;
    std::error_code absent;
    if (fs::exists(file, absent)) {
      auto content = read_whole_file(file.string(), longest_read);
      if (!content) {
        return Error{ErrorKind::io,
                     fmt::format("'{}' cannot be read: it is no file, larger than 64 MiB, or may "
                                 "not be read",
                                 printable(file.string())),
                     {},
                     {}};
      }
      return std::unique_ptr<Snapshot>(
          std::make_unique<FileSnapshot>(std::string(name), *std::move(content)));
    }
    if (folder == folder.parent_path()) break;
    folder = folder.parent_path();
  }
  return std::unique_ptr<Snapshot>();
}

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
