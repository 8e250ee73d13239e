// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/snapshot.hpp"

#include <git2.h>

#include <string_view>

namespace dcr::git {

/// The id that content of a type has, for finding damage: unlike git_odb_hash it does not look for
/// the traces of a SHA-1 collision. That is dear, and git does it when an object arrives.
[[nodiscard]] ObjectId object_hash(git_object_t type, std::string_view content);

}  // namespace dcr::git
