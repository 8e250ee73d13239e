// SPDX-License-Identifier: Apache-2.0
#include "core/base/steps.hpp"
#include "core/compat/diff_parts.hpp"
#include "core/compat/service_level.hpp"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

namespace dcr::diff_parts {
namespace {

std::string seconds_text(double seconds) { return fmt::format("{}", seconds); }

std::string level_text(const ServiceLevel& level) {
  return level.unit.empty() ? level.value : fmt::format("{} {}", level.value, level.unit);
}

std::string level_name(const ServiceLevel& level) {
  std::string name = level.property;
  if (!level.element.empty()) {
    name += fmt::format(" of '{}'", level.element);
  }
  if (!level.driver.empty()) {
    name += fmt::format(" ({})", level.driver);
  }
  return name;
}

/// The levels of the new side, for those of the old one to find their counterparts in.
class Promises {
 public:
  Promises(const std::vector<ServiceLevel>& levels, std::vector<bool> taken, Sides sides)
      : taken_(std::move(taken)), sides_(sides) {
    for (std::size_t i = 0; i < levels.size(); ++i) {
      if (taken_[i]) continue;
      for (const Key& key : {key_of(levels[i]), key_of(levels[i], Element::any)}) {
        lines_[key].places.push_back(i);
      }
    }
  }

  /// Takes the first that is left of those which promise the same. Formats spell the element in
  /// ways of their own, `orders.updated_at` and `updated_at`, or leave it out.
  std::optional<std::size_t> take(const ServiceLevel& level) {
    const bool fuzzy = sides_ == Sides::two_formats;
    auto found =
        first(fuzzy && level.element.empty() ? key_of(level, Element::any) : key_of(level));
    if (fuzzy && !level.element.empty()) {
      const auto unsaid = first(key_of(level, Element::unsaid));
      if (unsaid && (!found || *unsaid < *found)) found = unsaid;
    }
    if (found) taken_[*found] = true;
    return found;
  }

  [[nodiscard]] bool is_taken(std::size_t index) const { return taken_[index]; }

 private:
  enum class Element { named, unsaid, any };
  using Key = std::tuple<std::string, std::string, Element, std::string>;  // property, driver
  struct Line {
    std::vector<std::size_t> places;
    std::size_t next = 0;  // those before it are taken
  };

  static Key key_of(const ServiceLevel& level, Element element) {
    return {level.property, level.driver, element, ""};
  }
  [[nodiscard]] Key key_of(const ServiceLevel& level) const {
    if (level.element.empty()) return key_of(level, Element::unsaid);
    const std::size_t name = sides_ == Sides::two_formats ? level.element.rfind('.') + 1 : 0;
    return {level.property, level.driver, Element::named, level.element.substr(name)};
  }
  std::optional<std::size_t> first(const Key& key) {
    auto& [places, next] = lines_[key];
    count_steps();
    for (; next < places.size() && taken_[places[next]]; ++next) count_steps();
    return next < places.size() ? std::optional(places[next]) : std::nullopt;
  }

