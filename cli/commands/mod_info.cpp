// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"
#include "cli/commands/mod_output.hpp"
#include "cli/commands/registry_access.hpp"
#include "cli/commands/version_output.hpp"
#include "cli/session.hpp"
#include "core/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace dcr::cli {
namespace {

struct ModInfoOptions {
  std::vector<std::string> names;
  RegistryOptions registry;
};

/// Every version, ascending; where a clone is too shallow for history, those of the tree.
Result<std::vector<ContractVersion>> versions_of(const Session& session, const Registry& registry,
                                                 const std::string& name) {
  auto all = registry.versions(name);
  if (all || all.error().kind != ErrorKind::unavailable) return all;
  session.note(fmt::format("warning: {}, so earlier versions are not shown", all.error().message));
  auto here = registry.tree_versions();
  if (!here) return here.error();
  std::erase_if(*here, [&](const ContractVersion& each) {
    return each.document->contract.full_name() != name;
  });
  return here;
}

/// Why there is no such mod: it is broken, it is gone, or nobody ever had it.
Error missing(const OpenRegistry& open, const std::string& name,
              const std::vector<ContractVersion>& versions) {
  std::vector<std::string> unreadable;
  const auto documents = open.registry.documents(&unreadable);
  if (documents && !unreadable.empty()) {
    return {ErrorKind::absent,
            fmt::format("no mod '{}' that can be read", printable(name)),
            {},
            fmt::format("not all of '{}' can be read; dcr validate-registry says why",
                        printable(unreadable.front()))};
  }
  if (!versions.empty()) {
    const ContractVersion& last = versions.back();
    return {ErrorKind::absent,
            fmt::format("mod '{}' is not in this tree any more", printable(name)),
            {},
            fmt::format("history has it: {}, last in commit {}", last.version().text(),
                        last.last_commit ? last.last_commit->short_hex() : "")};
  }
  return open.registry.unknown(name);
}

Result<ModHistory> history_of(const OpenRegistry& open, std::vector<ContractVersion> versions) {
  ModHistory history;
  for (ContractVersion& version : versions) {
    Registration first;
    if (open.registry.source().repository) {
      auto found = registration_of(*open.registry.source().repository, version);
      if (!found) return found.error();
      first = *std::move(found);
    }
    ModVersion one{std::move(version), std::move(first)};
    if (one.version.in_tree) {
      history.current = std::move(one);
    } else {
      history.others.push_back(std::move(one));
    }
  }
  std::ranges::reverse(history.others);
  return history;
}

Result<ExitCode> run(const ModInfoOptions& options, const Session& session) {
  if (options.names.empty()) {
    return Error{ErrorKind::usage, "no mod named", {}, "dcr mod-info NAME"};
  }
  const std::string& name = options.names.front();
  const auto open = open_mods(session, options.registry);
  if (!open) return open.error();
  auto versions = versions_of(session, open->registry, name);
  if (!versions) return versions.error();
  const bool here = std::ranges::any_of(*versions, [](const auto& each) { return each.in_tree; });
  if (!here) return missing(*open, name, *versions);
  const auto history = history_of(*open, *std::move(versions));
  if (!history) return history.error();
  const std::string text =
      options.registry.json() ? mod_json(*history) : mod_text(*history, session.colour());
  if (auto printed = session.print(text); !printed) return printed.error();
  return ExitCode::yes;
}

Invocation set_up() {
  auto options = std::make_shared<ModInfoOptions>();
  return {.options = registry_option_list(options->registry),
          .positionals = {.value_name = "NAME",
                          .help = "A mod of the registry",
                          .at_most = 1,
                          .required = true,
                          .completes = Completes::mod,
                          .target = &options->names},
          .run = [options](Session& session) { return run(*options, session); }};
}

}  // namespace

extern const Command mod_info_command;
const Command mod_info_command{
    .name = "mod-info",
    .group = Group::read,
    .summary = "Show one mod: parameters, ports, dependencies, history",
    .description =
        "What mod_registry.json says of a mod, its parameters as a table, the commit and author "
        "that registered this version, and the versions before it. Nothing is imported or run. "
        "Outside a repository mod_registry.json is looked for from the working folder upwards.",
    .examples = {{"dcr mod-info csv_reader", "which parameters it takes"},
                 {"dcr mod-info csv_reader --at v1.4", "as it was in a release"},
                 {"dcr mod-info csv_reader --format json", "with its JSON Schema, for programs"}},
    .setup = set_up,
};

}  // namespace dcr::cli
