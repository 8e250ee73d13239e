// SPDX-License-Identifier: Apache-2.0
#include "core/compat/diff_parts.hpp"
#include "core/compat/service_level.hpp"

#include <fmt/format.h>

#include <algorithm>

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

bool is_same_promise(const ServiceLevel& a, const ServiceLevel& b) {
  return a.property == b.property && a.element == b.element && a.driver == b.driver;
}

void diff_freshness(const Contract& before, const Contract& after, const Block& block,
                    std::vector<Change>& changes) {
  if (!before.freshness_sla && !after.freshness_sla) {
    return;
  }
  if (!after.freshness_sla) {
    const auto& lag = before.freshness_sla->max_lag_seconds;
    changes.push_back(
        removed(ChangeKind::freshness_removed, "", seconds_text(lag.value), lag.at, block));
    return;
  }
  const auto& is = after.freshness_sla->max_lag_seconds;
  if (!before.freshness_sla) {
    changes.push_back(
        changed(ChangeKind::freshness_tightened, "", "", seconds_text(is.value), {}, is.at));
    return;
  }
  const auto& was = before.freshness_sla->max_lag_seconds;
  if (was.value != is.value) {
    const bool looser = is.value > was.value;
    changes.push_back(
        changed(looser ? ChangeKind::freshness_loosened : ChangeKind::freshness_tightened, "",
                seconds_text(was.value), seconds_text(is.value), was.at, is.at));
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
                         std::vector<Change>& changes) {
  diff_freshness(before, after, block, changes);
  // A file may state one promise twice: the nth pairs with the nth.
  std::vector<bool> taken(after.service_levels.size(), false);
  for (const ServiceLevel& was : before.service_levels) {
    const ServiceLevel* counterpart = nullptr;
    for (std::size_t i = 0; i < taken.size() && counterpart == nullptr; ++i) {
      if (!taken[i] && is_same_promise(was, after.service_levels[i])) {
        taken[i] = true;
        counterpart = &after.service_levels[i];
      }
    }
    diff_level(was, counterpart, block, changes);
  }
  for (std::size_t i = 0; i < taken.size(); ++i) {
    if (!taken[i]) {
      const ServiceLevel& is = after.service_levels[i];
      Change change = changed(ChangeKind::sla_tightened, "", "", level_text(is), {}, is.at);
      change.detail = level_name(is);
      changes.push_back(std::move(change));
    }
  }
}

}  // namespace dcr::diff_parts
