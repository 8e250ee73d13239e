// SPDX-License-Identifier: Apache-2.0
#include "core/report/changelog.hpp"

#include "cli/command.hpp"
#include "cli/commands/json_output.hpp"
#include "cli/commands/registry_access.hpp"
#include "cli/commands/version_output.hpp"
#include "cli/session.hpp"
#include "core/base/text.hpp"
#include "core/base/timestamp.hpp"
#include "core/check/changelog.hpp"
#include "core/model/model_schema.hpp"
#include "core/yaml/node.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>
#include <numeric>
#include <utility>

namespace dcr::cli {
namespace {

struct History {
  std::vector<check::HistoryStep> steps;
  bool in_tree = false;  ///< the tree has a version of it, told of or not
};

struct ChangelogOptions {
  std::vector<std::string> names;
  std::optional<std::string> since;
  RegistryOptions registry;
};

std::size_t field_count(const Contract& contract) {
  if (contract.model) {
    const yaml::Node* properties = contract.model->schema->find("properties");
    return properties == nullptr ? 0 : properties->entries.size();
  }
  return std::accumulate(
      contract.objects.begin(), contract.objects.end(), std::size_t{0},
      [](std::size_t sum, const Object& object) { return sum + object.fields.fields.size(); });
}

report::ChangelogVersion changelog_version(const check::HistoryStep& step) {
  const Contract& contract = step.version.document->contract;
  return {.version = step.version.version().text(),
          .previous_version = step.previous ? step.previous->text() : "",
          .date = utc_text(step.commit.author_time).substr(0, 10),
          .commit = step.commit.id.short_hex(),
          .author = step.commit.author_name,
          .status = step.version.status,
          .deprecation_uri = step.version.deprecation_uri,
          .deprecation_message = step.version.deprecation_message,
          .fields = field_count(contract),
          .owners = owners_text(contract.owners),
          .changes = step.changes};
}

std::string to_markdown(const std::vector<History>& histories) {
  std::vector<report::Changelog> changelogs;
  for (const History& history : histories) {
    const Contract& contract = history.steps.front().version.document->contract;
    report::Changelog one{.name = contract.full_name(),
                          .title = contract.title,
                          .in_tree = history.in_tree,
                          .versions = {}};
    for (const check::HistoryStep& step : history.steps) {
      one.versions.push_back(changelog_version(step));
    }
    changelogs.push_back(std::move(one));
  }
  return report::to_markdown(changelogs);
}

nlohmann::ordered_json change_json(const Issue& change) {
  return {{"group", to_string(report::changelog_group(change))},
          {"kind", change.rule},
          {"severity", to_string(change.severity)},
          {"bump", to_string(change.bump)},
          {"field", text_or_null(change.field)},
          {"message", change.message},
          {"accepted", change.accepted}};
}

Result<std::string> to_json(const std::vector<History>& histories, const OpenRegistry& open) {
  nlohmann::ordered_json out;
  out["mainline"] = open.mainline_name;
  out["contracts"] = nlohmann::ordered_json::array();
  for (const History& history : histories) {
    const Contract& contract = history.steps.front().version.document->contract;
    nlohmann::ordered_json one = identity_json(contract);
    one["title"] = text_or_null(contract.title);
    one["in_tree"] = history.in_tree;
    one["versions"] = nlohmann::ordered_json::array();
    for (const check::HistoryStep& step : history.steps) {
      nlohmann::ordered_json entry;
      entry["version"] = step.version.version().text();
      entry["previous_version"] = text_or_null(step.previous ? step.previous->text() : "");
      entry["date"] = utc_text(step.commit.author_time);
      entry["commit"] = step.commit.id.hex();
      entry["author"] = {{"name", step.commit.author_name}, {"email", step.commit.author_email}};
      entry["status"] = to_string(step.version.status);
      entry["deprecation_uri"] = text_or_null(step.version.deprecation_uri);
      entry["deprecation_message"] = text_or_null(step.version.deprecation_message);
      entry["fields"] = field_count(step.version.document->contract);
      entry["owners"] = owners_json(step.version.document->contract.owners);
      entry["required_bump"] = to_string(step.required_bump);
      entry["breaking"] = step.breaking;
      entry["changes"] = nlohmann::ordered_json::array();
      for (const Issue& change : step.changes) entry["changes"].push_back(change_json(change));
      one["versions"].push_back(std::move(entry));
    }
    out["contracts"].push_back(std::move(one));
  }
  return json_text(out);
}

/// The versions of the contract that is named, or of every contract by name.
Result<std::vector<std::vector<ContractVersion>>> find_versions(const ChangelogOptions& options,
                                                                const Session& session,
                                                                const Registry& registry) {
  std::vector<std::vector<ContractVersion>> all;
  if (options.names.empty()) {
    auto found = registry.all_versions();
    if (!found) return found.error();
    for (auto& [name, versions] : *found) all.push_back(std::move(versions));
    return all;
  }
  const auto reference = read_reference(session, options.names.front());
  if (!reference) return reference.error();
  if (!reference->selector.text.empty()) {
    return Error{
        ErrorKind::usage,
        fmt::format("a changelog is of a contract, not of '{}'", printable(options.names.front())),
        {},
        "dcr changelog NAME --since VERSION leaves out what is older"};
  }
  auto found = registry.versions(reference->full_name());
  if (!found) return found.error();
  if (found->empty()) return registry.unknown(reference->full_name());
  all.push_back(std::move(*found));
  return all;
}

Result<std::vector<History>> find_histories(const ChangelogOptions& options, const Session& session,
                                            const OpenRegistry& open) {
  std::optional<Version> since;
  if (options.since && !(since = Version::parse(*options.since))) {
    return Error{ErrorKind::usage,
                 fmt::format("'{}' is no version", printable(*options.since)),
                 {},
                 "a version is MAJOR.MINOR.PATCH: 1.2.0"};
  }
  const auto all = find_versions(options, session, open.registry);
  if (!all) return all.error();
  std::vector<History> histories;
  for (const std::vector<ContractVersion>& versions : *all) {
    auto steps = check::history_steps(open.registry, open.config, versions);
    if (!steps) return steps.error();
    if (steps->empty() && !options.names.empty()) {
      return Error{ErrorKind::absent,
                   fmt::format("no version of '{}' is registered",
                               printable(versions.front().document->full_name())),
                   {},
                   "a version is registered once the mainline carries it"};
    }
    const bool in_tree = std::ranges::any_of(versions, &ContractVersion::in_tree);
    if (since) {
      std::erase_if(*steps, [&](const check::HistoryStep& step) {
        return !(*since < step.version.version());
      });
    }
    if (!steps->empty()) histories.push_back({std::move(*steps), in_tree});
  }
  return histories;
}

Result<ExitCode> run(const ChangelogOptions& options, const Session& session) {
  const auto open = open_registry(session, options.registry, Reads::commits);
  if (!open) return open.error();
  const auto histories = find_histories(options, session, *open);
  if (!histories) return histories.error();
  if (histories->empty()) {
    session.note(options.since ? "there is nothing to tell since that version"
                               : "there is nothing to tell: no version is registered");
  }
  const auto text = options.registry.json() ? to_json(*histories, *open)
                                            : Result<std::string>(to_markdown(*histories));
  if (!text) return text.error();
  if (auto printed = session.print(*text); !printed) return printed.error();
  return ExitCode::yes;
}

Invocation set_up() {
  auto options = std::make_shared<ChangelogOptions>();
  Invocation invocation;
  invocation.options = {{.name = "--since",
                         .value_name = "VERSION",
                         .help = "Only versions above this one",
                         .completes = Completes::version,
                         .target = &options->since}};
  invocation.options.push_back(kind_option(options->registry));
  for (Option& option : registry_option_list(options->registry)) {
    invocation.options.push_back(std::move(option));
  }
  invocation.positionals = {.value_name = "NAME",
                            .help = "A contract; without one, every contract of the mainline",
                            .at_most = 1,
                            .completes = Completes::contract_name,
                            .target = &options->names};
  invocation.run = [options](Session& session) { return run(*options, session); };
  return invocation;
}

}  // namespace

extern const Command changelog_command;
const Command changelog_command{
    .name = "changelog",
    .group = Group::read,
    .summary = "Write a changelog from history, as Markdown",
    .description =
        "One section a contract and one heading a registered version, newest first, with who "
        "registered it, what became of it, and every difference to the version before it: what "
        "breaks readers under the contract's mode first, then what was added, changed, deprecated "
        "and removed. Reads commits only: what the mainline has carried. The text format is "
        "Markdown.",
    .examples = {{"dcr changelog users.daily_active", "one contract"},
                 {"dcr changelog > CHANGELOG.md", "all of them"},
                 {"dcr changelog users.daily_active --since 1.2.0", "what is new since 1.2.0"}},
    .setup = set_up,
};

}  // namespace dcr::cli
