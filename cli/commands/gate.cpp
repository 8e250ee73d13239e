// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"
#include "cli/commands/json_output.hpp"
#include "cli/commands/registry_access.hpp"
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

struct GateOptions {
  std::vector<std::string> references;
  RegistryOptions registry;
};

/// Why a version that the selector admits does not open the gate.
struct Refusal {
  ContractVersion version;
  std::string why;
};

/// The answer, and what it rests on.
struct Verdict {
  std::optional<ContractVersion> opened_by;
  std::string reason;
  std::string help;
  std::vector<Refusal> refusals;  // newest first
};

std::string why_refused(const ContractVersion& version, const std::string& mainline) {
  if (!version.registered) return fmt::format("is only a proposal: {} lacks it", mainline);
  if (version.removed && version.status == Status::active) {
    return fmt::format("was removed with '{}'", version.document->path);
  }
  const auto& stated = version.document->contract.status;
  if (version.status == Status::draft && !stated) return "is a draft: it states no status";
  if (version.status == Status::draft) return "is a draft";
  return fmt::format("is {}", status_text(version));
}

std::string way_out(const Refusal& newest) {
  if (!newest.version.registered) return "merge it; promotion is a merge";
  if (newest.version.status == Status::draft) return "commit it with `status: active`";
  return "promote an active version, or ask for another";
}

Verdict shut_by(Error error) {
  Verdict verdict;
  verdict.reason = std::move(error.message);
  verdict.help = std::move(error.help);
  return verdict;
}

Verdict judge(const std::string& mainline, const Reference& reference,
              const std::vector<ContractVersion>& versions) {
  Verdict verdict;
  const std::string name = printable(reference.full_name());
  const bool in_tree = std::ranges::any_of(versions, &ContractVersion::in_tree);
  if (!in_tree && std::ranges::any_of(versions, &ContractVersion::registered)) {
    verdict.reason = fmt::format("'{}' was removed: {} has it no more", name, mainline);
    verdict.help = fmt::format("dcr versions {} shows what there was", name);
    return verdict;
  }
  for (const ContractVersion& version : std::views::reverse(versions)) {
    if (!reference.selector.admits(version.version())) continue;
    if (version.registered && version.status == Status::active && !version.removed) {
      verdict.opened_by = version;
      return verdict;
    }
    verdict.refusals.push_back({version, why_refused(version, mainline)});
    if (reference.selector.kind == Selector::Kind::newest) break;
  }
  if (verdict.refusals.empty()) {
    verdict.reason = select(versions, reference.selector, reference.full_name()).error().message;
    return verdict;
  }
  verdict.reason = fmt::format("no active version of '{}' is approved", name);
  verdict.help = way_out(verdict.refusals.front());
  return verdict;
}

Result<std::string> to_text(const git::Repository& repository, const std::string& asked,
                            const std::string& mainline, const Verdict& verdict) {
  if (verdict.opened_by) {
    const auto first = registration_of(repository, *verdict.opened_by);
    if (!first) return first.error();
    const LoadedDocument& document = *verdict.opened_by->document;
    return printable(fmt::format("open: {} {} is active and on {} (registered {})",
                                 document.full_name(), verdict.opened_by->version().text(),
                                 mainline, first->text())) +
           "\n";
  }
  std::string out = fmt::format("shut: {}: {}\n", printable(asked), verdict.reason);
  for (const Refusal& refusal : verdict.refusals) {
    out += fmt::format("  {} {}\n", refusal.version.version().text(), printable(refusal.why));
  }
  if (!verdict.help.empty()) out += fmt::format("  help: {}\n", verdict.help);
  return out;
}

Result<std::string> to_json(const git::Repository& repository, const std::string& asked,
                            const std::string& mainline, const Verdict& verdict) {
  nlohmann::ordered_json out;
  out["open"] = verdict.opened_by.has_value();
  out["reference"] = asked;
  out["mainline"] = mainline;
  out["approved"] = nullptr;
  if (verdict.opened_by) {
    auto version = version_json(repository, *verdict.opened_by);
    if (!version) return version.error();
    out["approved"] = std::move(*version);
  }
  out["reason"] = text_or_null(verdict.reason);
  out["help"] = text_or_null(verdict.help);
  out["refused"] = nlohmann::ordered_json::array();
  for (const Refusal& refusal : verdict.refusals) {
    auto version = version_json(repository, refusal.version);
    if (!version) return version.error();
    (*version)["reason"] = refusal.why;
    out["refused"].push_back(std::move(*version));
  }
  return json_text(out);
}

Result<ExitCode> run(const GateOptions& options, const Session& session) {
  if (options.references.empty()) {
    return Error{ErrorKind::usage, "no contract named", {}, "dcr gate NAME@^1"};
  }
  const std::string& asked = options.references.front();
  const auto reference = read_reference(session, asked);
  if (!reference) return reference.error();
  const auto open = open_registry(session, options.registry, Reads::commits);
  if (!open) return open.error();
  const auto versions = open->registry.versions(reference->full_name(), Depth::heading);
  if (!versions) return versions.error();
  const Verdict verdict =
      versions->empty()
          ? shut_by(unknown_to_commits(session, options.registry, *open, reference->full_name()))
          : judge(open->mainline_name, *reference, *versions);
  const git::Repository& repository = *open->registry.source().repository;
  const auto text = options.registry.json()
                        ? to_json(repository, asked, open->mainline_name, verdict)
                        : to_text(repository, asked, open->mainline_name, verdict);
  if (!text) return text.error();
  if (auto printed = session.print(*text); !printed) return printed.error();
  return verdict.opened_by ? ExitCode::yes : ExitCode::no;
}

Invocation set_up() {
  auto options = std::make_shared<GateOptions>();
  std::vector<Option> list = registry_option_list(options->registry);
  list.insert(list.begin(), kind_option(options->registry));
  return {.options = std::move(list),
          .positionals = {.value_name = "REFERENCE",
                          .help = "What a job needs: NAME, NAME@1.2.0 or NAME@^1",
                          .at_most = 1,
                          .required = true,
                          .completes = Completes::contract,
                          .target = &options->references},
          .run = [options](Session& session) { return run(*options, session); }};
}

}  // namespace

extern const Command gate_command;
const Command gate_command{
    .name = "gate",
    .group = Group::judge,
    .summary = "Let a job pass only with an approved contract",
    .description =
        "Exits with 0 only if an active version that the reference admits is approved: the "
        "mainline carries it, now or at the commit that --at names. Else it says why the gate is "
        "shut and exits with 1. Reads commits only: neither the working tree nor a branch opens "
        "it.",
    .examples = {{"dcr gate users.daily_active@^1 && run-pipeline", "in a deploy job"},
                 {"dcr gate users.daily_active --at \"$SHA\"", "as approved at what is deployed"}},
    .setup = set_up,
};

}  // namespace dcr::cli
