// SPDX-License-Identifier: Apache-2.0
#include "core/compat/service_level.hpp"

#include <doctest/doctest.h>

#include <array>
#include <utility>
#include <vector>

using dcr::LevelChange;

namespace {

struct Level {
  const char* value;
  const char* unit;
};

struct Case {
  const char* property;
  Level before;
  Level after;
  LevelChange expected;
};

dcr::ServiceLevel level(const char* property, const Level& stated) {
  dcr::ServiceLevel one;
  one.property = property;
  one.value = stated.value;
  one.unit = stated.unit;
  return one;
}

LevelChange compare(const Case& c) {
  return dcr::compare_levels(level(c.property, c.before), level(c.property, c.after));
}

}  // namespace

TEST_CASE("each service level loosens in its own direction") {
  for (const Case& c : std::to_array<Case>({
           {"latency", {"1", "h"}, {"2", "h"}, LevelChange::loosened},
           {"freshness", {"1", "h"}, {"2", "h"}, LevelChange::loosened},
           {"frequency", {"1", "h"}, {"2", "h"}, LevelChange::loosened},
           {"timeToDetect", {"1", "h"}, {"2", "h"}, LevelChange::loosened},
           {"timeToNotify", {"1", "h"}, {"2", "h"}, LevelChange::loosened},
           {"timeToRepair", {"1", "h"}, {"2", "h"}, LevelChange::loosened},
           {"errorRate", {"1", "%"}, {"2", "%"}, LevelChange::loosened},
           {"availability", {"99.9", "%"}, {"99", "%"}, LevelChange::loosened},
           {"throughput", {"100", "rps"}, {"90", "rps"}, LevelChange::loosened},
           {"retention", {"3", "y"}, {"2", "y"}, LevelChange::loosened},
           {"endOfSupport", {"2030-01-01", ""}, {"2029-01-01", ""}, LevelChange::loosened},
           {"endOfLife", {"2030-01-01", ""}, {"2029-12-31", ""}, LevelChange::loosened},
           {"latency", {"2", "h"}, {"1", "h"}, LevelChange::tightened},
           {"retention", {"2", "y"}, {"3", "y"}, LevelChange::tightened},
           {"endOfLife", {"2030-01-01", ""}, {"2031-01-01", ""}, LevelChange::tightened},
       })) {
    CAPTURE(c.property);
    CAPTURE(c.before.value);
    CAPTURE(c.after.value);
    CHECK(compare(c) == c.expected);
  }
}

TEST_CASE("words and percentages compare with what they stand for") {
  for (const Case& c : std::to_array<Case>({
           {"frequency", {"daily", ""}, {"1", "d"}, LevelChange::none},
           {"frequency", {"daily", ""}, {"Weekly", ""}, LevelChange::loosened},
           {"frequency", {"monthly", ""}, {"hourly", ""}, LevelChange::tightened},
           {"frequency", {"daily", ""}, {"now and then", ""}, LevelChange::incomparable},
           {"retention", {"P1Y", ""}, {"unlimited", ""}, LevelChange::tightened},
           {"retention", {"unlimited", ""}, {"100", "y"}, LevelChange::loosened},
           {"retention", {"1 year", ""}, {"P1Y", ""}, LevelChange::none},
           {"availability", {"99.9%", ""}, {"99.9", "percent"}, LevelChange::none},
           {"availability", {"99.9%", ""}, {"99.5", "%"}, LevelChange::loosened},
           {"availability", {"99", "%"}, {"99", "percent"}, LevelChange::none},
           {"responseTime", {"1h", ""}, {"2h", ""}, LevelChange::loosened},
           {"recoveryTime", {"24 hours", ""}, {"12 hours", ""}, LevelChange::tightened},
           {"recoveryPoint", {"1 week", ""}, {"P7D", ""}, LevelChange::none},
       })) {
    CAPTURE(c.property);
    CAPTURE(c.before.value);
    CAPTURE(c.after.value);
    CHECK(compare(c) == c.expected);
  }
}

