// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"

#include <chrono>
#include <string>

namespace dcr::cli {

/// The value of `--timeout`: a number of seconds above 0, fractions too.
///
/// Errors: usage.
Result<std::chrono::milliseconds> parse_timeout(const std::string& text);

}  // namespace dcr::cli
