// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/imports/build.hpp"
#include "core/model/contract.hpp"
#include "core/yaml/node.hpp"

#include <string_view>

namespace dcr::imports {

/// Takes the properties of an object schema as fields. What fields have no place for (`oneOf` of
/// different things, `patternProperties`, `if`, a schema that holds itself) goes into `losses`.
///
/// `document` is what the references (`#/$defs/x`, `#name`) of `schema` point into.
/// Errors: io, with the place, when it is no object's, and for more fields than anybody reads.
/// Source: JSON Schema, draft-04 to 2020-12.
Result<FieldList> fields_of_schema(const yaml::Node& document, const yaml::Node& schema,
                                   std::string_view path, LossList& losses);

}  // namespace dcr::imports
