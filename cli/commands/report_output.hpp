// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.hpp"
#include "core/report/report.hpp"

#include <optional>
#include <string>
#include <vector>

namespace dcr::cli {

/// The options of every command that prints a report.
struct ReportOptions {
  std::vector<std::string> formats;  ///< `FORMAT` or `FORMAT=FILE`; none = text on stdout
  std::string fail_on = "error";
  bool all = false;
  bool quiet = false;
  /// Whether paths of the new side may be as the user named them, from the working folder. Formats
  /// that other programs look files up by get them from the repository's root.
  bool has_named_paths = false;
};

/// The options, bound to `options`, in the order of the help. `--all` only where it is wanted.
[[nodiscard]] std::vector<Option> report_option_list(ReportOptions& options);

/// `--mode`, bound to `mode`: the value is one that Mode::parse reads.
[[nodiscard]] Option mode_option(std::optional<std::string>& mode);

/// Writes the report in every format that was asked for; in a step of a GitHub workflow with
/// `--format github` also the step's summary.
///
/// Errors: usage when two formats go to one place; io, after all others were written.
Result<void> write_report(const Session& session, const report::Report& report,
                          const ReportOptions& options);

/// The exit code of a report under `--fail-on`.
[[nodiscard]] ExitCode verdict_code(const report::Report& report, const ReportOptions& options);

}  // namespace dcr::cli
