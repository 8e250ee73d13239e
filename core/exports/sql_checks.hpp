// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/exports/losses.hpp"
#include "core/exports/sql_dialect.hpp"
#include "core/model/contract.hpp"

#include <string>
#include <vector>

namespace dcr::exports {

/// What a column's values must be, as conditions of the dialect: the enum and the limits, less the
/// length that is a part of the type. What has no condition is added to `losses`.
[[nodiscard]] std::vector<std::string> sql_checks(const Field& field, SqlDialect dialect,
                                                  const std::string& path, Losses& losses);

/// Whether the dialect takes NOT NULL of a column like this.
[[nodiscard]] bool takes_not_null(const Field& field, SqlDialect dialect);

/// Whether the dialect takes CHECK in CREATE TABLE, and refuses rows by it.
[[nodiscard]] bool has_checks(SqlDialect dialect);

}  // namespace dcr::exports
