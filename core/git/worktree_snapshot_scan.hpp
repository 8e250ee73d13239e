// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/glob.hpp"
#include "core/base/result.hpp"
#include "core/git/content.hpp"
#include "core/git/handle.hpp"
#include "core/git/index_file.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dcr::git {

/// A path whose working file is not what the index's snapshot has.
struct WorkingDifference {
  std::string path;
  std::optional<FileRef> file;  ///< as it is now; empty when it is gone
};

/// What git's configuration says about comparing working files with the index.
struct WorktreeSettings {
  bool trusts_change_time = true;   ///< core.trustctime
  bool trusts_all_fields = true;    ///< core.checkStat is not "minimal"
  bool has_symlinks = true;         ///< core.symlinks
  bool drops_skip_of_present = false;  ///< a sparse checkout: present files count as present

  static WorktreeSettings of(const Handle& handle);
};

/// Everything a comparison of working files with the index needs.
struct WorktreeState {
  WorktreeState(std::shared_ptr<const Handle> repository, std::shared_ptr<const IndexFile> entries)
      : handle(std::move(repository)),
        index(std::move(entries)),
        content(handle, index),
        settings(WorktreeSettings::of(*handle)) {}

  std::shared_ptr<const Handle> handle;
  std::shared_ptr<const IndexFile> index;
  WorkingContent content;
  WorktreeSettings settings;
};

/// Compares the working files that pass `filter` with the index, and finds untracked ones.
/// Ascending by path. A file whose time stamps, size and inode are those of the index is not
/// opened.
///
/// Errors: io naming a file or folder that cannot be read; git when a filter fails.
Result<std::vector<WorkingDifference>> differences_from_index(const WorktreeState& state,
                                                              const PathFilter& filter);

/// The working file at exactly `path`, ignored or not; empty when there is none.
Result<std::optional<FileRef>> find_in_worktree(const WorktreeState& state, std::string_view path);

}  // namespace dcr::git
