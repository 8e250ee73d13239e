// SPDX-License-Identifier: Apache-2.0
#include "core/check/sync.hpp"

#include "cli/command.hpp"
#include "cli/commands/json_output.hpp"
#include "cli/commands/registry_access.hpp"
#include "cli/session.hpp"
#include "core/base/text.hpp"
#include "core/git/mirror.hpp"
#include "core/report/model_json.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace dcr::cli {
namespace {

using Json = nlohmann::ordered_json;

struct SyncOptions {
  std::vector<std::string> references;
  std::optional<std::string> registry;
  std::optional<std::string> name_space;
  bool global = false;
  bool best_effort = false;
  std::string format = "text";

  [[nodiscard]] bool json() const { return format == "json"; }
};

Result<std::string> registry_asked(const SyncOptions& options, const Session& session) {
  const std::string named =
      options.registry.value_or(session.environment("DCR_REGISTRY").value_or(""));
  if (!named.empty()) return named;
  return Error{ErrorKind::usage,
               "no registry named",
               {},
               "dcr sync --registry PATH|URL[#REV], or set DCR_REGISTRY"};
}

Result<check::SyncScope> scope_of(const SyncOptions& options, const Session& session) {
  check::SyncScope scope;
  for (const std::string& word : options.references) {
    const auto reference = read_reference(session, word);
    if (!reference) return reference.error();
    if (!reference->selector.text.empty()) {
      return Error{ErrorKind::usage,
                   fmt::format("sync compares every version of a model, not '{}'", printable(word)),
                   {},
                   "name the model alone"};
    }
    scope.names.push_back(reference->full_name());
  }
  if (options.global) scope.only = std::optional<std::string>();
  if (options.name_space) scope.only = options.name_space;
  return scope;
}

std::vector<std::string> texts(const std::vector<Version>& versions) {
  std::vector<std::string> out;
  for (const Version& version : versions) out.push_back(version.text());
  return out;
}

Json listed(const std::map<std::string, std::vector<Version>>& models) {
  Json out = Json::object();
  for (const auto& [name, versions] : models) out[name] = texts(versions);
  return out;
}

std::string to_json(const check::SyncReport& report, const std::string& registry,
                    const std::optional<std::string>& failure) {
  Json out;
  out["in_sync"] = failure ? Json() : Json(report.in_sync());
  out["registry"] = git::without_user_info(registry);
  out["reachable"] = !failure;
  out["error"] = text_or_null(failure.value_or(""));
  out["local_only"] = listed(report.local_only);
  out["registry_only"] = listed(report.registry_only);
  out["version_mismatches"] = Json::object();
  for (const auto& [name, mismatch] : report.version_mismatches) {
    out["version_mismatches"][name] = {{"local_only", texts(mismatch.local_only)},
                                       {"registry_only", texts(mismatch.registry_only)}};
  }
  out["drift"] = Json::array();
  for (const check::SyncPair& pair : report.pairs) {
    Json entry = {{"name", pair.name},
                  {"version", pair.version.text()},
                  {"path", pair.path},
                  {"matches", pair.matches}};
    entry["differences"] = pair.matches ? Json() : report::summary_json(pair.differences);
    out["drift"].push_back(std::move(entry));
  }
  return json_text(out);
}

void add_list(std::string& out, std::string_view what, const std::vector<std::string>& names) {
  if (!names.empty()) {
    out += fmt::format("    {}: {}\n", what, printable(fmt::format("{}", fmt::join(names, ", "))));
  }
}

void add_models(std::string& out, std::string_view heading,
                const std::map<std::string, std::vector<Version>>& models) {
  if (models.empty()) return;
  out += fmt::format("{}:\n", heading);
  for (const auto& [name, versions] : models) {
    out += fmt::format("  {}: {}\n", printable(name), fmt::join(texts(versions), ", "));
  }
}

std::string drift_text(const check::SyncReport& report) {
  std::string out;
  for (const check::SyncPair& pair : report.pairs) {
    if (pair.matches) continue;
    if (out.empty()) out = "drifted, from the registry's document to the one here:\n";
    const ModelSummary& differs = pair.differences;
    out += fmt::format("  {} {}: {}\n", printable(pair.name), pair.version.text(),
                       to_string(differs.compatibility));
    add_list(out, "added", differs.properties_added);
    add_list(out, "removed", differs.properties_removed);
    add_list(out, "modified", differs.properties_modified);
    add_list(out, "now required", differs.required_added);
    add_list(out, "no longer required", differs.required_removed);
  }
  return out;
}

std::string to_text(const check::SyncReport& report, const std::string& registry) {
  const std::string name = printable(git::without_user_info(registry));
  if (report.in_sync()) {
    return fmt::format("in sync with {}: {}\n", name, counted(report.pairs.size(), "version"));
  }
  std::string out;
  add_models(out, "only here", report.local_only);
  add_models(out, "only in the registry", report.registry_only);
  if (!report.version_mismatches.empty()) out += "other versions:\n";
  for (const auto& [model, mismatch] : report.version_mismatches) {
    out += fmt::format("  {}:\n", printable(model));
    add_list(out, "only here", texts(mismatch.local_only));
    add_list(out, "only in the registry", texts(mismatch.registry_only));
  }
  return out + drift_text(report) + fmt::format("not in sync with {}\n", name);
}

/// Whether the registry cannot be looked at now, as against a wrong command line.
bool is_out_of_reach(const Error& error) {
  switch (error.kind) {
    case ErrorKind::unavailable:
    case ErrorKind::not_found:
    case ErrorKind::io:
    case ErrorKind::git: return true;
    case ErrorKind::usage:
    case ErrorKind::bad_config:
    case ErrorKind::absent: return false;
  }
  return false;
}

/// Both sides, compared.
Result<check::SyncReport> compare(const SyncOptions& options, const Session& session,
                                  const std::string& registry, std::optional<Error>& failure) {
  const auto scope = scope_of(options, session);
  if (!scope) return scope.error();
  // The empty text is no registry: what is here is meant, whatever DCR_REGISTRY says.
  const auto local =
      open_registry(session, {.at = {}, .registry = "", .kind = "model"}, Reads::working_tree);
  if (!local) return local.error();
  auto here = check::models_of(local->registry, *scope);
  if (!here) return here.error();
  const auto remote =
      open_registry(session, {.at = {}, .registry = registry, .kind = "model"}, Reads::commits);
  auto there = remote ? check::models_of(remote->registry, *scope)
                      : Result<check::ModelVersions>(remote.error());
  if (!there) {
    failure = there.error();
    return check::SyncReport{};
  }
  for (const std::string& name : scope->names) {
    if (!here->contains(name) && !there->contains(name)) return local->registry.unknown(name);
  }
  return check::compare_registries(*here, *there, *scope, local->config.model_policy);
}

Result<ExitCode> run(const SyncOptions& options, const Session& session) {
  const auto registry = registry_asked(options, session);
  if (!registry) return registry.error();
  std::optional<Error> failure;
  const auto report = compare(options, session, *registry, failure);
  if (!report) return report.error();
  if (failure && !(options.best_effort && is_out_of_reach(*failure))) return *failure;
  if (failure) session.note("warning: not compared: " + failure->message);
  std::optional<std::string> words;
  if (failure) words = failure->message;
  const std::string text = options.json() ? to_json(*report, *registry, words)
                           : failure      ? ""
                                          : to_text(*report, *registry);
  if (auto printed = session.print(text); !printed) return printed.error();
  return failure || report->in_sync() ? ExitCode::yes : ExitCode::no;
}

Invocation set_up() {
  auto options = std::make_shared<SyncOptions>();
  return {
      .options = {{.name = "--registry",
                   .value_name = "PATH|URL[#REV]",
                   .help = "The registry: a repository, or a URL that git can fetch from "
                           "(default: $DCR_REGISTRY)",
                   .completes = Completes::folder,
                   .target = &options->registry},
                  {.name = "--namespace",
                   .value_name = "NAMESPACE",
                   .help = "Only this namespace (default: those that are here)",
                   .excludes = {"--global"},
                   .completes = Completes::name_space,
                   .target = &options->name_space},
                  {.name = "--global",
                   .help = "Only models of no namespace",
                   .target = &options->global},
                  {.name = "--best-effort",
                   .help = "Exit with 0 and a warning where the registry is out of reach",
                   .target = &options->best_effort},
                  {.name = "--format",
                   .value_name = "FORMAT",
                   .help = "How to answer",
                   .choices = {"text", "json"},
                   .target = &options->format}},
      .positionals = {.value_name = "REFERENCE",
                      .help = "Only these models",
                      .completes = Completes::contract,
                      .target = &options->references},
      .run = [options](Session& session) { return run(*options, session); },
  };
}

}  // namespace

extern const Command sync_command;
const Command sync_command{
    .name = "sync",
    .group = Group::judge,
    .summary = "Compare the models here with those of a registry",
    .description =
        "Says which models and versions only one side has, and which have drifted: the same "
        "version with another schema. Looks at the working tree and the versions that history "
        "registered, and on the registry's side at its mainline, in the namespaces that are here. "
        "Exits with 1 when the two are not in sync, and changes nothing.\n\n"
        "With --best-effort a registry out of reach is a warning, so that a service starts all "
        "the same; a copy of an earlier run is used where there is one.",
    .examples = {{"dcr sync --registry https://git.example.com/registry.git", "in CI"},
                 {"dcr sync user-service::User --registry ../registry --format json",
                  "one model, for a program"},
                 {"dcr sync --best-effort", "at the start of a service"}},
    .setup = set_up,
};

}  // namespace dcr::cli
