// SPDX-License-Identifier: Apache-2.0
#include "core/git/tree_snapshot.hpp"

#include "core/base/text.hpp"
#include "core/git/content.hpp"
#include "core/git/snapshots.hpp"
#include "core/git/tree_walk.hpp"

#include <fmt/format.h>

#include <optional>

namespace dcr::git {

namespace {

/// The tree that the first line of a commit names.
Result<ObjectId> tree_of_commit(const Handle& handle, const ObjectId& commit) {
  const auto object = read_object(handle, commit, GIT_OBJECT_COMMIT);
  if (!object) return object.error();
  constexpr std::string_view mark = "tree ";
  constexpr std::size_t digits = 40;
  const std::string_view content = object->content();
  git_oid oid;
  if (content.size() < mark.size() + digits || content.substr(0, mark.size()) != mark ||
      git_oid_fromstrn(&oid, content.data() + mark.size(), digits) < 0) {
    return Error{ErrorKind::git,
                 fmt::format("the commit {} is damaged: it names no tree", commit.hex()),
                 {},
                 "git fsck lists what is damaged"};
  }
  return from_oid(oid);
}

}  // namespace

Error no_such_file(std::string_view path) {
  return {ErrorKind::not_found, fmt::format("no file '{}'", printable(path)), {}, {}};
}

Result<std::vector<FileRef>> TreeSnapshot::list(const PathFilter& filter) const {
  std::vector<FileRef> files;
  if (!filter.may_match_below("")) return files;
  if (auto done = list_tree(*handle_, tree_, "", filter, files); !done) return done.error();
  return files;
}

Result<std::string> TreeSnapshot::read(const FileRef& file) const {
  return read_blob(*handle_, file.id);
}

Result<FileRef> TreeSnapshot::find(std::string_view path) const {
  auto found = find_in_tree(*handle_, tree_, path);
  if (!found) return found.error();
  if (!*found) return no_such_file(path);
  return std::move(**found);
}

Result<std::unique_ptr<Snapshot>> make_tree_snapshot(std::shared_ptr<const Handle> handle,
                                                     const ObjectId& commit,
                                                     std::string_view folder) {
  const auto root = tree_of_commit(*handle, commit);
  if (!root) return root.error();
  const auto tree = find_folder(*handle, *root, folder);
  if (!tree) return tree.error();
  if (!*tree) {
    return Error{ErrorKind::not_found,
                 fmt::format("no folder '{}' in commit {}", printable(folder), commit.short_hex()),
                 {},
                 {}};
  }
  return std::unique_ptr<Snapshot>(std::make_unique<TreeSnapshot>(std::move(handle), **tree));
}

}  // namespace dcr::git
