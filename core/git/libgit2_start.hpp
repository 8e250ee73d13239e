// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace dcr::git {

/// Initialises libgit2 once, with what dcr needs of it; later calls do nothing.
void start_libgit2();

}  // namespace dcr::git
