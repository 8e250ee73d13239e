// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/report/report.hpp"

#include <optional>
#include <string>

namespace dcr::report {

/// The first seven digits of a commit id; empty for none.
[[nodiscard]] std::string short_id(const std::optional<std::string>& id);

/// How many there are of what, and the other side: "2 contracts, 1 changed, 1 breaking, against
/// 3f2c1ab (the last commit)", of differences "1 difference: HEAD (3f2c1ab) → working tree".
[[nodiscard]] std::string total_words(const Comparison& comparison);

/// The same of a range: "3 commits judged, 1 breaking step, 3f2c1ab..9a8b7c6".
[[nodiscard]] std::string range_words(const Report& report);

}  // namespace dcr::report
