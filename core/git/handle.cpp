// SPDX-License-Identifier: Apache-2.0
#include "core/git/handle.hpp"

#include "core/git/git_program.hpp"
#include "core/git/object_hash.hpp"

#include <algorithm>
#include <mutex>
#include <utility>

namespace dcr::git {
namespace {

const char* name_of(git_object_t type) {
  const char* name = git_object_type2string(type);
  return name == nullptr || *name == '\0' ? "object" : name;
}

Error missing(const Handle& handle, const ObjectId& id, git_object_t type) {
  const std::string what = std::string(name_of(type)) + " " + id.hex() + " is not in this clone";
  if (!handle.promisor.empty()) {
    return Error{ErrorKind::unavailable, what, {}, "git fetch " + handle.promisor};
  }
  if (handle.shallow.empty()) return Error{ErrorKind::unavailable, what, {}, "git fsck"};
  return Error{ErrorKind::unavailable, what + ", which is shallow", {}, "git fetch --unshallow"};
}

Error damaged(const ObjectId& id, git_object_t type) {
  return Error{ErrorKind::git,
               std::string(name_of(type)) + " " + id.hex() + " is damaged",
               {},
               "git fsck --full"};
}

/// Fills `object`; the code of libgit2.
int read_once(const Handle& handle, const ObjectId& id, Owned<git_odb_object>& object) {
  const git_oid oid = to_oid(id);
  git_odb_object* raw = nullptr;
  const int code = git_odb_read(&raw, handle.objects.get(), &oid);
  object.reset(raw);
  return code;
}

bool hashes_to(const RawObject& object, const ObjectId& id) {
  return object_hash(object.type(), object.content()) == id;
}

/// The environment that leads git to this very repository from any folder, found or named.
Environment pinned(const Handle& handle) {
  return [&handle](const char* name) -> std::optional<std::string> {
    const std::string_view asked = name;
    std::optional<std::string> given = handle.environment(name);
    if (asked == "GIT_DIR") return handle.git_folder;
    if (asked == "GIT_WORK_TREE") {
      return handle.is_bare ? std::nullopt : std::optional(handle.worktree);
    }
    if (given && asked == "GIT_INDEX_FILE") return handle.index_path;
    if (given && asked == "GIT_OBJECT_DIRECTORY") return handle.objects_folder;
    return given;
  };
}

}  // namespace

bool Handle::is_shallow_boundary(const ObjectId& commit) const {
  return std::binary_search(shallow.begin(), shallow.end(), commit);
}

Result<RawObject> read_object(const Handle& handle, const ObjectId& id, git_object_t type,
                              Verify verify) {
  Owned<git_odb_object> object;
  int code = read_once(handle, id, object);
  if (code == GIT_ENOTFOUND && !handle.promisor.empty()) {
    Result<void> fetched = fetch_promised(handle, std::span(&id, 1));
    if (!fetched) return fetched.error();
    code = read_once(handle, id, object);
  }
  if (code == GIT_ENOTFOUND) return missing(handle, id, type);
  if (code < 0) return damaged(id, type);
  RawObject result(std::move(object));
  if (type != GIT_OBJECT_ANY && result.type() != type) {
    return Error{ErrorKind::git,
                 id.hex() + " is a " + name_of(result.type()) + ", not a " + name_of(type),
                 {},
                 {}};
  }
  if (verify == Verify::yes && !hashes_to(result, id)) return damaged(id, type);
  return result;
}

bool has_object(const Handle& handle, const ObjectId& id) {
  const git_oid oid = to_oid(id);
  return git_odb_exists_ext(handle.objects.get(), &oid, GIT_ODB_LOOKUP_NO_REFRESH) == 1;
}

Result<void> fetch_promised(const Handle& handle, std::span<const ObjectId> ids) {
  if (handle.promisor.empty()) return {};
  // Two threads that miss the same object must not fetch it twice.
  static std::mutex one_at_a_time;
  const std::lock_guard lock(one_at_a_time);
  std::string wanted;
  for (const ObjectId& id : ids) {
    if (!has_object(handle, id)) wanted += id.hex() + "\n";
  }
  if (wanted.empty()) return {};
  // One request for all. `git cat-file` would fetch one pack an object.
  Result<process::Outcome> outcome = ask_git(
      handle,
      {"-c", "gc.auto=0", "-c", "maintenance.auto=false", "-c", "fetch.negotiationAlgorithm=noop",
       "fetch", "-q", "--no-tags", "--no-write-fetch-head", "--recurse-submodules=no",
       "--filter=blob:none", "--stdin", "--end-of-options", handle.promisor},
      wanted);
  if (!outcome) return outcome.error();
  git_odb_refresh(handle.objects.get());
  if (outcome->succeeded()) return {};
  return Error{ErrorKind::unavailable,
               "cannot fetch what the partial clone lacks: " + words_of_git(*outcome),
               {},
               "git fetch " + handle.promisor};
}

Result<process::Outcome> ask_git(const Handle& handle, std::vector<std::string> arguments,
                                 std::string_view input) {
  return run_git(handle.start_folder, pinned(handle), std::move(arguments), input);
}

Result<process::Outcome> ask_git_at_top(const Handle& handle, std::vector<std::string> arguments,
                                        std::string_view input) {
  const std::string& top = handle.is_bare ? handle.git_folder : handle.worktree;
  return run_git(top, pinned(handle), std::move(arguments), input);
}

}  // namespace dcr::git
