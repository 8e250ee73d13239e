// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/report_output.hpp"

#include "cli/commands/report_paths.hpp"
#include "cli/session.hpp"
#include "core/base/atomic_file.hpp"
#include "core/base/text.hpp"
#include "core/report/formats.hpp"
#include "core/report/omds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace dcr::cli {
namespace {

/// One `--format`.
struct Output {
  std::string format;
  std::string file;  // empty = stdout
};

constexpr std::array<std::string_view, 8> formats = {"text",   "json",   "jsonl", "sarif",
                                                     "github", "gitlab", "junit", "markdown"};

Result<Output> parse_output(const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos) {
    return Output{text, ""};
  }
  if (equals + 1 == text.size()) {
    return Error{ErrorKind::usage,
                 fmt::format("'--format {}' names no file", printable(text)),
                 {},
                 "leave the '=' out for stdout"};
  }
  return Output{text.substr(0, equals), text.substr(equals + 1)};
}

Result<std::vector<Output>> parse_outputs(const ReportOptions& options) {
  std::vector<Output> outputs;
  for (const std::string& text : options.formats) {
    auto output = parse_output(text);
    if (!output) {
      return output.error();
    }
    const bool taken = std::ranges::find(outputs, output->file, &Output::file) != outputs.end();
    if (taken) {
      return Error{ErrorKind::usage,
                   fmt::format("two formats cannot share {}",
                               output->file.empty() ? "stdout" : printable(output->file)),
                   {},
                   output->file.empty() ? "give all but one a file: --format json=FILE"
                                        : "give each a file of its own"};
    }
    outputs.push_back(std::move(*output));
  }
  if (outputs.empty()) {
    outputs.push_back({"text", ""});
  }
  return outputs;
}

/// A report, and the same for formats that look files up.
struct Reports {
  const report::Report& own;
  const report::Report& placed;
};

std::string render(const Reports& reports, const ReportOptions& options, const Output& output,
                   const Session& session) {
  const std::string& format = output.format;
  // A file gets no colours: nothing shows them there.
  const auto colour = output.file.empty() ? session.colour() : report::Colour::never;
  const report::TextOptions text{.colour = colour, .quiet = options.quiet, .all = options.all};
  if (format == "json") return report::to_json(reports.own, options.all);
  if (format == "jsonl") return report::to_json_lines(reports.placed);
  if (format == "sarif") return report::to_sarif(reports.placed);
  if (format == "github") return report::to_github(reports.placed, text);
  if (format == "gitlab") return report::to_gitlab(reports.placed);
  if (format == "junit") {
    const bool strict = options.fail_on == "warning";
    return report::to_junit(reports.placed, strict ? Severity::warning : Severity::error);
  }
  if (format == "omds") return report::to_omds(reports.own);
  if (format == "markdown") {
    return report::to_markdown(reports.placed, options.all, report::longest_comment);
  }
  return report::to_text(reports.own, text);
}

/// Adds the report to the summary of a GitHub step. That it cannot is no reason to keep a verdict
/// back.
void write_summary(const Session& session, const report::Report& report, bool all) {
  constexpr std::size_t most = std::size_t{1} << 20U;  // GitHub refuses a larger summary as a whole
  constexpr std::size_t least = 4096;
  const std::string path = session.environment("GITHUB_STEP_SUMMARY").value_or("");
  if (path.empty()) return;
  std::error_code failure;
  const auto size = std::filesystem::file_size(path, failure);
  const std::size_t used =
      failure ? 0 : static_cast<std::size_t>(std::min<std::uintmax_t>(size, most));
  if (most - used < least) {
    session.note("the summary of this step is full, so the report is not added to it");
    return;
  }
  if (auto written = append_to_file(path, report::to_markdown(report, all, most - used));
      !written) {
    session.note(written.error().message);
  }
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
       .choices = {formats.begin(), formats.end()},
       .choice_to_file = true,
       .target = &options.formats},
      {.name = "--fail-on",
       .value_name = "LEVEL",
       .help = "The least severity that makes the exit code 1 (default: error)",
       .choices = {"error", "warning", "never"},
       .target = &options.fail_on},
      {.name = "--quiet",
       .short_name = "-q",
       .help = "Print issues and nothing else, and show no progress",
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
  const auto outputs = parse_outputs(options);
  if (!outputs) {
    return outputs.error();
  }
  std::optional<report::Report> replaced;
  if (options.has_named_paths) replaced = with_repository_paths(session, report);
  const Reports reports{report, replaced ? *replaced : report};
  std::optional<Error> failure;
  for (const Output& output : *outputs) {
    const std::string text = render(reports, options, output, session);
    auto written = output.file.empty() ? session.print(text) : write_atomically(output.file, text);
    if (!written && !failure) {
      failure = written.error();
    }
    if (output.format == "omds") {
      for (const std::string& lost : report::not_in_omds(report)) {
        session.note("warning: cannot carry " + lost);
      }
    }
    if (output.format == "github") write_summary(session, reports.placed, options.all);
  }
  if (failure) {
    return *failure;
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
