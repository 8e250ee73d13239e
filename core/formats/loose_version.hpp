// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/mapping_reader.hpp"
#include "core/model/contract.hpp"

#include <string_view>

namespace dcr::formats {

/// Reads `version` of `reader` as files of the standards write it: `1.0` and a bare number too.
///
/// Units: `name` is what messages call the key: "version", "info.version".
void read_loose_version(MappingReader& reader, std::string_view name, Contract& contract,
                        ProblemList& problems);

}  // namespace dcr::formats
