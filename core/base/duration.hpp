// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace dcr {

/// A length of time for people, in its two largest units: "1 day 2 h", "3 min 20 s", "45 s".
///
/// Units: whole seconds; a negative one reads as 0 s.
[[nodiscard]] std::string duration_text(std::int64_t seconds);

/// How long ago, in one unit: "3 hours ago", "1 day ago"; below a minute "a moment ago".
[[nodiscard]] std::string age_text(std::int64_t seconds);

}  // namespace dcr
