// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace dcr::git {

/// Initialises libgit2 once, with what dcr needs of it; later calls do nothing.
void start_libgit2();

/// "1.5.1".
[[nodiscard]] std::string libgit2_version();

}  // namespace dcr::git
