// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.hpp"
#include "cli/file_page.hpp"

#include <string>

namespace dcr::cli {

/// dcr(1): the commands, the options of all, the exit codes.
///
/// Source: mdoc(7), as mandoc and groff read it.
[[nodiscard]] std::string man_page();

/// dcr-COMMAND(1).
[[nodiscard]] std::string man_page(const Command& command);

/// The page of a file, in section 5.
[[nodiscard]] std::string man_page(const FilePage& page);

}  // namespace dcr::cli
