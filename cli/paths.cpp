// SPDX-License-Identifier: Apache-2.0
#include "cli/paths.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace dcr::cli {

Result<std::string> repository_path(const git::Repository& repository, const std::string& named) {
  namespace fs = std::filesystem;
  const fs::path path(named);
  fs::path relative = fs::path(repository.prefix()) / path;
  if (path.is_absolute()) {
    // The folder may be reached through a link, while git knows the resolved one.
    std::error_code failure;
    const fs::path parent = fs::weakly_canonical(path.parent_path(), failure);
    const fs::path whole = failure ? path : parent / path.filename();
    relative = whole.lexically_relative(repository.worktree());
  }
  std::string text = relative.lexically_normal().generic_string();
  while (text.ends_with('/')) {
    text.pop_back();
  }
  if (text == "." || text.empty()) {
    return std::string();
  }
  if (text == ".." || text.starts_with("../") || path.empty()) {
    return Error{
        ErrorKind::usage, fmt::format("'{}' is outside the repository", printable(named)), {}, ""};
  }
  return text;
}

}  // namespace dcr::cli
