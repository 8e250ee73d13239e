// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/base/snapshot.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct git_repository;  // libgit2's own type, opaque outside core/git

namespace dcr::git {

/// The value of an environment variable; empty optional when unset. Injected, because only `cli`
/// reads the environment.
using Environment = std::function<std::optional<std::string>(const char* name)>;

/// What a commit says, read raw.
///
/// Units: times in seconds since 1970 UTC.
struct Commit {
  ObjectId id;
  ObjectId tree;
  std::vector<ObjectId> parents;
  std::string author_name;
  std::string author_email;
  std::int64_t author_time = 0;
  std::string committer_name;
  std::int64_t committer_time = 0;
  std::string subject;
};

/// What a revision names.
struct Revision {
  ObjectId commit;
  std::string text;    ///< as asked for
  std::string ref;     ///< full name when it is a reference: "refs/heads/main"; else empty
  std::string folder;  ///< of `REV:folder`; empty = the whole tree

  /// A local or remote-tracking branch: compared by its merge base, unless `--tip`.
  [[nodiscard]] bool is_branch() const {
    return ref.rfind("refs/heads/", 0) == 0 || ref.rfind("refs/remotes/", 0) == 0;
  }
};

/// How a file differs between two snapshots. `before` or `after` is empty when it is absent there.
struct FileChange {
  std::string path;
  std::optional<FileRef> before;
  std::optional<FileRef> after;
};

struct OpenOptions {
  std::string start_folder = ".";  ///< `-C DIR`
  Environment environment;         ///< GIT_DIR, GIT_INDEX_FILE, …; required
};

/// An open repository. Not copyable; snapshots keep what they need of it alive.
class Repository {
 public:
  /// Finds the repository from `start_folder` upwards, as git does.
  ///
  /// Errors: not_found when there is none; git when git refuses it (safe.directory, in git's own
  /// words), or when libgit2 cannot read it (SHA-256), with the way out.
  static Result<std::shared_ptr<const Repository>> open(const OpenOptions& options);

  virtual ~Repository() = default;

  /// The same once more, for the `number`th thread beside the first, where several read many
  /// objects: all who read through one repository share its packs, behind locks that make two
  /// threads slower than one.
  ///
  /// Errors: as open.
  [[nodiscard]] virtual Result<std::shared_ptr<const Repository>> beside(
      std::size_t number) const = 0;

  [[nodiscard]] virtual bool is_bare() const = 0;
  /// Absolute, without a trailing slash; empty when bare.
  [[nodiscard]] virtual const std::string& worktree() const = 0;
  /// Absolute, of this worktree: where hooks' and merge state lies.
  [[nodiscard]] virtual const std::string& git_folder() const = 0;
  /// Absolute, shared by linked worktrees: where caches belong.
  [[nodiscard]] virtual const std::string& common_folder() const = 0;
  /// The start folder relative to the worktree: "" at the top, else "a/b".
  [[nodiscard]] virtual const std::string& prefix() const = 0;
  [[nodiscard]] virtual bool is_shallow() const = 0;

  /// The commit of HEAD; empty on an unborn branch.
  virtual Result<std::optional<ObjectId>> head() const = 0;
  /// "refs/heads/main", also while unborn; empty when detached.
  virtual Result<std::string> head_ref() const = 0;
  /// MERGE_HEAD's commits; empty when no merge is under way.
  virtual Result<std::vector<ObjectId>> merge_heads() const = 0;

  /// Resolves anything git calls a revision to a commit, `REV:folder` included.
  ///
  /// Errors: usage for text that begins with `-`; not_found naming the revision; unavailable when a
  /// shallow or partial clone lacks it, with the `git fetch` that mends it.
  virtual Result<Revision> resolve(std::string_view text) const = 0;

  /// Full names of the references that match `pattern` (`refs/heads/release/*`, or `refs/tags/**`
  /// for any depth; before that ending only plain text), in byte order,
  /// with the commits they lead to (annotated tags peeled; what leads to no commit is left out).
  virtual Result<std::vector<std::pair<std::string, ObjectId>>> references(
      std::string_view pattern) const = 0;
  /// The reference a symbolic reference names ("refs/remotes/origin/HEAD"); empty if absent.
  virtual Result<std::string> symbolic_target(std::string_view name) const = 0;
  /// The names of the configured remotes, in the order of the configuration.
  virtual Result<std::vector<std::string>> remotes() const = 0;
  /// A value of git's configuration (`dcr.policy`); empty when unset.
  virtual Result<std::optional<std::string>> configuration(std::string_view key) const = 0;

  virtual Result<Commit> commit(const ObjectId& id) const = 0;

  /// The best common ancestor; empty when the histories are unrelated.
  ///
  /// Errors: unavailable when a shallow boundary hides the answer.
  virtual Result<std::optional<ObjectId>> merge_base(const ObjectId& a,
                                                     const ObjectId& b) const = 0;
  virtual Result<bool> is_ancestor(const ObjectId& ancestor, const ObjectId& of) const = 0;

  /// Visits `tip` and its first parents, newest first, until `visit` returns false or the root.
  ///
  /// Errors: unavailable when a shallow boundary is reached and `visit` wants to go on.
  virtual Result<void> walk_first_parents(
      const ObjectId& tip, const std::function<bool(const Commit&)>& visit) const = 0;

  /// The tree of a commit, or the folder of it: paths are then relative to that folder.
  virtual Result<std::unique_ptr<Snapshot>> commit_snapshot(const ObjectId& commit,
                                                            std::string_view folder = "") const = 0;
  /// The index: what a commit would take. Honours GIT_INDEX_FILE. Conflicted paths are listed in
  /// `conflicts` of IndexSnapshot (below) and not as files; intent-to-add entries are absent.
  virtual Result<std::unique_ptr<Snapshot>> index_snapshot() const = 0;
  /// The working tree: tracked files and untracked ones that are not ignored. A file that is
  /// skip-worktree (sparse checkout) counts as the index has it. Errors: usage when bare.
  virtual Result<std::unique_ptr<Snapshot>> worktree_snapshot() const = 0;
  /// A snapshot without files: the base of a repository without a commit.
  [[nodiscard]] static std::unique_ptr<Snapshot> empty_snapshot();

  /// Unmerged paths of the index that pass `filter`, in byte order.
  virtual Result<std::vector<std::string>> conflicts(const PathFilter& filter) const = 0;
};

/// What differs between two snapshots, ascending by the bytes of the paths: content or kind.
/// Permissions are no difference, and submodules are no files. Reads no blob that the
/// comparison does not need: trees with equal ids are skipped, clean working files are not opened.
/// Works for any two snapshots; snapshots of one repository take the fast ways.
Result<std::vector<FileChange>> changes_between(const Snapshot& before, const Snapshot& after,
                                                const PathFilter& filter);

/// The same when each side has its own globs: a file that only one of them lets through is absent
/// on the other side.
Result<std::vector<FileChange>> changes_between(const Snapshot& before,
                                                const PathFilter& before_filter,
                                                const Snapshot& after,
                                                const PathFilter& after_filter);

}  // namespace dcr::git
