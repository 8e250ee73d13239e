// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace dcr {

/// Something of a contract that another format has no place for: named, never dropped in silence.
struct Loss {
  std::string field;  ///< dotted path as reports spell it; empty = of the contract
  std::string what;   ///< "the unit 'EUR'", "freshness_sla": completes "cannot carry …"

  friend bool operator==(const Loss&, const Loss&) = default;
};

}  // namespace dcr
