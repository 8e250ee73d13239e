// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/mapping_reader.hpp"
#include "core/model/contract.hpp"

namespace dcr::formats {

/// Reads `servicelevels` into service levels named as ODCS names them. What is no promise that can
/// be compared (support hours, a backup's schedule) is content of the contract all the same.
void read_dcs_service_levels(MappingReader& root, Contract& contract, ProblemList& problems);

}  // namespace dcr::formats
