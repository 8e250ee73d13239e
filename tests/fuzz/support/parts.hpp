// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace dcr::fuzz {

/// The texts between lines of `=====`, the last one with all that is left: always `count` of them,
/// empty where the input has fewer.
[[nodiscard]] std::vector<std::string_view> parts_of(std::string_view input, std::size_t count);

/// The lines of a text, at most `most` of them.
[[nodiscard]] std::vector<std::string_view> lines_of(std::string_view text, std::size_t most);

}  // namespace dcr::fuzz
