// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"
#include "cli/commands/json_output.hpp"
#include "cli/commands/registry_access.hpp"
#include "cli/session.hpp"
#include "core/audit/curl.hpp"
#include "core/audit/post.hpp"
#include "core/base/duration.hpp"
#include "core/base/text.hpp"
#include "core/check/health.hpp"
#include "core/git/git_program.hpp"
#include "core/git/libgit2_start.hpp"
#include "core/git/mirror.hpp"
#include "core/report/paint.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <memory>

namespace dcr::cli {
namespace {

using check::Health;
using check::HealthCheck;
using check::HealthChecks;

struct DoctorOptions {
  std::optional<std::string> registry;
  std::string format = "text";
};

HealthCheck problem(std::string name, const Error& error) {
  return {std::move(name), Health::problem, error.message, error.help};
}

void append(HealthChecks& checks, HealthChecks more) {
  std::ranges::move(more, std::back_inserter(checks));
}

HealthChecks tools(const Session& session) {
  const auto git = git::git_program_version(session.environment());
  HealthChecks checks;
  checks.push_back(git ? HealthCheck{.name = "git", .message = *git} : problem("git", git.error()));
  if (!git) checks.back().help = "install git: dcr fetches, commits and asks about ownership by it";
  checks.push_back({.name = "libgit2", .message = git::libgit2_version()});
  return checks;
}

HealthChecks repository(const Session& session) {
  const auto opened = session.open_repository();
  if (!opened) return {problem("repository", opened.error())};
  const check::HealthRequest request{*opened, session.environment(), session.today()};
  HealthChecks checks = check::repository_health(request);
  append(checks, check::registry_health(request));
  return checks;
}

HealthCheck examine_registry(const Session& session, const git::Mirror& mirror, std::string shown) {
  const auto opened = git::Repository::open(
      {.start_folder = mirror.folder, .environment = without_git_variables(session.environment())});
  if (!opened) return problem("registry", opened.error());
  if (mirror.revision) {
    const auto resolved = (*opened)->resolve(*mirror.revision);
    if (!resolved) return problem("registry", resolved.error());
  }
  if (mirror.is_remote) {
    shown += ": the copy is of " + age_text(session.now().seconds - mirror.fetched_at);
  }
  return {.name = "registry", .message = std::move(shown)};
}

/// Another registry than the one here. Only one that is named on the command line is asked over the
/// network: the doctor is called where the network may be what is ill.
HealthChecks other_registry(const Session& session, const DoctorOptions& options) {
  const auto location = options.registry ? options.registry : session.environment("DCR_REGISTRY");
  if (!location || location->empty()) return {};
  const auto contact = options.registry ? git::Contact::fetch : git::Contact::copy_only;
  const auto mirror = git::find_registry({*location, session.environment(), contact});
  if (!mirror) {
    HealthCheck check = problem("registry", mirror.error());
    const bool no_copy_yet =
        contact == git::Contact::copy_only && mirror.error().kind == ErrorKind::unavailable;
    if (no_copy_yet) check.state = Health::warning;
    return {std::move(check)};
  }
  if (mirror->warning) return {{"registry", Health::warning, *mirror->warning, ""}};
  return {examine_registry(session, *mirror, git::without_user_info(*location))};
}

HealthChecks audit_stream(const Session& session) {
  const auto url = session.environment("AUDIT_STREAM_URL");
  if (!url || url->empty()) return {};
  HealthChecks checks;
  const auto address = audit::require_address(*url);
  checks.push_back(address ? HealthCheck{.name = "audit", .message = audit::shown_address(*url)}
                           : problem("audit", address.error()));
  const auto timeout = session.environment("AUDIT_STREAM_TIMEOUT_S");
  if (timeout && !timeout->empty() && !audit::parse_timeout(*timeout)) {
    checks.push_back({"audit", Health::warning,
                      fmt::format("AUDIT_STREAM_TIMEOUT_S '{}' is no number of seconds", *timeout),
                      "export AUDIT_STREAM_TIMEOUT_S=2.5"});
  }
  const auto curl = audit::Curl::load();
  if (!curl) {
    checks.push_back({"audit", Health::problem, curl.error().message, "install libcurl"});
  }
  return checks;
}

HealthChecks examine(const Session& session, const DoctorOptions& options) {
  HealthChecks checks = tools(session);
  append(checks, repository(session));
  append(checks, other_registry(session, options));
  append(checks, audit_stream(session));
  return checks;
}

report::Ink ink_of(Health state) {
  switch (state) {
    case Health::ok: return report::Ink::green;
    case Health::warning: return report::Ink::yellow;
    case Health::problem: return report::Ink::red;
  }
  unreachable();
}

std::string to_text(const HealthChecks& checks, report::Colour colour) {
  const report::Paint paint(colour);
  std::string out;
  for (const HealthCheck& check : checks) {
    const std::string state = fmt::format("{:<8}", to_string(check.state));
    out += fmt::format("{} {:<14} {}\n", paint(ink_of(check.state), state), check.name,
                       printable(check.message));
    if (!check.help.empty()) out += fmt::format("{:24}help: {}\n", "", printable(check.help));
  }
  return out;
}

std::string to_json(const HealthChecks& checks, bool healthy) {
  nlohmann::ordered_json out;
  out["healthy"] = healthy;
  out["checks"] = nlohmann::ordered_json::array();
  for (const HealthCheck& check : checks) {
    out["checks"].push_back({{"name", check.name},
                             {"state", to_string(check.state)},
                             {"message", check.message},
                             {"help", text_or_null(check.help)}});
  }
  return json_text(out);
}

Result<ExitCode> run(const DoctorOptions& options, const Session& session) {
  const HealthChecks checks = examine(session, options);
  const bool healthy = std::ranges::none_of(
      checks, [](const HealthCheck& check) { return check.state == Health::problem; });
  const std::string text =
      options.format == "json" ? to_json(checks, healthy) : to_text(checks, session.colour());
  if (auto printed = session.print(text); !printed) return printed.error();
  return healthy ? ExitCode::yes : ExitCode::no;
}

Invocation set_up() {
  auto options = std::make_shared<DoctorOptions>();
  Invocation invocation;
  invocation.options = {
      {.name = "--registry",
       .value_name = "PATH|URL[#REV]",
       .help = "Also try to reach this registry; without it the network is left alone",
       .completes = Completes::folder,
       .target = &options->registry},
      {.name = "--format",
       .value_name = "FORMAT",
       .help = "How to answer",
       .choices = {"text", "json"},
       .target = &options->format},
  };
  invocation.run = [options](Session& session) { return run(*options, session); };
  return invocation;
}

}  // namespace

extern const Command doctor_command;
const Command doctor_command{
    .name = "doctor",
    .group = Group::start,
    .summary = "Examine repository, configuration, registry and tools",
    .description =
        "One line for each thing looked at: ok, warning or problem, what was found, and the way "
        "out. Looks for the git program, the kind of repository, unfinished merges, hooks, the "
        "mainline, dcr.yaml, contracts that cannot be read or claim one version, the ledger, "
        "acceptances that expired or accept nothing any more, the caches, DCR_REGISTRY and "
        "AUDIT_STREAM_URL. Exits with 1 if there is a problem. Executes nothing of the repository "
        "and writes nothing.",
    .examples = {{"dcr doctor", "why does dcr not do what I expect"},
                 {"dcr doctor --registry https://git.example.org/contracts.git",
                  "can this registry be reached from here"}},
    .setup = set_up,
};

}  // namespace dcr::cli
