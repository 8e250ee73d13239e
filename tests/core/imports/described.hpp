// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/imports/imported.hpp"

#include <string>

namespace dcr::imports {

/// A contract in lines: its name, its key, a line a field with all that was read of it, indented by
/// depth, and a line a loss after a `!`, an inference after a `?`.
[[nodiscard]] std::string described(const ImportedContract& imported);

/// All of them, and the notes after a `#`; of an error FILE:LINE:COLUMN and its message.
[[nodiscard]] std::string described(const Result<Imported>& imported);

}  // namespace dcr::imports
