// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/imports/imported.hpp"

#include <string_view>

namespace dcr::imports {

/// A contract of a record, called by its full name; of a list of records (or a union) one of each.
/// A union with null is an optional field, one of several types a loss.
///
/// Errors: io, with the place, for what is no schema of records.
/// Source: Apache Avro 1.11, "Schema Declaration".
Result<Imported> read_avro(std::string_view text, std::string_view path,
                           const ImportRequest& request);

}  // namespace dcr::imports
