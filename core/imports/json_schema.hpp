// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/imports/imported.hpp"

#include <string_view>

namespace dcr::imports {

/// A contract of an object schema: called as `x-dataset-id` or `title` say, else as the file, with
/// the version of `x-version`. `request.only` names definitions ($defs) to take instead.
///
/// Errors: as fields_of_schema; usage for text that is no JSON or YAML.
Result<Imported> read_json_schema(std::string_view text, std::string_view path,
                                  const ImportRequest& request);

}  // namespace dcr::imports
