// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/handle.hpp"

#include <cstddef>
#include <memory>

namespace dcr::git {

/// Finds and opens the repository; see Repository::open. `beside` is that of Repository::beside, or
/// 0.
Result<std::shared_ptr<const Handle>> open_handle(const OpenOptions& options,
                                                  std::size_t beside = 0);

}  // namespace dcr::git
