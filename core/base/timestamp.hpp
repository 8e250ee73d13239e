// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace dcr {

/// A moment.
///
/// Units: seconds since 1970 UTC, leap seconds not counted; nanoseconds from 0 to 999999999.
struct Timestamp {
  std::int64_t seconds = 0;
  std::int32_t nanoseconds = 0;

  friend auto operator<=>(const Timestamp&, const Timestamp&) = default;
};

/// From `earlier` to `later`; negative when it is the other way round.
///
/// Units: seconds.
[[nodiscard]] double seconds_between(const Timestamp& earlier, const Timestamp& later);

/// Reads "2026-11-21T05:30:00.25+01:00", also with a space for the T, without seconds, without a
/// zone (UTC), with "UTC" or an offset as "+0100" or "+01" for one, or a day alone (its first
/// moment). The leap second 23:59:60 UTC is the first of the next day; digits beyond nanoseconds
/// are dropped.
///
/// Errors: usage, saying which part is wrong.
/// Source: RFC 3339, and what of ISO 8601 databases write.
Result<Timestamp> parse_timestamp(std::string_view text);

/// "2026-11-21T05:30:00Z"; a moment outside the years 0 to 9999 is "@" and the seconds, as git
/// writes it.
///
/// Units: seconds since 1970 UTC.
/// Source: RFC 3339.
[[nodiscard]] std::string utc_text(std::int64_t seconds);

/// The day of the moment, UTC: "2026-11-21".
[[nodiscard]] std::string utc_day(std::int64_t seconds);

}  // namespace dcr
