// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.hpp"

namespace dcr::cli {

/// A line on a terminal's stderr that says what goes on, as long as this object lives: from half a
/// second on, so that a quick command shows nothing, and gone without a trace when there is an
/// answer.
class ProgressLine {
 public:
  /// Shows nothing where stderr is no terminal, or the invocation is `--quiet`.
  ProgressLine(const Session& session, const Invocation& invocation);
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine();

  /// Takes the line away before something else is written; it comes back only if the work goes on
  /// for another half second.
  static void make_room();

 private:
  bool shows_ = false;
};

}  // namespace dcr::cli
