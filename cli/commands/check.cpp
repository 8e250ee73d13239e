// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"
#include "cli/commands/audit.hpp"
#include "cli/commands/report_output.hpp"
#include "cli/paths.hpp"
#include "cli/session.hpp"
#include "core/base/text.hpp"
#include "core/check/run.hpp"

#include <fmt/format.h>

#include <memory>

namespace dcr::cli {
namespace {

struct CheckOptions {
  std::vector<std::string> paths;
  bool staged = false;
  std::optional<std::string> head;
  std::optional<std::string> against;
  std::optional<std::string> range;
  bool tip = false;
  std::optional<std::string> mode;
  bool audit = false;
  ReportOptions report;
};

Result<std::pair<std::string, std::string>> parse_range(const std::string& text) {
  const auto dots = text.find("..");
  const bool three = dots != std::string::npos && text.substr(dots, 3) == "...";
  if (dots == std::string::npos || dots == 0 || three) {
    return Error{ErrorKind::usage,
                 fmt::format("'{}' is no range", printable(text)),
                 {},
                 "write A..B: every commit after A up to B"};
  }
  const std::string to = text.substr(dots + 2);
  // As in git, an empty end is HEAD.
  return std::pair(text.substr(0, dots), to.empty() ? std::string("HEAD") : to);
}

/// What the options ask for must be there to look at.
Result<void> require_sides(const CheckOptions& options, const Session& session,
                           const git::Repository& repository) {
  if (options.tip && !options.against) {
    return Error{ErrorKind::usage,
                 "'--tip' says how to read '--against', which is missing",
                 {},
                 "dcr check --against BRANCH --tip"};
  }
  // Whoever names an index has one; what a bare repository may have of its own is no one's work.
  const bool has_side = options.staged ? session.environment()("GIT_INDEX_FILE").has_value()
                                       : options.head || options.range;
  if (repository.is_bare() && !has_side) {
    return Error{ErrorKind::usage,
                 fmt::format("a bare repository has no {} to check",
                             options.staged ? "index" : "working tree"),
                 {},
                 "name a commit: dcr check --head REV"};
  }
  return {};
}

Result<check::Request> make_request(const CheckOptions& options, const Session& session,
                                    const git::Repository& repository) {
  if (auto possible = require_sides(options, session, repository); !possible) {
    return possible.error();
  }
  check::Request request;
  for (const std::string& path : options.paths) {
    auto relative = repository_path(repository, path);
    if (!relative) {
      return relative.error();
    }
    request.paths.push_back(std::move(*relative));
  }
  request.side = options.head     ? check::NewSide::commit
                 : options.staged ? check::NewSide::index
                                  : check::NewSide::worktree;
  request.head_revision = options.head.value_or("");
  request.against = options.against;
  request.tip = options.tip;
  if (options.range) {
    auto range = parse_range(*options.range);
    if (!range) {
      return range.error();
    }
    request.range = std::move(*range);
  }
  if (options.mode) {
    request.mode = Mode::parse(*options.mode);
  }
  request.all = options.report.all;
  request.today = session.today();
  request.environment = session.environment();
  return request;
}

Result<ExitCode> run(const CheckOptions& options, Session& session) {
  const auto repository = session.open_repository();
  if (!repository) {
    return repository.error();
  }
  const auto request = make_request(options, session, **repository);
  if (!request) {
    return request.error();
  }
  const auto answer = check::run(**repository, *request);
  if (!answer) {
    return answer.error();
  }
  for (const std::string& line : answer->notes) {
    session.note(line);
  }
  const auto written = write_report(session, answer->report, options.report);
  if (options.audit) {
    if (session.environment("AUDIT_STREAM_URL").value_or("").empty()) {
      session.note("AUDIT_STREAM_URL is not set, so no stream is told");
    }
    audit_refused(session, answer->report);
  }
  if (!written) {
    return written.error();
  }
  return verdict_code(answer->report, options.report);
}

std::vector<Option> option_list(CheckOptions& options) {
  std::vector<Option> list = {
      {.name = "--staged",
       .help = "Check what a commit would take: the index",
       .excludes = {"--head", "--range"},
       .target = &options.staged},
      {.name = "--head",
       .value_name = "REV",
       .help = "Check a commit, read from objects alone",
       .excludes = {"--range"},
       .completes = Completes::revision,
       .target = &options.head},
      {.name = "--against",
       .value_name = "REV",
       .help = "Compare with this: a branch by its merge base, a commit, REV:FOLDER, or @release",
       .excludes = {"--range"},
       .completes = Completes::revision,
       .target = &options.against},
      {.name = "--tip",
       .help = "Compare with the branch of --against itself, not the merge base",
       .excludes = {"--range"},
       .target = &options.tip},
      {.name = "--range",
       .value_name = "A..B",
       .help = "Judge every first-parent commit of a range against its parent",
       .completes = Completes::revision_range,
       .target = &options.range},
      mode_option(options.mode),
  };
  for (Option& option : report_option_list(options.report)) {
    list.push_back(std::move(option));
  }
  list.push_back(
      {.name = "--all", .help = "List unchanged contracts too", .target = &options.report.all});
  list.push_back({.name = "--audit",
                  .help = "Tell the stream of AUDIT_STREAM_URL of every contract that is refused",
                  .target = &options.audit});
  return list;
}

Invocation set_up() {
  auto options = std::make_shared<CheckOptions>();
  return {
      .options = option_list(*options),
      .positionals = {.value_name = "PATH",
                      .help = "Only contracts at or below these paths",
                      .target = &options->paths},
      .run = [options](Session& session) { return run(*options, session); },
  };
}

}  // namespace

extern const Command check_command;
const Command check_command{
    .name = "check",
    .group = Group::judge,
    .summary = "Compare contracts with what consumers see",
    .description =
        "Compares every contract that changed with the last version committed on the mainline, "
        "and exits 1 when a consumer would break.\n\n"
        "The new side is the working tree, untracked files included; --staged takes the index and "
        "--head a commit. The base is found by itself: on the mainline the last commit, on another "
        "branch the merge base with the mainline, and in CI what the pull request or push is "
        "against. The report always names it and why.",
    .examples = {{"dcr check", "the working tree, before you commit"},
                 {"dcr check --staged", "what the next commit would take, in a pre-commit hook"},
                 {"dcr check --against origin/main --format json", "for a program"},
                 {"dcr check --range v1.0..HEAD", "an audit of history"}},
    .setup = set_up,
};

}  // namespace dcr::cli
