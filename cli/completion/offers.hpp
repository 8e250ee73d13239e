// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/completion/partial_line.hpp"

#include <string>
#include <vector>

namespace dcr::cli {

class Session;

/// A word that a shell may put where the cursor is, and what a person should know of it.
struct Offer {
  std::string word;
  std::string description{};
};

/// What may stand where the cursor is.
struct Answer {
  enum class Paths { none, files, folders };

  Paths paths = Paths::none;    ///< the shell completes these itself
  std::string before_path{};    ///< of the current word, before the path
  std::vector<Offer> offers{};  ///< whole words, each beginning with what was typed
};

/// What may stand at the end of the line. Whatever cannot be looked at offers nothing.
[[nodiscard]] Answer complete(const Session& session, const PartialLine& line);

/// The answer as the shells' scripts read it: a line "words", "files" or "folders", a blank and
/// `before_path`; then a line for each offer, a tab between word and description. Words that could
/// not stand on such a line are left out.
[[nodiscard]] std::string to_lines(const Answer& answer);

}  // namespace dcr::cli
