// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/yaml/node.hpp"

#include <memory>
#include <string>
#include <vector>

namespace dcr::formats {

/// `schema` with the parameters that `texts` spell, which take the place of those of their names.
/// Null or a flat schema is taken too.
///
/// A text is `path:str`, which jobs must set; `rows:int=10` with a default; `limit:int?`, which may
/// be left out. A type is one of the flat schema's or JSON Schema's words.
///
/// Errors: usage, quoting the text.
Result<std::shared_ptr<const yaml::Node>> with_parameters(
    const std::shared_ptr<const yaml::Node>& schema, const std::vector<std::string>& texts);

}  // namespace dcr::formats
