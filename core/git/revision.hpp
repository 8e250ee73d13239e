// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/handle.hpp"

#include <string_view>

namespace dcr::git {

/// See Repository::resolve.
Result<Revision> resolve_revision(const Handle& handle, std::string_view text);

}  // namespace dcr::git
