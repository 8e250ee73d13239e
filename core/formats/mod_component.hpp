// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/mod_registry.hpp"
#include "core/yaml/node.hpp"

namespace dcr::formats {

/// Reads one entry of a registry file, in either shape, up to its `last_line`.
[[nodiscard]] ReadComponent read_component(const yaml::Entry& entry, int last_line,
                                           Strictness strictness);

/// Why `text` is no dotted name of a Python module; empty when it is one.
[[nodiscard]] std::string module_path_fault(std::string_view text);

}  // namespace dcr::formats
