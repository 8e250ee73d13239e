// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"
#include "cli/commands/json_output.hpp"
#include "cli/commands/model_output.hpp"
#include "cli/commands/registry_access.hpp"
#include "cli/commands/version_output.hpp"
#include "cli/session.hpp"
#include "core/base/duration.hpp"
#include "core/base/text.hpp"
#include "core/report/contract_json.hpp"
#include "core/report/contract_text.hpp"
#include "core/report/paint.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdint>
#include <memory>

namespace dcr::cli {
namespace {

struct ShowOptions {
  std::vector<std::string> references;
  bool schema = false;
  bool raw = false;
  RegistryOptions registry;
};

/// "label  value", where there is a value.
void add_row(std::string& out, std::string_view label, const std::string& value) {
  if (!value.empty()) out += fmt::format("  {:<11} {}\n", label, printable(value));
}

std::string consumer_text(const Consumer& consumer) {
  std::string out = consumer.name;
  if (!consumer.contact.empty()) out += fmt::format(" ({})", consumer.contact);
  if (!consumer.fields.empty()) out += fmt::format(": {}", fmt::join(consumer.fields, ", "));
  return out;
}

std::string service_level_text(const ServiceLevel& level) {
  std::string out = fmt::format("{} {}", level.property, level.value);
  if (!level.unit.empty()) out += " " + level.unit;
  if (!level.element.empty()) out += fmt::format(" ({})", level.element);
  return out;
}

/// A part of a second is no duration people think in.
std::string lag_text(double seconds) {
  constexpr double longest = 1e15;
  if (seconds < 1 || seconds > longest || seconds != std::floor(seconds)) {
    return fmt::format("{} s", seconds);
  }
  return duration_text(static_cast<std::int64_t>(seconds));
}

std::string registered_text(const ContractVersion& version, const Registration& first) {
  if (version.registered) return first.text();
  return first.commit.empty() ? "no: a proposal, not committed" : "no: a proposal, " + first.text();
}

std::string to_text(const ContractVersion& version, const Registration& first,
                    report::Colour colour) {
  const report::Paint paint(colour);
  const Contract& contract = version.document->contract;
  std::string out =
      fmt::format("{} {}  {}\n", paint(report::Ink::bold, printable(contract.full_name())),
                  version.version().text(), printable(status_text(version)));
  if (!contract.description->empty()) out += printable(*contract.description) + "\n";
  out += "\n";
  add_row(out, "name", contract.title);
  add_row(out, "file", version.document->path);
  add_row(out, "registered", registered_text(version, first));
  add_row(out, "deprecated", version.deprecation_message);
  add_row(out, "owners", owners_text(contract.owners));
  if (const auto& sla = contract.freshness_sla) {
    add_row(
        out, "freshness",
        fmt::format("at most {} behind ({})", lag_text(*sla->max_lag_seconds), sla->measurement));
  }
  for (const ServiceLevel& level : contract.service_levels) {
    add_row(out, "promises", service_level_text(level));
  }
  if (contract.compatibility) {
    add_row(out, "mode", std::string(contract.compatibility->value.text()));
  }
  for (const Consumer& consumer : contract.consumers) {
    add_row(out, "read by", consumer_text(consumer));
  }
  if (!contract.model) return out + "\n" + report::fields_text(contract, colour);
  add_row(out, "origin", contract.model->registered_by);
  if (const auto& policy = contract.model->policy) {
    add_row(out, "policy", std::string(to_string(policy->value)));
  }
  for (const auto& [key, value] : version.metadata) add_row(out, printable(key), value);
  return out + "\n" + schema_text(*contract.model);
}

/// The document as it is written. Of a file with several, the lines between its `---`.
std::string raw_text(const LoadedDocument& document) {
  std::string_view rest = *document.text;
  std::string out;
  bool reached = false;
  for (int line = 1; !rest.empty(); ++line) {
    const std::size_t end = std::min(rest.find('\n'), rest.size() - 1) + 1;
    const std::string_view text = rest.substr(0, end);
    rest.remove_prefix(end);
    reached = reached || line >= document.contract.at.begin.line;
    if (text.starts_with("---") || text.starts_with("...")) {
      if (reached) break;
      out.clear();
      continue;
    }
    out += text;
  }
  return out;
}

Result<std::string> to_json(const git::Repository& repository, const ContractVersion& version,
                            bool schema_only) {
  const Contract& contract = version.document->contract;
  if (schema_only) {
    nlohmann::ordered_json out = identity_json(contract);
    out["version"] = version.version().text();
    if (contract.model) {
      out["schema"] = model_schema_json(*contract.model);
      return json_text(out);
    }
    out["objects"] = report::objects_json(contract);
    return json_text(out);
  }
  auto out = version_json(repository, version);
  if (!out) return out.error();
  out->update(report::contract_json(contract));
  if (contract.model) out->update(model_json(*contract.model, version.metadata));
  return json_text(*out);
}

Result<std::string> answer(const ShowOptions& options, const git::Repository& repository,
                           const ContractVersion& version, report::Colour colour) {
  if (options.raw) return raw_text(*version.document);
  if (options.registry.json()) return to_json(repository, version, options.schema);
  const Contract& contract = version.document->contract;
  if (options.schema) {
    return contract.model ? schema_text(*contract.model) : report::fields_text(contract, colour);
  }
  const auto first = registration_of(repository, version);
  if (!first) return first.error();
  return to_text(version, *first, colour);
}

Result<ExitCode> run(const ShowOptions& options, const Session& session) {
  if (options.references.empty()) {
    return Error{ErrorKind::usage, "no contract named", {}, "dcr show NAME[@VERSION]"};
  }
  const auto reference = read_reference(session, options.references.front());
  if (!reference) return reference.error();
  const auto open = open_registry(session, options.registry, Reads::working_tree);
  if (!open) return open.error();
  const auto version = open->registry.resolve(*reference);
  if (!version) return version.error();
  const auto text =
      answer(options, *open->registry.source().repository, *version, session.colour());
  if (!text) return text.error();
  if (auto printed = session.print(*text); !printed) return printed.error();
  return ExitCode::yes;
}

Invocation set_up() {
  auto options = std::make_shared<ShowOptions>();
  Invocation invocation;
  invocation.options = {
      {.name = "--schema",
       .help = "Only keys and fields; of a model its JSON Schema",
       .target = &options->schema},
      {.name = "--raw",
       .help = "The document as it is written",
       .excludes = {"--schema", "--format"},
       .target = &options->raw},
  };
  invocation.options.push_back(kind_option(options->registry));
  for (Option& option : registry_option_list(options->registry)) {
    invocation.options.push_back(std::move(option));
  }
  invocation.positionals = {.value_name = "REFERENCE",
                            .help = "NAME, NAME@1.2.0, NAME@^1, NAME@latest or NAME@newest",
                            .at_most = 1,
                            .required = true,
                            .completes = Completes::contract,
                            .target = &options->references};
  invocation.run = [options](Session& session) { return run(*options, session); };
  return invocation;
}

}  // namespace

extern const Command show_command;
const Command show_command{
    .name = "show",
    .group = Group::read,
    .summary = "Show one version of a contract or model",
    .description =
        "Without a version the newest active one. What the tree no longer has is read from "
        "history.",
    .examples = {{"dcr show users.daily_active", "what consumers may rely on today"},
                 {"dcr show users.daily_active@1.0.0 --raw", "the file as it was"},
                 {"dcr show users.daily_active --schema --format json", "the fields, for programs"},
                 {"dcr show user-service::User@1.0.0 --schema", "the JSON Schema of a model"}},
    .setup = set_up,
};

}  // namespace dcr::cli
