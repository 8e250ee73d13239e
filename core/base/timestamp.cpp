// SPDX-License-Identifier: Apache-2.0
#include "core/base/timestamp.hpp"

#include <fmt/format.h>

#include <chrono>

namespace dcr {
namespace {

// The first and last second that four digits of a year can say.
constexpr std::int64_t first_second = -62167219200;  // 0000-01-01T00:00:00Z
constexpr std::int64_t last_second = 253402300799;   // 9999-12-31T23:59:59Z

bool has_four_digit_year(std::int64_t seconds) {
  return seconds >= first_second && seconds <= last_second;
}

std::string day_text(std::chrono::sys_days day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

}  // namespace

std::string utc_text(std::int64_t seconds) {
  if (!has_four_digit_year(seconds)) return fmt::format("@{}", seconds);
  const std::chrono::sys_seconds moment{std::chrono::seconds(seconds)};
  const auto day = std::chrono::floor<std::chrono::days>(moment);
  const std::chrono::hh_mm_ss time(moment - day);
  return fmt::format("{}T{:02}:{:02}:{:02}Z", day_text(day), time.hours().count(),
                     time.minutes().count(), time.seconds().count());
}

std::string utc_day(std::int64_t seconds) {
  if (!has_four_digit_year(seconds)) return fmt::format("@{}", seconds);
  const std::chrono::sys_seconds moment{std::chrono::seconds(seconds)};
  return day_text(std::chrono::floor<std::chrono::days>(moment));
}

}  // namespace dcr
