// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/mapping_reader.hpp"
#include "core/model/contract.hpp"

namespace dcr::formats {

/// Reads `owners`. None at all is the problem `owner_missing`, and only that.
void read_native_owners(MappingReader& root, Contract& contract, ProblemList& problems);

/// Reads `consumers`, whose fields must be fields of the contract: read those first.
void read_native_consumers(MappingReader& root, Contract& contract, ProblemList& problems);

}  // namespace dcr::formats
