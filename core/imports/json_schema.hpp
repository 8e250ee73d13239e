// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/imports/imported.hpp"

#include <string_view>

namespace dcr::imports {

/// A contract of an object schema, called as its `title` or else as the file, with the version of
/// `x-version`. A schema that is `anyOf` definitions makes one of each, TITLE.NAME; `request.only`
/// names the definitions ($defs) to take.
///
/// Errors: as fields_of_schema; io for text that is no JSON or YAML.
Result<Imported> read_json_schema(std::string_view text, std::string_view path,
                                  const ImportRequest& request);

}  // namespace dcr::imports
