// SPDX-License-Identifier: Apache-2.0
#include "core/compat/service_level.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace dcr {
namespace {

enum class Looser { larger, smaller, earlier, none };

/// Letters and digits only, in lower case: `timeToDetect`, `time_to_detect` and `Time to detect`
/// are one property.
std::string folded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || c == '%') {
      out += static_cast<char>(std::tolower(byte));
    }
  }
  return out;
}

constexpr auto directions = std::to_array<std::pair<std::string_view, Looser>>({
    {"latency", Looser::larger},
    {"ly", Looser::larger},
    {"freshness", Looser::larger},
    {"frequency", Looser::larger},
    {"fy", Looser::larger},
    {"timetodetect", Looser::larger},
    {"td", Looser::larger},
    {"timetonotify", Looser::larger},
    {"tn", Looser::larger},
    {"timetorepair", Looser::larger},
    {"tr", Looser::larger},
    {"errorrate", Looser::larger},
    {"er", Looser::larger},
    {"responsetime", Looser::larger},
    {"recoverytime", Looser::larger},
    {"recoverypoint", Looser::larger},
    {"availability", Looser::smaller},
    {"av", Looser::smaller},
    {"throughput", Looser::smaller},
    {"th", Looser::smaller},
    {"retention", Looser::smaller},
    {"re", Looser::smaller},
    {"endofsupport", Looser::earlier},
    {"es", Looser::earlier},
    {"endoflife", Looser::earlier},
    {"el", Looser::earlier},
});

Looser looser_way(const ServiceLevel& level) {
  const std::string name = folded(level.property);
  const auto found = std::ranges::find(directions, name, &decltype(directions)::value_type::first);
  return found == directions.end() ? Looser::none : found->second;
}

constexpr double seconds_per_day = 86400;

/// Seconds of a unit of time; empty for any other unit.
std::optional<double> seconds_of(std::string_view unit) {
  static constexpr auto units = std::to_array<std::pair<std::string_view, double>>({
      {"ms", 0.001},
      {"millisecond", 0.001},
      {"s", 1},
      {"sec", 1},
      {"second", 1},
      {"m", 60},
      {"min", 60},
      {"minute", 60},
      {"h", 3600},
      {"hr", 3600},
      {"hour", 3600},
      {"d", seconds_per_day},
      {"day", seconds_per_day},
      {"w", 7 * seconds_per_day},
      {"week", 7 * seconds_per_day},
      {"mo", 30.4375 * seconds_per_day},
      {"month", 30.4375 * seconds_per_day},
      {"y", 365.25 * seconds_per_day},
      {"yr", 365.25 * seconds_per_day},
      {"year", 365.25 * seconds_per_day},
  });
  std::string word = folded(unit);
  for (int round = 0; round < 2; ++round) {
    const auto found = std::ranges::find(units, word, &decltype(units)::value_type::first);
    if (found != units.end()) {
      return found->second;
    }
    if (word.size() < 2 || word.back() != 's') {
      break;
    }
    word.pop_back();  // A plural.
  }
  return std::nullopt;
}

/// A value in a unit that comparison understands: seconds for durations.
struct Quantity {
  double value = 0;
  std::string unit;
};

std::optional<double> leading_number(std::string_view& text) {
  double value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc{}) {
    return std::nullopt;
  }
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

/// The seconds of an ISO 8601 duration, `P1DT12H`; empty when the text is none.
std::optional<double> iso_duration(std::string_view text) {
  if (text.size() < 3 || text.front() != 'P') {
    return std::nullopt;
  }
  text.remove_prefix(1);
  bool in_time = false;
  double seconds = 0;
  while (!text.empty()) {
    if (text.front() == 'T') {
      in_time = true;
      text.remove_prefix(1);
      continue;
    }
    const auto amount = leading_number(text);
    if (!amount || text.empty()) {
      return std::nullopt;
    }
    const char letter = text.front();
    text.remove_prefix(1);
    const std::string_view unit = letter == 'Y'   ? "y"
                                  : letter == 'W' ? "w"
                                  : letter == 'D' ? "d"
                                  : letter == 'H' ? "h"
                                  : letter == 'S' ? "s"
                                  : letter == 'M' ? (in_time ? "m" : "mo")
                                                  : "";
    const auto scale = seconds_of(unit);
    if (unit.empty() || !scale) {
      return std::nullopt;
    }
    seconds += *amount * *scale;
  }
  return seconds;
}

