// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/report_output.hpp"

#include "cli/session.hpp"
#include "core/base/atomic_file.hpp"

#include <algorithm>

namespace dcr::cli {
namespace {

/// One `--format`.
struct Output {
  std::string format;
  std::string file;  // empty = stdout
};

Output parse_output(const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos) {
    return {text, ""};
  }
  return {text.substr(0, equals), text.substr(equals + 1)};
}

std::string render(const report::Report& report, const ReportOptions& options, const Output& output,
                   const Session& session) {
  if (output.format == "json") {
    return report::to_json(report, options.all);
  }
  // A file gets no colours: nothing shows them there.
  const auto colour = output.file.empty() ? session.colour() : report::Colour::never;
  return report::to_text(report, {.colour = colour, .quiet = options.quiet, .all = options.all});
}

bool has_warning(const std::vector<Issue>& issues) {
  return std::ranges::any_of(issues, [](const Issue& issue) {
    return !issue.accepted && issue.severity != Severity::info;
  });
}

bool has_warning(const report::Report& report) {
  return std::ranges::any_of(report.comparisons, [](const report::Comparison& comparison) {
    return has_warning(comparison.issues) ||
           std::ranges::any_of(comparison.contracts, [](const report::ContractVerdict& verdict) {
             return has_warning(verdict.issues);
           });
  });
}

}  // namespace

std::vector<Option> report_option_list(ReportOptions& options) {
  return {
      {.name = "--format",
       .value_name = "FORMAT[=FILE]",
       .help = "How to report, and where to if not to stdout; may be given several times",
       .choices = {"text", "json"},
       .choice_to_file = true,
       .target = &options.formats},
      {.name = "--fail-on",
       .value_name = "LEVEL",
       .help = "The least severity that makes the exit code 1 (default: error)",
       .choices = {"error", "warning", "never"},
       .target = &options.fail_on},
      {.name = "--quiet",
       .short_name = "-q",
       .help = "Print issues and nothing else",
       .target = &options.quiet},
  };
}

Option mode_option(std::optional<std::string>& mode) {
  return {.name = "--mode",
          .value_name = "MODE",
          .help = "Judge every contract by this mode",
          .choices = {"backward", "backward_transitive", "forward", "forward_transitive", "full",
                      "full_transitive", "none"},
          .target = &mode};
}

Result<void> write_report(const Session& session, const report::Report& report,
                          const ReportOptions& options) {
  std::vector<Output> outputs;
  for (const std::string& text : options.formats) {
    outputs.push_back(parse_output(text));
  }
  if (outputs.empty()) {
    outputs.push_back({"text", ""});
  }
  if (std::ranges::count(outputs, "", &Output::file) > 1) {
    return Error{ErrorKind::usage,
                 "two formats cannot share stdout",
                 {},
                 "give all but one a file: --format json=FILE"};
  }
  for (const Output& output : outputs) {
    const std::string text = render(report, options, output, session);
    auto written = output.file.empty() ? session.print(text) : write_atomically(output.file, text);
    if (!written) {
      return written;
    }
  }
  return {};
}

ExitCode verdict_code(const report::Report& report, const ReportOptions& options) {
  const bool fails = options.fail_on == "never"     ? false
                     : options.fail_on == "warning" ? has_warning(report)
                                                    : !report.compatible();
  return fails ? ExitCode::no : ExitCode::yes;
}

}  // namespace dcr::cli
