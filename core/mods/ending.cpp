// SPDX-License-Identifier: Apache-2.0
#include "core/mods/ending.hpp"

#include <fmt/format.h>

#include <cstring>

namespace dcr::mods {

std::string ending_text(const process::Ending& ending) {
  if (ending.signal == 0) return fmt::format("ended with exit code {}", ending.exit_code);
  const char* name = sigabbrev_np(ending.signal);
  return name == nullptr ? fmt::format("was ended by signal {}", ending.signal)
                         : fmt::format("was ended by SIG{}", name);
}

}  // namespace dcr::mods
