// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/exports/export.hpp"
#include "core/exports/sql_dialect.hpp"
#include "core/model/contract.hpp"

namespace dcr::exports {

/// Writes the properties of dbt models, one an object, with an enforced contract: data types of the
/// dialect, constraints, and tests of what constraints do not hold everywhere. The owners and the
/// version are `config.meta`. A contract with a freshness_sla also has `sources`, where alone dbt
/// can check it.
[[nodiscard]] Exported write_dbt(const Contract& contract, SqlDialect dialect);

}  // namespace dcr::exports
