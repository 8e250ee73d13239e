// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dcr::process {

/// A program to run. No shell is involved: every argument arrives as it is.
struct Child {
  /// `arguments[0]` is the program: a name that PATH finds, or a path.
  std::vector<std::string> arguments;
  /// Where it runs; empty = here.
  std::string folder = {};
  /// Changes to our own environment; without a value the variable is unset.
  std::vector<std::pair<std::string, std::optional<std::string>>> environment = {};
  /// What it reads on stdin. It never reads ours: without input it finds an end of file.
  std::string_view input = {};
  /// Units: bytes of stdout, and again of stderr. A child that writes more is ended.
  std::size_t output_limit = std::size_t{256} << 20;
};

/// How a program ended.
struct Outcome {
  int exit_code = 0;  ///< 128 + the signal's number when a signal ended it, as a shell says it
  int signal = 0;     ///< 0 when it ended by itself
  std::string output;
  std::string errors;

  [[nodiscard]] bool succeeded() const { return exit_code == 0; }
};

/// From now on no program starts: what would run one fails instead. For answers given while a
/// command line is still being typed, where a repository must not make anything run.
void forbid_programs();
[[nodiscard]] bool programs_forbidden();

/// Runs a program to its end and returns what it wrote.
///
/// Errors: not_found when there is no such program; unavailable where programs are forbidden; io
/// when it cannot be started, or wrote more than `output_limit`. An exit code or a signal is no
/// error.
Result<Outcome> run(const Child& child);

}  // namespace dcr::process
