// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/odcs_parts.hpp"
#include "core/formats/problem_list.hpp"
#include "core/model/contract.hpp"
#include "core/yaml/node.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dcr::formats {

/// What reading the fields of one model fills beside the fields.
struct ModelReading {
  ProblemList& problems;
  TextMap& metadata;            ///< of the contract
  std::string metadata_prefix;  ///< "schema.orders"
  std::string path_prefix;      ///< "orders" where the contract has several models, else empty
  std::string database;         ///< the type of the first server, may be empty
  Located<std::vector<std::string>> key;  ///< the fields that say `primaryKey: true`
};

/// Reads `fields` of a model or a field, whose `$ref`s have been followed.
///
/// Units: `path` is dotted from the model, empty for the model itself; `end` the last line.
[[nodiscard]] FieldList read_dcs_fields(const yaml::Node& fields, const std::string& path, int end,
                                        ModelReading& reading);

}  // namespace dcr::formats
