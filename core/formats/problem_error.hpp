// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/problem.hpp"
#include "core/base/result.hpp"

#include <string_view>
#include <vector>

namespace dcr::formats {

/// One error for all of `problems`, of which there is at least one: the first with its place, the
/// others a line each. For files that dcr cannot go on without, unlike a contract.
[[nodiscard]] Error error_of(const std::vector<Problem>& problems, std::string_view path,
                             ErrorKind kind);

}  // namespace dcr::formats
