// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace dcr::cli {

/// "v0.1.0-12-g1a2b3c4d5" or a commit, as `git describe` has it; empty for a release, and where
/// nobody knows. Written by revision.cmake in every build.
[[nodiscard]] std::string_view revision();

}  // namespace dcr::cli
