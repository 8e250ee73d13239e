// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/node.hpp"

#include <string>

namespace dcr::exports {

/// A mapping as a YAML document: blocks, with lists of scalars on one line while they fit, and the
/// items of a list on one line each where the list is short mappings of scalars below one of the
/// keys that people write that way (`owners`, `consumers`).
[[nodiscard]] std::string yaml_document(const yaml::Node& root);

}  // namespace dcr::exports
