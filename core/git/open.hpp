// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/handle.hpp"

#include <memory>

namespace dcr::git {

/// Finds and opens the repository; see Repository::open.
Result<std::shared_ptr<const Handle>> open_handle(const OpenOptions& options);

}  // namespace dcr::git
