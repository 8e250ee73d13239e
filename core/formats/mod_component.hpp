// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/mod_registry.hpp"
#include "core/yaml/node.hpp"

namespace dcr::formats {

/// Where an entry stands in its file; a draft stands in none.
struct EntryPlace {
  Span registry{};    ///< the key `mods`
  int last_line = 0;  ///< of the entry
};

/// Reads one entry of a registry file, in either shape.
[[nodiscard]] ReadComponent read_component(const yaml::Entry& entry, const EntryPlace& place,
                                           Strictness strictness);

/// Why `text` is no dotted name of a Python module; empty when it is one.
[[nodiscard]] std::string module_path_fault(std::string_view text);

}  // namespace dcr::formats
