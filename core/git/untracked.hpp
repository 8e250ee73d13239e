// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/git/content_open.hpp"
#include "core/git/handle.hpp"

#include <functional>
#include <set>
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

/// Where .gitignore files lie. Outside of a sparse checkout git reads them from the index, and dcr
/// asks for that only where there are such files: reading a large index takes time.
enum class IgnoreFiles { on_disk, also_in_index };

/// Those of `paths`, none of them tracked, that .gitignore, .git/info/exclude or core.excludesFile
/// exclude, themselves or with a folder above them. Asks git, and only if there are paths: libgit2
/// 1.5.1 drops a `!rule` that takes back the rule of another file.
///
/// Units: a folder's path ends in a slash.
/// Errors: git in its own words.
Result<std::set<std::string, std::less<>>> ignored_paths(const Handle& handle,
                                                         const std::vector<std::string>& paths,
                                                         IgnoreFiles files);

}  // namespace dcr::git