TEST_CASE("an unlimited freshness promises no lag") {
  dcr::Contract contract;
  contract.service_levels.push_back(level("freshness", {"unlimited", ""}));
  CHECK_FALSE(dcr::promised_lag(contract));
  contract.service_levels.push_back(level("freshness", {"daily", ""}));
  CHECK(dcr::promised_lag(contract) == 86400);
}

TEST_CASE("durations compare in whatever unit they are written") {
  for (const Case& c : std::to_array<Case>({
           {"latency", {"1", "d"}, {"24", "hours"}, LevelChange::none},
           {"latency", {"1", "day"}, {"P1D", ""}, LevelChange::none},
           {"latency", {"90", "m"}, {"PT1H30M", ""}, LevelChange::none},
           {"latency", {"1.5", "h"}, {"90", "min"}, LevelChange::none},
           {"latency", {"2", "weeks"}, {"P2W", ""}, LevelChange::none},
           {"latency", {"4h", ""}, {"4", "h"}, LevelChange::none},
           {"latency", {"P1D", ""}, {"P1DT1S", ""}, LevelChange::loosened},
           {"latency", {"1", "s"}, {"900", "ms"}, LevelChange::tightened},
           {"retention", {"1", "y"}, {"11", "months"}, LevelChange::loosened},
           {"retention", {"P1Y", ""}, {"P18M", ""}, LevelChange::tightened},
       })) {
    CAPTURE(c.before.value);
    CAPTURE(c.before.unit);
    CAPTURE(c.after.value);
    CAPTURE(c.after.unit);
    CHECK(compare(c) == c.expected);
  }
}

TEST_CASE("what cannot be compared is said to be so, never taken for equal") {
  for (const Case& c : std::to_array<Case>({
           {"throughput", {"100", "rps"}, {"1", "MB/s"}, LevelChange::incomparable},
           {"latency", {"4", "h"}, {"4", ""}, LevelChange::incomparable},
           {"latency", {"4", "h"}, {"soon", ""}, LevelChange::incomparable},
           {"latency", {"4", "h"}, {"PT", ""}, LevelChange::incomparable},
           {"latency", {"4", "h"}, {"P4X", ""}, LevelChange::incomparable},
           {"endOfSupport", {"2030-01-01", ""}, {"next year", ""}, LevelChange::incomparable},
           {"timeOfAvailability", {"09:00", ""}, {"10:00", ""}, LevelChange::incomparable},
           {"timeOfAvailability", {"09:00", ""}, {"09:00", ""}, LevelChange::none},
       })) {
    CAPTURE(c.property);
    CAPTURE(c.before.value);
    CAPTURE(c.after.value);
    CHECK(compare(c) == c.expected);
  }
}

TEST_CASE("a property is known in any spelling and by its short form") {
  for (const char* name : {"timeToRepair", "time_to_repair", "Time to repair", "TR"}) {
    CAPTURE(name);
    CHECK(compare({name, {"1", "h"}, {"2", "h"}, {}}) == LevelChange::loosened);
  }
}

TEST_CASE("the promised lag is that of the freshness SLA, else of an ODCS level") {
  const auto lag = [](std::vector<dcr::ServiceLevel> levels, double sla = 0) {
    dcr::Contract contract;
    contract.service_levels = std::move(levels);
    if (sla > 0) contract.freshness_sla = dcr::FreshnessSla{.max_lag_seconds = {sla, {}}};
    return dcr::promised_lag(contract).value_or(-1);
  };
  CHECK(lag({}) == -1);
  CHECK(lag({level("freshness", {"1", "h"})}, 60) == 60);
  CHECK(lag({level("latency", {"4", "d"})}) == 4 * 86400);
  CHECK(lag({level("LY", {"PT30M", ""})}) == 1800);
  CHECK(lag({level("latency", {"1", "h"}), level("freshness", {"2", "h"})}) == 7200);
  CHECK(lag({level("freshness", {"3", "h"}), level("freshness", {"2", "h"})}) == 7200);
  CHECK(lag({level("freshness", {"soon", ""}), level("latency", {"5", "rows"})}) == -1);
  CHECK(lag({level("retention", {"3", "y"})}) == -1);
}