  std::vector<bool> taken_;
  Sides sides_;
  std::map<Key, Line> lines_;
};

/// The promise of a native contract's freshness_sla, where the other format has levels for it.
struct Lag {
  std::optional<double> seconds;
  Span at;
  std::vector<bool> taken;  ///< the levels it is read from, by their index
};

Lag lag_of(const Contract& contract) {
  Lag lag{promised_lag(contract), {}, std::vector<bool>(contract.service_levels.size(), false)};
  if (contract.freshness_sla) {
    lag.at = contract.freshness_sla->max_lag_seconds.at;
    return lag;
  }
  for (const char* property : {"freshness", "latency"}) {
    for (std::size_t i = 0; i < lag.taken.size(); ++i) {
      if (contract.service_levels[i].property != property) {
        continue;
      }
      lag.taken[i] = true;
      lag.at = contract.service_levels[i].at;
    }
    if (lag.at.known()) {
      break;
    }
  }
  return lag;
}

void diff_lag(const Lag& was, const Lag& is, const Block& block, std::vector<Change>& changes) {
  if (!was.seconds && !is.seconds) {
    return;
  }
  if (!is.seconds) {
    changes.push_back(
        removed(ChangeKind::freshness_removed, "", seconds_text(*was.seconds), was.at, block));
    return;
  }
  if (!was.seconds) {
    changes.push_back(
        changed(ChangeKind::freshness_tightened, "", "", seconds_text(*is.seconds), {}, is.at));
    return;
  }
  if (*was.seconds != *is.seconds) {
    const bool looser = *is.seconds > *was.seconds;
    changes.push_back(
        changed(looser ? ChangeKind::freshness_loosened : ChangeKind::freshness_tightened, "",
                seconds_text(*was.seconds), seconds_text(*is.seconds), was.at, is.at));
  }
}

void diff_freshness(const Contract& before, const Contract& after, const Lag& was, const Lag& is,
                    const Block& block, std::vector<Change>& changes) {
  diff_lag(was, is, block, changes);
  if (!before.freshness_sla || !after.freshness_sla) {
    return;
  }
  if (before.freshness_sla->measurement != after.freshness_sla->measurement) {
    changes.push_back(changed(ChangeKind::other_changed, "", before.freshness_sla->measurement,
                              after.freshness_sla->measurement, was.at, is.at));
    changes.back().detail = "measurement";
  }
}

/// Compares a level with its counterpart; nullptr = it is gone.
void diff_level(const ServiceLevel& was, const ServiceLevel* is, const Block& block,
                std::vector<Change>& changes) {
  Change change{.kind = ChangeKind::sla_removed};
  if (is == nullptr) {
    change = removed(ChangeKind::sla_removed, "", level_text(was), was.at, block);
  } else {
    const LevelChange moved = compare_levels(was, *is);
    if (moved == LevelChange::none) {
      return;
    }
    const ChangeKind kind = moved == LevelChange::loosened    ? ChangeKind::sla_loosened
                            : moved == LevelChange::tightened ? ChangeKind::sla_tightened
                                                              : ChangeKind::sla_incomparable;
    change = changed(kind, "", level_text(was), level_text(*is), was.at, is->at);
  }
  change.detail = level_name(was);
  changes.push_back(std::move(change));
}

}  // namespace

void diff_service_levels(const Contract& before, const Contract& after, const Block& block,
                         Sides sides, std::vector<Change>& changes) {
  Lag was_lag = lag_of(before);
  Lag is_lag = lag_of(after);
  // A level is compared as a freshness_sla only where the other side has one.
  const bool either = before.freshness_sla || after.freshness_sla;
  const bool as_lag = either && (sides == Sides::two_formats);
  std::vector<bool> compared(before.service_levels.size(), false);
  std::vector<bool> taken(after.service_levels.size(), false);
  if (as_lag) {
    compared = was_lag.taken;
    taken = is_lag.taken;
  } else {
    if (!before.freshness_sla) was_lag.seconds.reset();
    if (!after.freshness_sla) is_lag.seconds.reset();
  }
  diff_freshness(before, after, was_lag, is_lag, block, changes);
  Promises promises(after.service_levels, std::move(taken), sides);
  // A file may state one promise twice: the nth pairs with the nth.
  for (std::size_t which = 0; which < compared.size(); ++which) {
    if (compared[which]) {
      continue;
    }
    const ServiceLevel& was = before.service_levels[which];
    const auto counterpart = promises.take(was);
    diff_level(was, counterpart ? &after.service_levels[*counterpart] : nullptr, block, changes);
  }
  for (std::size_t i = 0; i < after.service_levels.size(); ++i) {
    if (!promises.is_taken(i)) {
      const ServiceLevel& is = after.service_levels[i];
      Change change = changed(ChangeKind::sla_tightened, "", "", level_text(is), {}, is.at);
      change.detail = level_name(is);
      changes.push_back(std::move(change));
    }
  }
}

}  // namespace dcr::diff_parts
