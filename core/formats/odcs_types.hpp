// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/odcs_parts.hpp"
#include "core/model/contract.hpp"

#include <string>
#include <vector>

namespace dcr::formats {

/// Reads `logicalType` and `physicalType` into the type of `field`.
void read_odcs_type(MappingReader& reader, const std::string& path, Field& field,
                    ProblemList& problems);

/// Reads `logicalTypeOptions` of a field whose type has been read: limits become constraints,
/// widths (`i64`) part of the type, other keys `Field::other`. Gives the names in its `required`.
[[nodiscard]] std::vector<std::string> read_odcs_options(MappingReader& reader,
                                                         const std::string& path, Field& field,
                                                         ProblemList& problems);

}  // namespace dcr::formats
