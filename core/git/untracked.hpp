// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/git/content_open.hpp"
#include "core/git/handle.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::git {

/// What readdir says of a name.
enum class NameKind { file, symlink, folder, other };

struct FolderName {
  std::string name;
  NameKind kind = NameKind::other;
};

/// The names in an open folder, without `.`, `..` and `.git`, in byte order. The descriptor stays
/// open.
///
/// Errors: io when the system refuses; `folder` names it.
Result<std::vector<FolderName>> names_in(const Descriptor& opened, std::string_view folder);

/// Whether an untracked folder is the top of another repository, which git does not look into.
bool holds_repository(const Descriptor& folder);

/// Answers what .gitignore, .git/info/exclude and core.excludesFile exclude.
class IgnoreRules {
 public:
  explicit IgnoreRules(const Handle& handle) : handle_(handle) {}

  /// Whether git excludes an untracked path, itself or with a folder above it.
  ///
  /// Units: a folder's path ends in a slash.
  Result<bool> is_ignored(std::string_view path);

 private:
  const Handle& handle_;
  std::map<std::string, bool, std::less<>> folders_;
};

}  // namespace dcr::git
