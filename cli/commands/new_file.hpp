// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"

#include <filesystem>
#include <string_view>

namespace dcr::cli {

enum class Written { now, was_there };

/// Writes a file that is not there yet, and its folders.
///
/// Errors: io.
Result<Written> write_new(const std::filesystem::path& path, std::string_view text);

}  // namespace dcr::cli
