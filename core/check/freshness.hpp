// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/timestamp.hpp"
#include "core/formats/observations.hpp"
#include "core/registry/registry.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::check {

enum class Freshness {
  fresh,
  stale,       ///< the data lags more than the contract promises
  unobserved,  ///< it promises, and nobody measured
  no_sla,      ///< it promises nothing, however late the data is
};
[[nodiscard]] std::string_view to_string(Freshness state);

/// How far ahead of the clock a timestamp may be before it is called suspicious: what clocks of
/// two machines differ by.
///
/// Units: seconds.
inline constexpr double tolerated_skew = 60;

/// The newest observation of a dataset, held against what its contract promises.
struct FreshnessVerdict {
  ContractVersion version;
  Freshness state = Freshness::no_sla;
  std::optional<Timestamp> observed{};
  std::optional<double> lag_seconds{};      ///< at least 0; empty without an observation
  std::optional<double> max_lag_seconds{};  ///< empty where nothing is promised
  std::string warning{};                    ///< the timestamp lies in the future; else empty
};

/// An observation that no contract stands behind, and why.
struct UnknownDataset {
  std::string dataset;
  std::string message;
};

struct FreshnessReport {
  std::vector<FreshnessVerdict> datasets;  ///< by full name
  /// In the order they were observed, each once; then those without an active version.
  std::vector<UnknownDataset> unknown;
  std::vector<std::string> unreadable;  ///< contract files of the tree that cannot be read
};

[[nodiscard]] FreshnessVerdict judge_freshness(const ContractVersion& version,
                                               const std::optional<Timestamp>& observed,
                                               const Timestamp& now);

/// The newest observation that means the contract of `version`; empty when there is none.
[[nodiscard]] std::optional<Timestamp> newest_observation(
    const std::vector<formats::Observation>& observations, const ContractVersion& version,
    const std::optional<std::string>& default_namespace);

/// Judges the newest active version of every contract of the tree. A dataset is named as in a
/// reference, or by the title of an ODCS contract; of several observations the newest counts.
///
/// Errors: those of reading the registry.
Result<FreshnessReport> judge_all_freshness(const Registry& registry,
                                            const std::vector<formats::Observation>& observations,
                                            const std::optional<std::string>& default_namespace,
                                            const Timestamp& now);

}  // namespace dcr::check
