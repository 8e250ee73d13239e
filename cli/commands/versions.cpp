// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"
#include "cli/commands/json_output.hpp"
#include "cli/commands/registry_access.hpp"
#include "cli/commands/table.hpp"
#include "cli/commands/version_output.hpp"
#include "cli/session.hpp"
#include "core/base/text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>
#include <ranges>

namespace dcr::cli {
namespace {

struct VersionsOptions {
  std::vector<std::string> names;
  RegistryOptions registry;
};

/// The versions the reference admits, newest first.
std::vector<ContractVersion> admitted(const std::vector<ContractVersion>& all,
                                      const Selector& selector) {
  std::vector<ContractVersion> out;
  for (const ContractVersion& version : std::views::reverse(all)) {
    if (selector.admits(version.version())) out.push_back(version);
  }
  return out;
}

Result<std::string> to_json(const Registry& registry, const std::vector<ContractVersion>& all,
                            const std::vector<ContractVersion>& shown,
                            const std::string& mainline) {
  const git::Repository& repository = *registry.source().repository;
  nlohmann::ordered_json out = identity_json(all.back().document->contract);
  const auto latest = select(all, Selector{}, "");
  out["latest"] = text_or_null(latest ? latest->version().text() : "");
  out["mainline"] = mainline;
  out["versions"] = nlohmann::ordered_json::array();
  for (const ContractVersion& version : shown) {
    auto entry = version_json(repository, version);
    if (!entry) return entry.error();
    for (const char* key : {"name", "dataset_id", "namespace", "kind"}) entry->erase(key);
    const auto* ledger = registry.lifecycle().find(version.document->key(), version.version());
    (*entry)["since"] = text_or_null(ledger ? ledger->since : "");
    out["versions"].push_back(std::move(*entry));
  }
  return json_text(out);
}

Result<std::string> to_table(const Registry& registry, const std::vector<ContractVersion>& shown,
                             bool aligned) {
  Table table{.heading = {"VERSION", "STATUS", "REGISTERED", "COMMIT", "AUTHOR", "PATH"},
              .rows = {}};
  for (const ContractVersion& version : shown) {
    const auto first = registration_of(*registry.source().repository, version);
    if (!first) return first.error();
    table.rows.push_back(
        {version.version().text(),
         std::string(to_string(version.status)) + (version.removed ? ", removed" : ""),
         version.registered ? first->date.substr(0, first->date.find('T')) : "proposal",
         first->commit.substr(0, 7), first->author_name, version.document->path});
  }
  return to_text(table, aligned);
}

Result<ExitCode> run(const VersionsOptions& options, const Session& session) {
  if (options.names.empty()) {
    return Error{ErrorKind::usage, "no contract named", {}, "dcr versions NAME"};
  }
  const auto reference = read_reference(session, options.names.front());
  if (!reference) return reference.error();
  const auto open = open_registry(session, options.registry, Reads::commits);
  if (!open) return open.error();
  const std::string name = reference->full_name();
  const auto all = open->registry.versions(name, Depth::heading);
  if (!all) return all.error();
  if (all->empty()) return unknown_to_commits(session, options.registry, *open, name);
  const std::vector<ContractVersion> shown = admitted(*all, reference->selector);
  if (shown.empty()) return select(*all, reference->selector, name).error();
  const auto text = options.registry.json()
                        ? to_json(open->registry, *all, shown, open->mainline_name)
                        : to_table(open->registry, shown, session.stdout_is_terminal());
  if (!text) return text.error();
  if (auto printed = session.print(*text); !printed) return printed.error();
  return ExitCode::yes;
}

Invocation set_up() {
  auto options = std::make_shared<VersionsOptions>();
  std::vector<Option> list = registry_option_list(options->registry);
  list.insert(list.begin(), kind_option(options->registry));
  return {.options = std::move(list),
          .positionals = {.value_name = "NAME",
                          .help = "A contract; with @RANGE only those versions of it",
                          .at_most = 1,
                          .required = true,
                          .completes = Completes::contract,
                          .target = &options->names},
          .run = [options](Session& session) { return run(*options, session); }};
}

}  // namespace

extern const Command versions_command;
const Command versions_command{
    .name = "versions",
    .group = Group::read,
    .summary = "Show the version history of a contract",
    .description =
        "Every version that the mainline has carried, newest first, with the commit that "
        "registered it, its author, date and status. What only this branch has is a proposal. "
        "A contract is followed by its name, wherever its file moved; a version that is no longer "
        "in the tree has the status that .dcr/lifecycle.yaml gives it.",
    .examples = {{"dcr versions users.daily_active", "all of them"},
                 {"dcr versions 'users.daily_active@^1' --format json",
                  "the first major line, for programs"}},
    .setup = set_up,
};

}  // namespace dcr::cli
