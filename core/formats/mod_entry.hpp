// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/read.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace dcr::formats {

/// The entry of one mod, cut out of the text of a registry. Empty text: the registry has no such
/// mod.
struct ModEntry {
  std::string text;  ///< from the key's quote to the end of the value
  Position at;       ///< of its first character
};

/// Finds an entry without reading what stands around it: of a registry of megabytes in
/// milliseconds. Empty where only reading the whole file can tell: it is no registry beyond doubt,
/// or has two entries of that name.
[[nodiscard]] std::optional<ModEntry> cut_mod(std::string_view text, std::string_view name);

/// The document an entry is; empty where its text is not without fault.
[[nodiscard]] std::optional<ReadDocument> read_mod_entry(const ModEntry& entry);

}  // namespace dcr::formats
