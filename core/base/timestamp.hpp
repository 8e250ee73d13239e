// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace dcr {

/// "2026-11-21T05:30:00Z"; a moment outside the years 0 to 9999 is "@" and the seconds, as git
/// writes it.
///
/// Units: seconds since 1970 UTC.
/// Source: RFC 3339.
[[nodiscard]] std::string utc_text(std::int64_t seconds);

/// The day of the moment, UTC: "2026-11-21".
[[nodiscard]] std::string utc_day(std::int64_t seconds);

}  // namespace dcr
