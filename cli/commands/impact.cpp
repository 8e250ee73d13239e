// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"
#include "cli/commands/json_output.hpp"
#include "cli/commands/registry_access.hpp"
#include "cli/commands/table.hpp"
#include "cli/session.hpp"
#include "core/base/text.hpp"
#include "core/compat/judge.hpp"
#include "core/model/field_paths.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>
#include <set>

namespace dcr::cli {
namespace {

struct ImpactOptions {
  std::vector<std::string> references;
  std::optional<std::string> field;
  RegistryOptions registry;
};

using Consumers = std::vector<Consumer>;

Result<void> check_field(const ContractVersion& version, const std::string& field) {
  const Contract& contract = version.document->contract;
  const std::set<std::string> paths = field_paths(contract);
  if (paths.contains(field)) return {};
  const std::vector<std::string_view> known(paths.begin(), paths.end());
  std::string hint = did_you_mean(field, known);
  const auto longer = std::ranges::find_if(
      paths, [&](const std::string& path) { return path.ends_with("." + field); });
  if (longer != paths.end()) hint = fmt::format("; did you mean '{}'?", printable(*longer));
  const std::string name = printable(contract.full_name());
  return Error{ErrorKind::absent,
               fmt::format("'{}' {} has no field '{}'{}", name, version.version().text(),
                           printable(field), hint),
               {},
               fmt::format("dcr show {} lists its fields; another version is NAME@VERSION", name)};
}

Consumers touched_by(const Contract& contract, const std::string& field) {
  Consumers touched;
  for (const Consumer& consumer : contract.consumers) {
    if (relies_on(consumer, field)) touched.push_back(consumer);
  }
  return touched;
}

std::string to_table(const Consumers& consumers, bool aligned) {
  Table table;
  table.heading = {"CONSUMER", "CONTACT", "FIELDS"};
  for (const Consumer& consumer : consumers) {
    table.rows.push_back(
        {consumer.name, consumer.contact.empty() ? "-" : consumer.contact,
         consumer.fields.empty() ? "*" : fmt::format("{}", fmt::join(consumer.fields, ", "))});
  }
  return to_text(table, aligned);
}

std::string to_json(const ContractVersion& version, const std::string& field,
                    const Consumers& consumers) {
  nlohmann::ordered_json out = identity_json(version.document->contract);
  out["version"] = version.version().text();
  out["path"] = version.document->path;
  out["field"] = text_or_null(field);
  out["consumers"] = nlohmann::ordered_json::array();
  for (const Consumer& consumer : consumers) {
    out["consumers"].push_back({{"name", consumer.name},
                                {"contact", text_or_null(consumer.contact)},
                                {"fields", consumer.fields}});
  }
  return json_text(out);
}

/// Says what an empty answer means: nobody declared anything, or nobody relies on this field.
void tell(const Session& session, const Contract& contract, const std::string& field) {
  const std::string name = printable(contract.full_name());
  if (contract.consumers.empty()) {
    session.note(fmt::format("'{}' declares no consumers; who reads it is not known", name));
  } else {
    session.note(
        fmt::format("no declared consumer of '{}' relies on '{}'", name, printable(field)));
  }
}

Result<ExitCode> run(const ImpactOptions& options, const Session& session) {
  if (options.references.empty()) {
    return Error{ErrorKind::usage, "no contract named", {}, "dcr impact NAME [--field PATH]"};
  }
  const auto reference = read_reference(session, options.references.front());
  if (!reference) return reference.error();
  const auto open = open_registry(session, options.registry, Reads::working_tree);
  if (!open) return open.error();
  const auto version = open->registry.resolve(*reference);
  if (!version) return version.error();
  if (options.field) {
    if (auto checked = check_field(*version, *options.field); !checked) return checked.error();
  }
  const std::string field = options.field.value_or("");
  const Contract& contract = version->document->contract;
  const Consumers consumers = touched_by(contract, field);
  const std::string text = options.registry.json()
                               ? to_json(*version, field, consumers)
                               : to_table(consumers, session.stdout_is_terminal());
  if (auto printed = session.print(text); !printed) return printed.error();
  if (consumers.empty()) tell(session, contract, field);
  return ExitCode::yes;
}

Invocation set_up() {
  auto options = std::make_shared<ImpactOptions>();
  Invocation invocation;
  invocation.options = {{.name = "--field",
                         .value_name = "PATH",
                         .help = "Only who relies on this field, what it is part of, or a part of "
                                 "it",
                         .completes = Completes::field,
                         .target = &options->field}};
  for (Option& option : registry_option_list(options->registry)) {
    invocation.options.push_back(std::move(option));
  }
  invocation.positionals = {.value_name = "REFERENCE",
                            .help = "NAME, NAME@1.2.0 or NAME@^1",
                            .at_most = 1,
                            .required = true,
                            .completes = Completes::contract,
                            .target = &options->references};
  invocation.run = [options](Session& session) { return run(*options, session); };
  return invocation;
}

}  // namespace

extern const Command impact_command;
const Command impact_command{
    .name = "impact",
    .group = Group::read,
    .summary = "List the consumers that a change would touch",
    .description =
        "The consumers that a version declares, with their contact and the fields they rely on: * "
        "where a consumer lists none, since it then relies on all of them. A field is spelled as "
        "in reports: order.sku, tags[] for the items of a list, a name with a dot in quotes.",
    .examples = {{"dcr impact users.daily_active", "everybody who reads it"},
                 {"dcr impact users.daily_active --field ltv", "who reads one field"}},
    .setup = set_up,
};

}  // namespace dcr::cli
