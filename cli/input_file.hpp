// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"

#include <cstddef>
#include <string>

namespace dcr::cli {

/// What the YAML reader takes is far less; beyond this a file is not even read.
inline constexpr std::size_t largest_input = std::size_t{64} << 20U;

/// The content of a file the user named.
///
/// Errors: io, saying why it cannot be read.
Result<std::string> read_input_file(const std::string& path);

/// "cannot read 'x': why".
[[nodiscard]] Error cannot_read(const std::string& path, std::string_view why);

}  // namespace dcr::cli
