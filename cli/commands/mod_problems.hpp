// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/problem.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace dcr::cli {

/// A problem of one mod, or of the registry where `mod` is empty.
struct ModProblem {
  std::string mod;
  Problem problem;
};

[[nodiscard]] std::size_t count_errors(const std::vector<ModProblem>& problems);

/// `PATH:LINE:COLUMN: error: mod 'x': message`, a line each, with the way out below.
[[nodiscard]] std::string problems_text(const std::vector<ModProblem>& problems,
                                        const std::string& path);

/// `[{mod, severity, field, message, help, path, line, column}]`.
[[nodiscard]] nlohmann::ordered_json problems_json(const std::vector<ModProblem>& problems,
                                                   const std::string& path);

}  // namespace dcr::cli
