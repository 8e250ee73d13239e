// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/base/snapshot.hpp"
#include "core/git/configuration.hpp"
#include "core/git/owned.hpp"
#include "core/git/repository.hpp"
#include "core/process/child.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::git {

/// What the repository and its snapshots share; it lives as long as the last of them.
struct Handle {
  Configuration configuration;  ///< outlives the repository, which refers to it
  Owned<git_repository> repository;
  Owned<git_odb> objects;  ///< with GIT_OBJECT_DIRECTORY and its alternates

  // Absolute paths without a trailing slash.
  std::string start_folder;
  std::string worktree;        ///< empty when bare
  std::string git_folder;      ///< of this worktree
  std::string common_folder;   ///< shared by linked worktrees
  std::string objects_folder;  ///< where new objects go
  std::string index_path;      ///< GIT_INDEX_FILE, relative ones from the top of the worktree

  std::string prefix;  ///< start folder relative to the worktree: "" or "a/b"
  bool is_bare = false;
  Environment environment;
  std::vector<ObjectId> shallow;  ///< commits whose parents this clone lacks; ascending
  std::string promisor;           ///< the remote of a partial clone; else empty

  [[nodiscard]] bool is_shallow_boundary(const ObjectId& commit) const;
};

/// Whether the content is hashed and compared with its id. libgit2's own check is off (it costs
/// half of the reading time), so content that is judged is read with `yes`.
enum class Verify { no, yes };

/// The bytes of an object, as long as it lives.
class RawObject {
 public:
  explicit RawObject(Owned<git_odb_object> object) : object_(std::move(object)) {}

  [[nodiscard]] std::string_view content() const {
    return {static_cast<const char*>(git_odb_object_data(object_.get())),
            git_odb_object_size(object_.get())};
  }
  [[nodiscard]] git_object_t type() const { return git_odb_object_type(object_.get()); }

 private:
  Owned<git_odb_object> object_;
};

/// Reads an object. A partial clone fetches it from its promisor when it is missing (one fetch an
/// object: call `fetch_promised` first for many). Safe to call from several threads.
///
/// Errors: unavailable when this clone lacks it, with the command that mends it; git when it is
/// damaged or is not of `type` (GIT_OBJECT_ANY takes every type).
Result<RawObject> read_object(const Handle& handle, const ObjectId& id, git_object_t type,
                              Verify verify = Verify::no);

/// Whether the object is in this clone. Never fetches, never looks for new packs.
bool has_object(const Handle& handle, const ObjectId& id);

/// In a partial clone, fetches those of `ids` that are missing, all at once; else does nothing.
///
/// Errors: unavailable when the promisor cannot be asked.
Result<void> fetch_promised(const Handle& handle, std::span<const ObjectId> ids);

/// Runs the git program in the start folder with the environment the repository was opened with.
///
/// Errors: as process::run. An exit code is no error.
Result<process::Outcome> ask_git(const Handle& handle, std::vector<std::string> arguments,
                                 std::string_view input = {});

/// The same in the top of the worktree (where paths are relative to it); when bare, in the git
/// folder.
Result<process::Outcome> ask_git_at_top(const Handle& handle, std::vector<std::string> arguments,
                                        std::string_view input = {});

}  // namespace dcr::git
