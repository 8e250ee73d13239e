// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/odcs_parts.hpp"
#include "core/formats/problem_list.hpp"
#include "core/model/contract.hpp"
#include "core/yaml/node.hpp"

#include <string>
#include <vector>

namespace dcr::formats {

/// A property that says `primaryKey: true`.
struct KeyPart {
  std::string path;  ///< dotted, from the object
  long long position = 0;
  Span at;
};

/// What reading the properties of one object fills beside the fields.
struct ObjectReading {
  ProblemList& problems;
  Dialect dialect;
  TextMap& metadata;            ///< of the contract
  std::string metadata_prefix;  ///< "schema.orders"
  std::string path_prefix;      ///< "orders" where the contract has several objects, else empty
  std::vector<KeyPart> key;
};

/// Reads `properties` of an object or of a property.
///
/// Units: `path` is dotted from the object, empty for the object itself; `end` the last line.
[[nodiscard]] FieldList read_odcs_properties(const yaml::Node& list, const std::string& path,
                                             int end, ObjectReading& reading);

}  // namespace dcr::formats
