// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace dcr {

/// Whether a field classified `after` is more sensitive than one classified `before`. Nothing said
/// is least; a word dcr cannot rank counts as raised, so that nobody misses it.
[[nodiscard]] bool is_raised(std::string_view before, std::string_view after);

}  // namespace dcr
