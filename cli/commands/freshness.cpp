// SPDX-License-Identifier: Apache-2.0
#include "core/check/freshness.hpp"

#include "cli/command.hpp"
#include "cli/commands/json_output.hpp"
#include "cli/commands/registry_access.hpp"
#include "cli/commands/table.hpp"
#include "cli/session.hpp"
#include "core/base/atomic_file.hpp"
#include "core/base/duration.hpp"
#include "core/base/text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <memory>

namespace dcr::cli {
namespace {

using check::Freshness;
using check::FreshnessReport;
using check::FreshnessVerdict;
using nlohmann::ordered_json;
using Observations = std::vector<formats::Observation>;

constexpr std::size_t largest_file = std::size_t{8} << 20;

struct FreshnessOptions {
  std::vector<std::string> references;
  std::optional<std::string> observed;
  std::optional<std::string> from;
  std::optional<std::string> now;
  bool all = false;
  RegistryOptions registry;
};

Result<void> check_usage(const FreshnessOptions& options) {
  if (!options.observed && !options.from) {
    return Error{ErrorKind::usage,
                 "nothing was observed",
                 {},
                 "dcr freshness NAME --observed 2026-11-20T10:00:00Z, or --from FILE"};
  }
  if (options.observed && options.references.empty()) {
    return Error{ErrorKind::usage,
                 "--observed is of one contract, and none is named",
                 {},
                 "dcr freshness NAME --observed 2026-11-20T10:00:00Z"};
  }
  return {};
}

Result<Observations> read_observations(const Session& session, const std::string& path) {
  if (path == "-") {
    const auto text = session.read_stdin(largest_file);
    if (!text) return text.error();
    return formats::read_observations(*text, "<stdin>");
  }
  const auto text = read_whole_file(path, largest_file);
  if (text) return formats::read_observations(*text, path);
  return Error{ErrorKind::io,
               fmt::format("cannot read '{}': it is no file of at most 8 MiB that may be read",
                           printable(path)),
               {},
               "--from - reads standard input"};
}

/// The newest of what was observed of one contract.
Result<std::optional<Timestamp>> observed_of(const Session& session,
                                             const FreshnessOptions& options,
                                             const ContractVersion& version) {
  if (options.observed) {
    const auto at = parse_timestamp(*options.observed);
    if (!at) return at.error();
    return std::optional(*at);
  }
  const auto observations = read_observations(session, *options.from);
  if (!observations) return observations.error();
  return check::newest_observation(*observations, version, session.environment("DCR_NAMESPACE"));
}

Result<FreshnessReport> judge(const Session& session, const FreshnessOptions& options,
                              const Registry& registry, const Timestamp& now) {
  if (options.references.empty()) {
    const auto observations = read_observations(session, *options.from);
    if (!observations) return observations.error();
    return check::judge_all_freshness(registry, *observations, session.environment("DCR_NAMESPACE"),
                                      now);
  }
  const auto reference = read_reference(session, options.references.front());
  if (!reference) return reference.error();
  const auto version = registry.resolve(*reference);
  if (!version) return version.error();
  const auto observed = observed_of(session, options, *version);
  if (!observed) return observed.error();
  FreshnessReport report;
  report.datasets.push_back(check::judge_freshness(*version, *observed, now));
  return report;
}

/// Whether the answer is yes. A contract that nobody measured is held against it only where it was
/// asked for.
bool is_fresh(const FreshnessReport& report, bool all_asked_for) {
  const auto is_no = [&](const FreshnessVerdict& verdict) {
    return verdict.state == Freshness::stale ||
           (all_asked_for && verdict.state == Freshness::unobserved);
  };
  return report.unknown.empty() && std::ranges::none_of(report.datasets, is_no);
}

std::string seconds_text(const std::optional<double>& seconds) {
  return seconds ? fmt::format("{}", *seconds) : "-";
}

std::string for_people(const std::optional<double>& seconds) {
  if (!seconds) return "-";
  // Below a second the units of people end.
  const bool tiny = *seconds > 0 && *seconds < 1;
  return tiny ? fmt::format("{} s", *seconds)
              : duration_text(static_cast<std::int64_t>(std::min(*seconds, 1e15)));
}

std::string to_table(const FreshnessReport& report, bool aligned) {
  Table table;
  table.heading = {"STATE",   "NAME",    "VERSION",  "LAG",   "SECONDS",
                   "AT MOST", "SECONDS", "OBSERVED", "OWNERS"};
  for (const FreshnessVerdict& verdict : report.datasets) {
    if (verdict.state == Freshness::no_sla && !verdict.observed) continue;
    const LoadedDocument& document = *verdict.version.document;
    table.rows.push_back({std::string(to_string(verdict.state)), shown_name(document.contract),
                          verdict.version.version().text(), for_people(verdict.lag_seconds),
                          seconds_text(verdict.lag_seconds), for_people(verdict.max_lag_seconds),
                          seconds_text(verdict.max_lag_seconds),
                          verdict.observed ? utc_text(verdict.observed->seconds) : "-",
                          owners_text(document.contract.owners)});
  }
  return to_text(table, aligned);
}

/// Whole seconds as an integer: a program may read them into one.
ordered_json number(const std::optional<double>& value) {
  if (!value) return nullptr;
  const bool whole = std::trunc(*value) == *value && std::abs(*value) < 1e15;
  if (whole) return static_cast<std::int64_t>(*value);
  return *value;
}

ordered_json verdict_json(const FreshnessVerdict& verdict) {
  const Contract& contract = verdict.version.document->contract;
  ordered_json out = identity_json(contract);
  out["version"] = verdict.version.version().text();
  out["path"] = verdict.version.document->path;
  out["state"] = to_string(verdict.state);
  out["observed"] =
      verdict.observed ? ordered_json(utc_text(verdict.observed->seconds)) : ordered_json();
  out["lag_seconds"] = number(verdict.lag_seconds);
  out["max_lag_seconds"] = number(verdict.max_lag_seconds);
  out["warning"] = text_or_null(verdict.warning);
  out["owners"] = owners_json(contract.owners);
  return out;
}

std::string to_json(const FreshnessReport& report, const Timestamp& now, bool fresh) {
  ordered_json out;
  out["now"] = utc_text(now.seconds);
  out["fresh"] = fresh;
  out["datasets"] = ordered_json::array();
  for (const FreshnessVerdict& verdict : report.datasets) {
    out["datasets"].push_back(verdict_json(verdict));
  }
  out["unknown"] = ordered_json::array();
  for (const auto& unknown : report.unknown) {
    out["unknown"].push_back({{"dataset", unknown.dataset}, {"message", unknown.message}});
  }
  return json_text(out);
}

/// What people should know besides the rows.
void tell(const Session& session, const FreshnessReport& report) {
  for (const auto& unknown : report.unknown) session.note(unknown.message);
  for (const FreshnessVerdict& verdict : report.datasets) {
    if (!verdict.warning.empty()) session.note("warning: " + verdict.warning);
  }
  for (const std::string& path : report.unreadable) {
    session.note(fmt::format("warning: {} cannot be read; dcr validate says why", path));
  }
  const auto silent = std::ranges::count_if(report.datasets, [](const FreshnessVerdict& verdict) {
    return verdict.state == Freshness::no_sla;
  });
  if (silent == 0) return;
  session.note(fmt::format("{} without a freshness SLA",
                           counted(static_cast<std::size_t>(silent), "contract")));
}

Result<ExitCode> run(const FreshnessOptions& options, const Session& session) {
  if (auto checked = check_usage(options); !checked) return checked.error();
  // Whole seconds: a lag in nanoseconds would pretend to more than anybody measured.
  const auto now = options.now ? parse_timestamp(*options.now)
                               : Result<Timestamp>(Timestamp{session.now().seconds, 0});
  if (!now) return now.error();
  const auto open = open_registry(session, options.registry, Reads::working_tree);
  if (!open) return open.error();
  const auto report = judge(session, options, open->registry, *now);
  if (!report) return report.error();
  const bool fresh = is_fresh(*report, options.all || !options.references.empty());
  const std::string text = options.registry.json()
                               ? to_json(*report, *now, fresh)
                               : to_table(*report, session.stdout_is_terminal());
  if (auto printed = session.print(text); !printed) return printed.error();
  tell(session, *report);
  return fresh ? ExitCode::yes : ExitCode::no;
}

Invocation set_up() {
  auto options = std::make_shared<FreshnessOptions>();
  Invocation invocation;
  invocation.options = {
      {.name = "--observed",
       .value_name = "TIME",
       .help = "When the newest data of the contract is from",
       .excludes = {"--from"},
       .target = &options->observed},
      {.name = "--from",
       .value_name = "FILE",
       .help = "Read what was observed from a JSON or CSV file, - for standard input",
       .completes = Completes::file,
       .target = &options->from},
      {.name = "--all",
       .help = "Every contract with a freshness SLA must have been observed",
       .target = &options->all},
      {.name = "--now",
       .value_name = "TIME",
       .help = "The moment to judge at (default: now)",
       .target = &options->now},
  };
  for (Option& option : registry_option_list(options->registry)) {
    invocation.options.push_back(std::move(option));
  }
  invocation.positionals = {
      .value_name = "REFERENCE",
      .help = "The contract; without one, every contract that was observed is judged",
      .at_most = 1,
      .completes = Completes::contract,
      .target = &options->references};
  invocation.run = [options](Session& session) { return run(*options, session); };
  return invocation;
}

}  // namespace

extern const Command freshness_command;
const Command freshness_command{
    .name = "freshness",
    .group = Group::judge,
    .summary = "Hold observed timestamps against the freshness SLA",
    .description =
        "Judges how far the newest data lags behind the clock: the newest active version of a "
        "contract promises at most freshness_sla.max_lag_seconds; an ODCS contract by its "
        "slaProperties freshness or latency. Exits with 1 if a contract is stale, a dataset is "
        "unknown, or the contract that was asked for (with --all: any with a promise) was not "
        "observed. A contract without a promise is never stale.\n\n"
        "A JSON file is a list of objects with dataset and timestamp, or an object of timestamps "
        "by dataset. A CSV file has a header that names the columns dataset and timestamp; "
        "further columns are ignored. Of several observations of a dataset the newest counts.\n\n"
        "A timestamp is 2026-11-20T10:00:00Z or as databases print it. Without a zone it is UTC; a "
        "day alone is its first moment. One in the future counts as no lag, with a warning from a "
        "minute on.",
    .examples = {{"dcr freshness users.daily_active --observed 2026-11-20T10:00:00Z",
                  "one contract"},
                 {"dcr freshness --from observed.csv", "every dataset of a file"},
                 {"psql --csv -f newest.sql | dcr freshness --from - --all",
                  "what a query found; nothing may be missing"}},
    .setup = set_up,
};

}  // namespace dcr::cli
