// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace dcr {

/// Ends the program with exit code 70: an invariant of dcr itself is broken. Never for user input.
[[noreturn]] void bug(std::string_view what);

/// Marks the end of a switch that handled every enumerator.
[[noreturn]] inline void unreachable() { bug("an enumerator was not handled"); }

}  // namespace dcr
