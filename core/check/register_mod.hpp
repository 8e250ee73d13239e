// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/timestamp.hpp"
#include "core/compat/judge.hpp"
#include "core/config/config.hpp"
#include "core/model/acceptance.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dcr::check {

/// How a mod of a new registry text succeeds the one of the same name in the registered text.
struct ModStep {
  bool was_registered = false;
  std::string previous_version;  ///< empty where it is new
  Judgement judgement;           ///< without issues where it is new

  /// Whether an issue forbids the step.
  [[nodiscard]] bool refused() const;
};

/// Judges the mod `name` of `after` against that of `before`, two texts of the registry at `path`.
[[nodiscard]] ModStep judge_mod(std::string_view before, std::string_view after,
                                const std::string& path, const std::string& name,
                                const Config& config, Date today);

}  // namespace dcr::check
