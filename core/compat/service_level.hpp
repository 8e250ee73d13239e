// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/contract.hpp"

#include <optional>

namespace dcr {

enum class LevelChange { none, loosened, tightened, incomparable };

/// Compares two levels of one property in the property's own direction.
///
/// Units: durations in any of the spellings ODCS files use (`d`, `day`, `days`, `h`, ISO 8601
/// `P1D`) and as words (`daily`, `unlimited`); a month is 30.4375 days and a year 365.25; `%` is
/// `percent`. Units of different kinds are incomparable.
/// Source: ODCS 3.1, service-level agreement; the directions of the rule catalogue.
[[nodiscard]] LevelChange compare_levels(const ServiceLevel& before, const ServiceLevel& after);

/// How far the data may lag behind: `max_lag_seconds` of the freshness SLA, else the ODCS level
/// `freshness`, else `latency`. Of several elements the one with the least; empty without a promise
/// that is a length of time.
///
/// Units: seconds.
[[nodiscard]] std::optional<double> promised_lag(const Contract& contract);

}  // namespace dcr
