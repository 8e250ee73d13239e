// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/mapping_reader.hpp"
#include "core/model/contract.hpp"

#include <string>

namespace dcr::formats {

/// Reads pattern, format, min_length, max_length, minimum and maximum of a field whose type has
/// been read, and says which of them do not fit the type or each other.
void read_native_constraints(MappingReader& reader, const std::string& path, Field& field,
                             ProblemList& problems);

}  // namespace dcr::formats
