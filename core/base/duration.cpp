// SPDX-License-Identifier: Apache-2.0
#include "core/base/duration.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace dcr {
namespace {

struct Unit {
  std::int64_t seconds;
  std::string_view word;    ///< counted: "3 days"
  std::string_view symbol;  ///< empty where the word is used
};

constexpr std::array units = {
    Unit{86400, "day", ""},
    Unit{3600, "hour", "h"},
    Unit{60, "minute", "min"},
    Unit{1, "second", "s"},
};

std::string part(std::int64_t number, const Unit& unit) {
  if (unit.symbol.empty()) return counted(static_cast<std::size_t>(number), unit.word);
  return fmt::format("{} {}", number, unit.symbol);
}

}  // namespace

std::string duration_text(std::int64_t seconds) {
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (seconds < units[i].seconds) continue;
    std::string text = part(seconds / units[i].seconds, units[i]);
    if (i + 1 == units.size()) return text;
    const std::int64_t rest = seconds % units[i].seconds / units[i + 1].seconds;
    return rest == 0 ? text : text + " " + part(rest, units[i + 1]);
  }
  return "0 s";
}

std::string age_text(std::int64_t seconds) {
  if (seconds < 60) return "a moment ago";
  for (const Unit& unit : units) {
    if (seconds < unit.seconds) continue;
    return counted(static_cast<std::size_t>(seconds / unit.seconds), unit.word) + " ago";
  }
  return "a moment ago";
}

}  // namespace dcr