/// Promises that are a word: how often, and for how long.
std::optional<double> seconds_of_word(std::string_view text) {
  if (text == "unlimited") {
    return std::numeric_limits<double>::infinity();
  }
  static constexpr auto words = std::to_array<std::pair<std::string_view, std::string_view>>({
      {"hourly", "h"},
      {"daily", "d"},
      {"weekly", "w"},
      {"monthly", "mo"},
      {"yearly", "y"},
      {"annually", "y"},
  });
  const auto found = std::ranges::find(words, folded(text), &decltype(words)::value_type::first);
  return found == words.end() ? std::nullopt : seconds_of(found->second);
}

/// One spelling for each unit that is no time.
std::string unit_name(std::string unit) {
  return unit == "percent" || unit == "pct" || unit == "percentage" ? "%" : unit;
}

std::optional<Quantity> quantity(const ServiceLevel& level) {
  if (const auto word = seconds_of_word(level.value)) {
    return Quantity{*word, "seconds"};
  }
  if (const auto duration = iso_duration(level.value)) {
    return Quantity{*duration, "seconds"};
  }
  std::string_view rest = level.value;
  const auto amount = leading_number(rest);
  if (!amount) {
    return std::nullopt;
  }
  const std::string unit = unit_name(folded(rest.empty() ? std::string_view(level.unit) : rest));
  if (const auto scale = seconds_of(unit)) {
    return Quantity{*amount * *scale, "seconds"};
  }
  return Quantity{*amount, unit};
}

/// Whether the text begins as an ISO date does; such texts order as they spell.
bool is_date(std::string_view text) {
  static constexpr std::string_view shape = "0000-00-00";
  return text.size() >= shape.size() &&
         std::equal(shape.begin(), shape.end(), text.begin(), [](char wanted, char c) {
           return wanted == '0' ? std::isdigit(static_cast<unsigned char>(c)) != 0 : c == wanted;
         });
}

LevelChange by_order(bool grew, Looser way) {
  const bool looser = grew == (way == Looser::larger);
  return looser ? LevelChange::loosened : LevelChange::tightened;
}

}  // namespace

LevelChange compare_levels(const ServiceLevel& before, const ServiceLevel& after) {
  if (before.value == after.value &&
      unit_name(folded(before.unit)) == unit_name(folded(after.unit))) {
    return LevelChange::none;
  }
  const Looser way = looser_way(after);
  if (way == Looser::earlier) {
    if (!is_date(before.value) || !is_date(after.value)) {
      return LevelChange::incomparable;
    }
    return before.value == after.value ? LevelChange::none
                                       : by_order(after.value > before.value, way);
  }
  const auto was = quantity(before);
  const auto is = quantity(after);
  if (!was || !is || was->unit != is->unit) {
    return LevelChange::incomparable;
  }
  if (was->value == is->value) {
    return LevelChange::none;
  }
  if (way == Looser::none) {
    return LevelChange::incomparable;
  }
  return by_order(is->value > was->value, way);
}

std::optional<double> promised_lag(const Contract& contract) {
  if (contract.freshness_sla) return contract.freshness_sla->max_lag_seconds.value;
  for (const auto& names : {std::pair{"freshness", "freshness"}, std::pair{"latency", "ly"}}) {
    std::optional<double> least;
    for (const ServiceLevel& level : contract.service_levels) {
      const std::string property = folded(level.property);
      if (property != names.first && property != names.second) continue;
      const auto promised = quantity(level);
      if (!promised || promised->unit != "seconds" || !std::isfinite(promised->value)) continue;
      least = std::min(least.value_or(promised->value), promised->value);
    }
    if (least) return least;
  }
  return std::nullopt;
}

}  // namespace dcr
