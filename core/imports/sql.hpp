// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/imports/imported.hpp"

#include <string_view>

namespace dcr::imports {

/// A contract of every table that `CREATE TABLE` statements make, as `pg_dump --schema-only` writes
/// them: keys, limits, comments, enums and domains, also where later statements add them. Called
/// SCHEMA.TABLE, without the schema `public`. Statements about other things are skipped.
///
/// Errors: io, with the place, for what PostgreSQL's grammar refuses; as PgParser::load.
Result<Imported> read_sql(std::string_view text, std::string_view path,
                          const ImportRequest& request);

}  // namespace dcr::imports
