// SPDX-License-Identifier: Apache-2.0
#include "core/check/freshness.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

namespace dcr::check {
namespace {

ContractVersion promising(double max_lag_seconds) {
  auto document = std::make_shared<LoadedDocument>();
  document->contract.name = "users";
  document->contract.title = "daily users";
  if (max_lag_seconds > 0) {
    document->contract.freshness_sla = FreshnessSla{.max_lag_seconds = {max_lag_seconds, {}}};
  }
  return {.document = document};
}

struct Case {
  double promised;
  std::optional<Timestamp> observed;
  Freshness state;
  std::optional<double> lag;
  bool warns;
};

TEST_CASE("data is stale when it lags more than what is promised, to the nanosecond") {
  const Timestamp now{1000, 0};
  for (const Case& c : std::to_array<Case>({
           {60, Timestamp{1000, 0}, Freshness::fresh, 0.0, false},
           {60, Timestamp{940, 0}, Freshness::fresh, 60.0, false},
           {60, Timestamp{939, 500000000}, Freshness::stale, 60.5, false},
           {60, Timestamp{1060, 0}, Freshness::fresh, 0.0, false},
           {60, Timestamp{1061, 0}, Freshness::fresh, 0.0, true},
           {60, std::nullopt, Freshness::unobserved, std::nullopt, false},
           {0, Timestamp{0, 0}, Freshness::no_sla, 1000.0, false},
           {0, std::nullopt, Freshness::no_sla, std::nullopt, false},
       })) {
    const FreshnessVerdict verdict = judge_freshness(promising(c.promised), c.observed, now);
    CAPTURE(to_string(c.state));
    CHECK(verdict.state == c.state);
    CHECK(verdict.lag_seconds == c.lag);
    CHECK(!verdict.warning.empty() == c.warns);
  }
}

TEST_CASE("the newest observation of a contract counts, by name or title") {
  const ContractVersion version = promising(60);
  const auto newest = [&](std::vector<formats::Observation> observations,
                          const std::optional<std::string>& name_space = {}) {
    const auto found = newest_observation(observations, version, name_space);
    return found ? found->seconds : -1;
  };
  CHECK(newest({}) == -1);
  CHECK(newest({{"users", {5, 0}, {}}, {"users", {9, 0}, {}}, {"users", {7, 0}, {}}}) == 9);
  CHECK(newest({{"daily users", {5, 0}, {}}, {"orders", {9, 0}, {}}}) == 5);
  CHECK(newest({{"users", {5, 0}, {}}}, "sales") == -1);
  CHECK(newest({{"::users", {5, 0}, {}}}, "sales") == 5);
  CHECK(newest({{"users@1.0.0", {5, 0}, {}}, {"", {6, 0}, {}}}) == -1);
}

}  // namespace
}  // namespace dcr::check
