// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// The parts of a path pattern that Glob is compiled from: braces and character classes.
namespace dcr::glob_braces {

/// The index after the class that begins with the `[` at `open`; npos when it is not closed.
[[nodiscard]] std::size_t class_end(std::string_view pattern, std::size_t open);

/// The brace-free patterns that `pattern` stands for, in the order they are written.
///
/// Errors: bad_config when there are too many.
Result<std::vector<std::string>> expanded(std::string_view pattern);

/// The error about a pattern: "pattern 'x' WHY".
[[nodiscard]] Error refusal(std::string_view pattern, std::string_view why);

}  // namespace dcr::glob_braces
