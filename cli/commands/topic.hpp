// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.hpp"
#include "cli/file_page.hpp"

#include <string>
#include <string_view>

namespace dcr::cli {

/// What a command that tells of the others prints.
struct TopicTexts {
  std::string_view help{};  ///< of its argument
  std::string (*of_dcr)() = nullptr;
  std::string (*of_command)(const Command& command) = nullptr;
  std::string (*of_file)(const FilePage& page) = nullptr;
};

/// The use of a command that takes the name of a command or a file, and tells of dcr itself without
/// one.
[[nodiscard]] Invocation tell_of_topic(const TopicTexts& texts);

}  // namespace dcr::cli
