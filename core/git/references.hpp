// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/handle.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dcr::git {

/// See Repository::head.
Result<std::optional<ObjectId>> head_commit(const Handle& handle);
/// See Repository::head_ref.
Result<std::string> head_reference(const Handle& handle);
/// See Repository::merge_heads.
Result<std::vector<ObjectId>> merge_heads(const Handle& handle);
/// See Repository::references.
Result<std::vector<std::pair<std::string, ObjectId>>> references(const Handle& handle,
                                                                 std::string_view pattern);
/// See Repository::symbolic_target.
Result<std::string> symbolic_target(const Handle& handle, std::string_view name);

/// The reference a short name stands for: the first of git's rules that finds one.
///
/// Source: the manual page of gitrevisions, "<refname>".
std::optional<std::string> full_name(const Handle& handle, std::string_view short_name);

/// Branches, tags and remote-tracking branches as people write them: "main", "v1", "origin/main".
std::vector<std::string> short_names(const Handle& handle);

}  // namespace dcr::git
