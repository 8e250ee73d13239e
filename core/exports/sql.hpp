// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/exports/export.hpp"
#include "core/exports/sql_dialect.hpp"
#include "core/model/contract.hpp"

namespace dcr::exports {

/// Writes CREATE TABLE of every object, with the keys and checks that the dialect takes and the
/// descriptions as comments.
[[nodiscard]] Exported write_sql(const Contract& contract, SqlDialect dialect);

}  // namespace dcr::exports
