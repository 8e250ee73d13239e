// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/problem.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace dcr::yaml {

/// What keeps these bytes from being read as text at all: their number, their encoding, control
/// characters. yaml-cpp would pass over all of them (a NUL acts as a backslash in 0.7).
[[nodiscard]] std::optional<Problem> check_text(std::string_view bytes, std::size_t most_bytes);

}  // namespace dcr::yaml
