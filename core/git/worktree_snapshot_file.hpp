// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/git/content.hpp"
#include "core/git/content_open.hpp"
#include "core/git/handle.hpp"
#include "core/git/index_file.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dcr::git {

/// What git's configuration says about comparing working files with the index.
struct WorktreeSettings {
  bool trusts_change_time = true;      ///< core.trustctime
  bool trusts_all_fields = true;       ///< core.checkStat is not "minimal"
  bool has_symlinks = true;            ///< core.symlinks
  bool drops_skip_of_present = false;  ///< a sparse checkout: a present file counts as present

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

/// One path of the working tree.
struct WorkingFile {
  enum class State {
    as_index,  ///< the index's entry says what it is
    absent,    ///< no file
    present,   ///< `file` says what it is
  };
  State state = State::absent;
  FileRef file;
};

/// Looks at `name` in an open folder. `entry` is what the index has at `path`, null if it is
/// untracked. A file whose time stamps, size and inode are those of the index is not opened; named
/// pipes, sockets and devices are `other` with a zero id where the index has a file, else absent.
///
/// Errors: io when the file cannot be read; git when a filter fails.
Result<WorkingFile> look_at(const WorktreeState& state, const Descriptor& folder,
                            const std::string& name, std::string_view path,
                            const IndexEntry* entry);

/// Whether the working file is not to be looked at: the index decides (assume-valid, sparse).
bool index_decides(const WorktreeState& state, const IndexEntry& entry, bool is_present);

/// The working file at exactly `path`, ignored or not; empty when there is none.
///
/// Errors: as `look_at`.
Result<std::optional<FileRef>> find_in_worktree(const WorktreeState& state, std::string_view path);

/// The stored content of a working file.
///
/// Errors: io when it is gone or cannot be read.
Result<std::string> read_working_file(const WorktreeState& state, const FileRef& file);

}  // namespace dcr::git
