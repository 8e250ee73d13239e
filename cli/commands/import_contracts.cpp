// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/import_contracts.hpp"

#include "cli/commands/import_files.hpp"
#include "cli/commands/json_output.hpp"
#include "cli/commands/working_contract.hpp"
#include "cli/session.hpp"
#include "core/base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace dcr::cli {
namespace {

std::string to_text(const std::vector<PlannedContract>& plan, bool dry_run) {
  std::string out;
  std::size_t unchanged = 0;
  for (const PlannedContract& each : plan) {
    if (!each.changed()) {
      ++unchanged;
      continue;
    }
    const bool moved = !each.previous_version.empty() && each.previous_version != each.version;
    out +=
        fmt::format("{}{} {}{} in {}\n", dry_run ? "would write: " : "wrote ", printable(each.name),
                    each.version, moved ? fmt::format(" (was {})", each.previous_version) : "",
                    printable(each.path));
  }
  if (unchanged > 0) out += fmt::format("{} unchanged\n", unchanged);
  return out;
}

std::string to_json(const std::vector<PlannedContract>& plan, bool written) {
  using Json = nlohmann::ordered_json;
  Json out{{"written", written}, {"models", Json::array()}};
  Json contracts = Json::array();
  Json losses = Json::array();
  Json inferred = Json::array();
  for (const PlannedContract& each : plan) {
    contracts.push_back({{"name", each.name},
                         {"version", each.version},
                         {"previous_version", text_or_null(each.previous_version)},
                         {"path", each.path},
                         {"source", each.source},
                         {"line", each.at.known() ? Json(each.at.begin.line) : Json()},
                         {"changed", each.changed()}});
    for (const Loss& loss : each.losses) {
      losses.push_back(
          {{"contract", each.name}, {"field", text_or_null(loss.field)}, {"message", loss.what}});
    }
    for (const imports::Inference& what : each.inferred) {
      inferred.push_back(
          {{"contract", each.name}, {"field", text_or_null(what.field)}, {"message", what.what}});
    }
  }
  out["contracts"] = std::move(contracts);
  out["losses"] = std::move(losses);
  out["inferred"] = std::move(inferred);
  return json_text(out);
}

std::string place_in(const PlannedContract& contract, const std::string& field) {
  const std::string name = printable(contract.name);
  return field.empty() ? name : fmt::format("{}, {}", name, printable(field));
}

/// What a person must know of documents that look complete.
void tell(const Session& session, const OpenRegistry* open, const ImportSources& sources,
          const std::vector<PlannedContract>& plan) {
  for (const std::string& note : sources.notes) session.note("note: " + note);
  for (const PlannedContract& each : plan) {
    for (const imports::Inference& what : each.inferred) {
      session.note(fmt::format("inferred: {}: {}", place_in(each, what.field), what.what));
    }
    for (const Loss& loss : each.losses) {
      session.note(fmt::format("warning: {}: cannot carry {}", place_in(each, loss.field),
                               printable(loss.what)));
    }
    if (open == nullptr || PathFilter(open->config.contracts).matches(each.path)) continue;
    session.note(fmt::format("warning: no glob of `contracts:` of dcr.yaml matches {}",
                             printable(each.path)));
  }
}

Error no_contracts(const ImportOptions& options) {
  const std::vector<std::string>& words = options.words;
  std::string files = fmt::format("these {} files", words.size() - 1);
  if (words.size() == 2) {
    files = words.back() == "-" ? "the standard input" : "'" + printable(words.back()) + "'";
  }
  if (!options.only.empty()) {
    return wrong_usage(fmt::format("nothing in {} is called '{}'", files,
                                   printable(fmt::format("{}", fmt::join(options.only, "', '")))));
  }
  std::string help;
  if (words.front() == "sql") help = "each CREATE TABLE statement makes one";
  if (words.front() == "dbt") help = "each model, source, seed or snapshot with columns makes one";
  return wrong_usage(fmt::format("nothing in {} makes a contract", files), help);
}

std::string documents_text(const std::vector<PlannedContract>& plan) {
  std::string out;
  for (const PlannedContract& each : plan) {
    if (!out.empty()) out += "---\n";
    out += each.text;
  }
  return out;
}

}  // namespace

Result<ExitCode> import_contracts(const ImportOptions& options, const Session& session) {
  if (options.prints() && options.format == "json") {
    return wrong_usage("--out - prints documents, and --format json an answer");
  }
  auto sources = read_sources(options, session);
  if (!sources) return sources.error();
  if (sources->contracts.empty()) {
    for (const std::string& note : sources->notes) session.note("note: " + note);
    return no_contracts(options);
  }
  std::optional<OpenRegistry> open;
  if (!options.prints()) {
    auto opened = open_for_change(session, {});
    if (!opened) return opened.error();
    open = *std::move(opened);
  }
  const OpenRegistry* registry = open ? &*open : nullptr;
  const std::vector<std::string> notes = sources->notes;
  const auto plan = plan_contracts(options, session, registry, *std::move(sources));
  if (!plan) return plan.error();
  tell(session, registry, {{}, notes}, *plan);
  if (options.prints()) {
    if (auto printed = session.print(documents_text(*plan)); !printed) return printed.error();
    return ExitCode::yes;
  }
  if (!options.dry_run) {
    std::vector<FileChange> changes;
    for (const PlannedContract& each : *plan)
      changes.push_back({each.path, each.before, each.text});
    auto written = write_all(*open->registry.source().repository, changes);
    if (!written) return written.error();
  }
  const std::string text =
      options.format == "json" ? to_json(*plan, !options.dry_run) : to_text(*plan, options.dry_run);
  if (auto printed = session.print(text); !printed) return printed.error();
  const bool differs = std::ranges::any_of(*plan, &PlannedContract::changed);
  return options.exit_code && differs ? ExitCode::no : ExitCode::yes;
}

}  // namespace dcr::cli
