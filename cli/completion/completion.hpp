// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace dcr::cli {

// Scripts that complete dcr's command line. They know no command: they hand the line to the hidden
// command `complete`, which answers from the table of commands, and put its answer into the line in
// the way of their shell. What they complete is so always what the installed dcr understands.

[[nodiscard]] std::string_view bash_completion();
[[nodiscard]] std::string_view zsh_completion();
[[nodiscard]] std::string_view fish_completion();

}  // namespace dcr::cli
