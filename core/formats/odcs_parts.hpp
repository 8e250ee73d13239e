// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/mapping_reader.hpp"
#include "core/model/contract.hpp"

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::formats {

using TextMap = std::map<std::string, std::string>;

/// Adds the values of `keys` to `out`, flattened under `prefix`; `customProperties` by their
/// `property`.
void keep_values(MappingReader& reader, std::initializer_list<std::string_view> keys,
                 const std::string& prefix, TextMap& out);

/// Reports the keys no one asked for and keeps their values: readers of the contract may know them.
void keep_unknown_keys(MappingReader& reader, TextMap& out);

/// Reads `quality` of an object or a property.
[[nodiscard]] std::vector<QualityRule> read_odcs_quality(MappingReader& reader,
                                                         const std::string& field,
                                                         ProblemList& problems);

/// Reads `slaProperties` and `slaDefaultElement`. ODCS 3.0 lets a service level have any key: then
/// `dialect` is open.
void read_odcs_service_levels(MappingReader& root, Dialect dialect, Contract& contract,
                              ProblemList& problems);

}  // namespace dcr::formats
