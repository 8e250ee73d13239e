// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/contract.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::exports {

enum class SqlDialect { postgres, snowflake, bigquery, duckdb, spark };

[[nodiscard]] std::string_view to_string(SqlDialect dialect);
[[nodiscard]] std::optional<SqlDialect> parse_sql_dialect(std::string_view word);

/// A name, in quotes where the dialect needs them to take it as it is.
[[nodiscard]] std::string sql_name(std::string_view name, SqlDialect dialect);

/// A text in quotes.
[[nodiscard]] std::string sql_text(std::string_view text, SqlDialect dialect);

/// The name of the table of an object: physicalName, else its own, else the contract's. A name of
/// up to three words with dots between them is `schema.table`: each word is a name by itself.
[[nodiscard]] std::vector<std::string> table_name(const Contract& contract, const Object& object);

}  // namespace dcr::exports
