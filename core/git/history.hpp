// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/handle.hpp"

#include <functional>
#include <optional>
#include <string_view>

namespace dcr::git {

/// What the raw content of a commit says. A hostile one may lack an author or a date; then they are
/// empty, or 0.
///
/// Errors: git when the tree or a parent is not where git writes it.
Result<Commit> parse_commit(const ObjectId& id, std::string_view content);

/// Where a commit stands: the rest of what it says is not looked at.
struct Lineage {
  ObjectId tree;
  std::optional<ObjectId> first_parent;
};

/// Errors: as parse_commit.
Result<Lineage> parse_lineage(const ObjectId& id, std::string_view content);

/// Visits a commit and its first parents, newest first, until `visit` returns false or the root.
///
/// Errors: as Repository::walk_first_parents.
Result<void> walk_lineage(
    const Handle& handle, const ObjectId& tip,
    const std::function<bool(const ObjectId& commit, const ObjectId& tree)>& visit);

/// See Repository::commit.
Result<Commit> read_commit(const Handle& handle, const ObjectId& id);

/// See Repository::walk_first_parents.
Result<void> walk_first_parents(const Handle& handle, const ObjectId& tip,
                                const std::function<bool(const Commit&)>& visit);

/// See Repository::merge_base.
Result<std::optional<ObjectId>> merge_base(const Handle& handle, const ObjectId& a,
                                           const ObjectId& b);

/// See Repository::is_ancestor.
Result<bool> is_ancestor(const Handle& handle, const ObjectId& ancestor, const ObjectId& of);

/// The commit an object leads to through annotated tags; empty when it leads to something else.
///
/// Errors: as read_object.
Result<std::optional<ObjectId>> peeled_to_commit(const Handle& handle, const ObjectId& id);

/// The id of forty lower-case hexadecimal digits; empty for any other text.
std::optional<ObjectId> parse_id(std::string_view hex);

/// "N commits deeper", as the command that gets them: for Error::help in a shallow clone.
inline constexpr const char* deepen_help =
    "git fetch --deepen=100, or git fetch --unshallow for the whole history";

}  // namespace dcr::git
