// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/mapping_reader.hpp"
#include "core/model/contract.hpp"

namespace dcr::formats {

/// Reads `status`, `deprecation_uri` and `deprecation_message`.
void read_native_status(MappingReader& root, Contract& contract, ProblemList& problems);

/// Reads `compatibility`.
void read_native_compatibility(MappingReader& root, Contract& contract, ProblemList& problems);

}  // namespace dcr::formats
