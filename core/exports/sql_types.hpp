// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/exports/losses.hpp"
#include "core/exports/sql_dialect.hpp"
#include "core/model/contract.hpp"

#include <string>

namespace dcr::exports {

/// How a dialect spells the type of a field, those of the values inside of it included:
/// "numeric(10,2)", "ARRAY<STRUCT<id INT64>>". What the type cannot hold apart is added to
/// `losses`.
[[nodiscard]] std::string sql_type(const Field& field, SqlDialect dialect, const std::string& path,
                                   Losses& losses);

}  // namespace dcr::exports
