// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace dcr::report {

/// Columns that `text` takes on a terminal: wide East Asian characters and emoji take two, marks
/// that join the character before them none.
///
/// Units: `text` is UTF-8 that printable() let pass.
[[nodiscard]] std::size_t display_width(std::string_view text);

/// Bytes of the first character of a text that is not empty; of bytes that are not UTF-8 a few.
[[nodiscard]] std::size_t character_length(std::string_view text);

}  // namespace dcr::report
