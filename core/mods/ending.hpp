// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/process/stream_child.hpp"

#include <string>

namespace dcr::mods {

/// "ended with exit code 3", "was ended by SIGSEGV": what follows the name of a program.
[[nodiscard]] std::string ending_text(const process::Ending& ending);

}  // namespace dcr::mods
