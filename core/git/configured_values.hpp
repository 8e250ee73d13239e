// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/repository.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dcr::git {

/// Every value of a key that may be given several times (`dcr.protected`), in git's order, as the
/// git program reads them.
///
/// Errors: those of starting git; git in its own words.
Result<std::vector<std::string>> configured_values(const Repository& repository,
                                                   const Environment& environment,
                                                   std::string_view key);

}  // namespace dcr::git
