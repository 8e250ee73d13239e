// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/contract.hpp"

namespace dcr {

enum class LevelChange { none, loosened, tightened, incomparable };

/// Compares two levels of one property in the property's own direction.
///
/// Units: durations in any of the spellings ODCS files use (`d`, `day`, `days`, `h`, ISO 8601
/// `P1D`); a month is 30.4375 days and a year 365.25. Units of different kinds are incomparable.
/// Source: ODCS 3.1, service-level agreement; the directions of the rule catalogue.
[[nodiscard]] LevelChange compare_levels(const ServiceLevel& before, const ServiceLevel& after);

}  // namespace dcr
