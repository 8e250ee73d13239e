// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.hpp"
#include "core/base/timestamp.hpp"

#include <fmt/format.h>

#include <chrono>
#include <optional>

namespace dcr {
namespace {

/// Takes a timestamp apart from left to right. The first fault found is kept.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text), rest_(text) {}

  Result<Timestamp> read() {
    const std::chrono::sys_days day = read_day();
    std::chrono::seconds time{0};
    if (!fault_.empty()) return failure();
    if (!rest_.empty()) {
      if (!take('T') && !take('t') && !take(' ')) return failure("a 'T' is missing after the day");
      time = read_time();
      read_fraction();
      time -= read_zone();
      if (fault_.empty() && !rest_.empty())
        fault_ = "its zone is neither Z nor an offset as +01:00";
    }
    if (!fault_.empty()) return failure();
    return finish(std::chrono::sys_seconds(day) + time);
  }

 private:
  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  void fail(std::string fault) {
    if (fault_.empty()) fault_ = std::move(fault);
  }

  Error failure(std::string_view fault = {}) {
    return {ErrorKind::usage,
            fmt::format("'{}' is no timestamp: {}", printable(text_.substr(0, longest_quoted)),
                        fault.empty() ? fault_ : fault),
            {},
            "write it as 2026-11-21T05:30:00Z"};
  }

  /// Exactly `width` digits, of a number of at most `most`.
  int number(std::size_t width, int least, int most, std::string_view what) {
    const std::string_view digits = rest_.substr(0, width);
    if (digits.size() < width || digits.find_first_not_of("0123456789") != std::string_view::npos) {
      fail(fmt::format("its {} is not {} digits", what, width));
      return least;
    }
    int value = 0;
    for (const char digit : digits) value = value * 10 + (digit - '0');
    if (value < least || value > most) fail(fmt::format("there is no {} {}", what, digits));
    rest_.remove_prefix(width);
    return value;
  }

  void divider(char c, std::string_view between) {
    if (fault_.empty() && !take(c)) fail(fmt::format("a '{}' is missing {}", c, between));
  }

  std::chrono::sys_days read_day() {
    const int year = number(4, 0, 9999, "year");
    divider('-', "after the year");
    const int month = number(2, 1, 12, "month");
    divider('-', "after the month");
    const int day = number(2, 1, 31, "day");
    const std::chrono::year_month_day date{std::chrono::year(year),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (fault_.empty() && !date.ok()) {
      fail(fmt::format("there is no day {} in {:04}-{:02}", day, year, month));
    }
    return fault_.empty() ? std::chrono::sys_days(date) : std::chrono::sys_days{};
  }

  std::chrono::seconds read_time() {
    const int hour = number(2, 0, 23, "hour");
    divider(':', "after the hour");
    const int minute = number(2, 0, 59, "minute");
    int second = 0;
    if (fault_.empty() && take(':')) {
      second = number(2, 0, 60, "second");
      leap_second_ = second == 60;
      has_seconds_ = true;
    }
    return std::chrono::hours(hour) + std::chrono::minutes(minute) + std::chrono::seconds(second);
  }

  void read_fraction() {
    if (!fault_.empty() || !has_seconds_ || (!take('.') && !take(','))) return;
    std::size_t digits = 0;
    for (; digits < rest_.size() && rest_[digits] >= '0' && rest_[digits] <= '9'; ++digits) {
      if (digits < 9) nanoseconds_ = nanoseconds_ * 10 + (rest_[digits] - '0');
    }
    if (digits == 0) fail("no digit follows the point of its seconds");
    for (std::size_t i = digits; i < 9; ++i) nanoseconds_ *= 10;
    rest_.remove_prefix(digits);
  }

  /// How far the zone is ahead of UTC.
  std::chrono::seconds read_zone() {
    if (rest_.starts_with(' ')) rest_.remove_prefix(1);  // as databases print: 05:30:00 +00
    if (!fault_.empty() || rest_.empty() || take('Z') || take('z')) return {};
    if (rest_ == "UTC") {
      rest_ = {};
      return {};
    }
    const bool west = rest_.starts_with('-');
    if (!west && !rest_.starts_with('+')) return {};
    rest_.remove_prefix(1);
    const int hours = number(2, 0, 23, "hour of an offset");
    const bool colon = take(':');
    const int minutes = colon || !rest_.empty() ? number(2, 0, 59, "minute of an offset") : 0;
    const std::chrono::seconds ahead = std::chrono::hours(hours) + std::chrono::minutes(minutes);
    return west ? -ahead : ahead;
  }

  Result<Timestamp> finish(std::chrono::sys_seconds moment) {
    // What was read as 23:59:60 lies on midnight now, if it is one that can be.
    if (leap_second_ && moment != std::chrono::floor<std::chrono::days>(moment)) {
      return failure("a second 60 is only at 23:59 UTC");
    }
    // An offset can lead out of the years that four digits can say.
    if (utc_text(moment.time_since_epoch().count()).starts_with('@')) {
      return failure("it lies outside of the years 0 to 9999");
    }
    return Timestamp{moment.time_since_epoch().count(), nanoseconds_};
  }

  static constexpr std::size_t longest_quoted = 40;

  std::string_view text_;
  std::string_view rest_;
  std::string fault_;
  std::int32_t nanoseconds_ = 0;
  bool has_seconds_ = false;
  bool leap_second_ = false;
};

}  // namespace

double seconds_between(const Timestamp& earlier, const Timestamp& later) {
  const auto whole = static_cast<double>(later.seconds - earlier.seconds);
  return whole + static_cast<double>(later.nanoseconds - earlier.nanoseconds) / 1e9;
}

Result<Timestamp> parse_timestamp(std::string_view text) {
  if (text.empty()) {
    return Error{ErrorKind::usage, "there is no timestamp", {}, "write it as 2026-11-21T05:30:00Z"};
  }
  return Reader(text).read();
}

}  // namespace dcr
