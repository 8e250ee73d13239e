// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/parse.hpp"
#include "core/base/result.hpp"
#include "core/base/timestamp.hpp"
#include "core/git/repository.hpp"
#include "core/model/acceptance.hpp"
#include "core/report/report.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dcr::cli {

/// What a command is handed of the world around it: the only way to the environment, the streams
/// and the working folder.
class Session {
 public:
  /// Moves to the folders of `-C`.
  ///
  /// Errors: not_found when one of them cannot be entered.
  static Result<Session> begin(const GlobalOptions& globals);

  /// The value of an environment variable; empty when unset.
  [[nodiscard]] std::optional<std::string> environment(const char* name) const;
  [[nodiscard]] git::Environment environment() const;

  /// The moment it is.
  [[nodiscard]] Timestamp now() const;

  /// The day it is, UTC.
  [[nodiscard]] Date today() const;

  /// Whether what goes to stdout is coloured.
  [[nodiscard]] report::Colour colour() const;

  /// Whether a person reads stdout.
  [[nodiscard]] bool stdout_is_terminal() const;

  /// Writes to stdout. A reader that has gone away (`dcr check | head`) is no error: the exit code
  /// still is the verdict.
  Result<void> print(std::string_view text) const;

  /// Writes a line to stderr: what a person should know and a program may ignore.
  void note(std::string_view line) const;

  /// All of stdin, up to `limit_bytes`.
  ///
  /// Errors: io when it cannot be read or is larger.
  [[nodiscard]] Result<std::string> read_stdin(std::size_t limit_bytes) const;

  /// The repository around `start_folder`.
  ///
  /// Errors: as git::Repository::open.
  [[nodiscard]] Result<std::shared_ptr<const git::Repository>> open_repository(
      const std::string& start_folder = ".") const;

 private:
  explicit Session(report::Colour colour) : colour_(colour) {}

  report::Colour colour_;
};

/// Writes `error` to stderr, with its place and the way out: `dcr: error: FILE:LINE:COL: message`.
void report_error(const Error& error);

}  // namespace dcr::cli
