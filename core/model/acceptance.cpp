// SPDX-License-Identifier: Apache-2.0
#include "core/model/acceptance.hpp"

#include <fmt/format.h>

namespace dcr {
namespace {

std::optional<int> digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

int days_in(int year, int month) {
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  if (month == 2) return leap ? 29 : 28;
  const bool short_month = month == 4 || month == 6 || month == 9 || month == 11;
  return short_month ? 30 : 31;
}

}  // namespace

std::optional<Date> Date::parse(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const std::optional<int> year = digits(text.substr(0, 4));
  const std::optional<int> month = digits(text.substr(5, 2));
  const std::optional<int> day = digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  if (*year < 1 || *month < 1 || *month > 12 || *day < 1) return std::nullopt;
  if (*day > days_in(*year, *month)) return std::nullopt;
  return Date{*year, *month, *day};
}

std::string Date::text() const { return fmt::format("{:04}-{:02}-{:02}", year, month, day); }

}  // namespace dcr
