// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/exit_code.hpp"
#include "core/base/result.hpp"

#include <filesystem>
#include <string_view>

namespace dcr::cli {

class Session;

/// Writes below `root` what makes a CI system ("github", "gitlab") run dcr; files that are there
/// stay as they are. No when one of them does not run dcr: then it is said what it lacks.
///
/// Errors: io.
Result<ExitCode> write_ci(const Session& session, const std::filesystem::path& root,
                          std::string_view system);

}  // namespace dcr::cli
