// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/exports/export.hpp"
#include "core/exports/sql_dialect.hpp"
#include "core/model/contract.hpp"

namespace dcr::exports {

/// Writes the properties of dbt models, one an object, with an enforced contract: data types of the
/// dialect, constraints, and tests of what constraints do not hold everywhere. `config.meta` has
/// the owners, the metadata and, as dcr_name, dcr_object, dcr_namespace and dcr_version, what
/// contract it is; `meta` of a column its unit, classification, aliases and whether it is
/// deprecated. A contract with a freshness_sla also has `sources`, where alone dbt can check it.
[[nodiscard]] Exported write_dbt(const Contract& contract, SqlDialect dialect);

}  // namespace dcr::exports
