// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"
#include "cli/commands/json_output.hpp"
#include "cli/commands/table.hpp"
#include "cli/commands/working_contract.hpp"
#include "cli/paths.hpp"
#include "cli/session.hpp"
#include "core/base/atomic_file.hpp"
#include "core/base/text.hpp"
#include "core/formats/codeowners.hpp"
#include "core/formats/contract_edit.hpp"
#include "core/formats/decision_card.hpp"
#include "core/git/working_file.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace dcr::cli {
namespace {

constexpr std::size_t largest_card = std::size_t{8} << 20;

struct OwnersOptions {
  std::vector<std::string> references;
  bool codeowners = false;
  std::optional<std::string> output;
  std::optional<std::string> card;
  std::optional<std::string> write;
  bool dry_run = false;
  RegistryOptions registry;
};

std::string to_json(const std::vector<ContractVersion>& versions) {
  nlohmann::ordered_json out;
  out["contracts"] = nlohmann::ordered_json::array();
  for (const ContractVersion& version : versions) {
    nlohmann::ordered_json entry = identity_json(version.document->contract);
    entry["version"] = version.version().text();
    entry["path"] = version.document->path;
    entry["owners"] = owners_json(version.document->contract.owners);
    out["contracts"].push_back(std::move(entry));
  }
  return json_text(out);
}

std::string to_text(const std::vector<ContractVersion>& versions, bool aligned) {
  Table table{{"contract", "version", "team", "contact"}, {}};
  for (const ContractVersion& version : versions) {
    const Contract& contract = version.document->contract;
    for (const Owner& owner : contract.owners) {
      table.rows.push_back(
          {shown_name(contract), version.version().text(), owner.team, owner.contact});
    }
  }
  return to_text(table, aligned);
}

Result<ExitCode> list(const OwnersOptions& options, const Session& session) {
  const auto open = open_registry(session, options.registry, Reads::working_tree);
  if (!open) return open.error();
  std::vector<ContractVersion> versions;
  if (options.references.empty()) {
    auto all = open->registry.tree_versions();
    if (!all) return all.error();
    versions = *std::move(all);
  } else {
    const auto reference = read_reference(session, options.references.front());
    if (!reference) return reference.error();
    auto one = open->registry.resolve(*reference);
    if (!one) return one.error();
    versions.push_back(*std::move(one));
  }
  const std::string text =
      options.registry.json() ? to_json(versions) : to_text(versions, session.stdout_is_terminal());
  if (auto printed = session.print(text); !printed) return printed.error();
  for (const ContractVersion& version : versions) {
    const Contract& contract = version.document->contract;
    if (contract.owners.empty()) {
      session.note(fmt::format("{} {} has no owner", printable(contract.full_name()),
                               version.version().text()));
    }
  }
  return ExitCode::yes;
}

/// The file that is written where none is named: the one that is there, as hosts look for it.
Result<std::string> codeowners_path(const OwnersOptions& options,
                                    const git::Repository& repository) {
  if (options.output) return repository_path(repository, *options.output);
  for (const char* path :
       {".github/CODEOWNERS", ".gitlab/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"}) {
    const auto text = git::read_working_file(repository, path);
    if (!text) return text.error();
    if (*text) return std::string(path);
  }
  return std::string("CODEOWNERS");
}

Result<ExitCode> write_codeowners(const OwnersOptions& options, const Session& session) {
  const auto open = open_for_change(session);
  if (!open) return open.error();
  const git::Repository& repository = *open->registry.source().repository;
  const auto path = codeowners_path(options, repository);
  if (!path) return path.error();
  const auto documents = open->registry.documents();
  if (!documents) return documents.error();
  formats::FileOwners files;
  for (const auto& document : *documents) {
    std::vector<Owner>& owners = files[document->path];
    owners.insert(owners.end(), document->contract.owners.begin(), document->contract.owners.end());
  }
  const formats::CodeownersBlock block = formats::codeowners_block(files);
  const auto text = git::read_working_file(repository, *path);
  if (!text) return text.error();
  const std::string before = text->value_or("");
  const auto after = formats::with_codeowners_block(before, *path, block.text);
  if (!after) return after.error();
  for (const std::string& line : block.unnamed) {
    session.note(fmt::format("CODEOWNERS cannot name {}", line));
  }
  if (options.dry_run) {
    if (auto printed = session.print(*after); !printed) return printed.error();
    return ExitCode::yes;
  }
  if (*text && before == *after) {
    if (auto said = session.print(fmt::format("'{}' is up to date\n", printable(*path))); !said) {
      return said.error();
    }
    return ExitCode::yes;
  }
  if (auto written = git::write_working_file(repository, *path, *after); !written) {
    return written.error();
  }
  if (auto said = session.print(fmt::format("wrote '{}'\n", printable(*path))); !said) {
    return said.error();
  }
  return ExitCode::yes;
}

Result<std::vector<Owner>> read_card(const Session& session, const std::string& named) {
  if (named == "-") {
    const auto text = session.read_stdin(largest_card);
    if (!text) return text.error();
    return formats::parse_decision_card(*text, "-");
  }
  const auto text = read_whole_file(named, largest_card);
  if (!text) {
    return Error{ErrorKind::io, fmt::format("cannot read '{}'", printable(named)), {}, ""};
  }
  return formats::parse_decision_card(*text, named);
}

/// Puts the owners into the contract; says where.
Result<std::string> write_owners(const OwnersOptions& options, const Session& session,
                                 const std::vector<Owner>& owners) {
  const auto reference = read_reference(session, *options.write);
  if (!reference) return reference.error();
  const auto open = open_for_change(session);
  if (!open) return open.error();
  const auto version = open->registry.resolve(*reference);
  if (!version) return version.error();
  const LoadedDocument& document = *version->document;
  if (!version->in_tree) {
    return Error{ErrorKind::absent,
                 fmt::format("{} {} is not in the working tree any more",
                             printable(document.full_name()), version->version().text()),
                 {},
                 "owners are those of the version that is in the tree"};
  }
  const git::Repository& repository = *open->registry.source().repository;
  const auto working = read_working_contract(repository, document);
  if (!working) return working.error();
  const auto edited = formats::with_owners(working->text, document.path, working->contract, owners);
  if (!edited) return edited.error();
  if (!options.dry_run) {
    if (auto written = git::write_working_file(repository, document.path, *edited); !written) {
      return written.error();
    }
  }
  return fmt::format("{} the owners of {} {} in {}", options.dry_run ? "would write" : "wrote",
                     printable(document.full_name()), version->version().text(),
                     printable(document.path));
}

Result<ExitCode> from_card(const OwnersOptions& options, const Session& session) {
  const auto owners = read_card(session, *options.card);
  if (!owners) return owners.error();
  std::string done;
  if (options.write) {
    auto written = write_owners(options, session, *owners);
    if (!written) return written.error();
    done = *std::move(written);
  }
  std::string text;
  if (options.registry.json()) {
    // A list, so that it drops straight into the `owners` of a contract.
    text = json_text(owners_json(*owners));
  } else {
    Table table{{"team", "contact"}, {}};
    for (const Owner& owner : *owners) table.rows.push_back({owner.team, owner.contact});
    text = to_text(table, session.stdout_is_terminal());
  }
  if (auto printed = session.print(text); !printed) return printed.error();
  if (!done.empty()) session.note(done);
  return ExitCode::yes;
}

Result<ExitCode> run(const OwnersOptions& options, const Session& session) {
  const bool changes = options.codeowners || options.card;
  if (options.write && !options.card) {
    return Error{ErrorKind::usage, "--write needs --from-decision-card FILE", {}, ""};
  }
  if (options.output && !options.codeowners) {
    return Error{ErrorKind::usage, "--output needs --codeowners", {}, ""};
  }
  if (changes && (options.registry.at || options.registry.registry)) {
    return Error{ErrorKind::usage,
                 "another registry or revision is only read",
                 {},
                 "leave --at and --registry out"};
  }
  if (changes && !options.references.empty()) {
    return Error{ErrorKind::usage,
                 "no contract can be named here",
                 {},
                 "--write REFERENCE says whose owners they become"};
  }
  if (options.codeowners) return write_codeowners(options, session);
  if (options.card) return from_card(options, session);
  return list(options, session);
}

Invocation set_up() {
  auto options = std::make_shared<OwnersOptions>();
  std::vector<Option> list = {{.name = "--codeowners",
                               .help = "Write a block of a CODEOWNERS file; the rest of it stays",
                               .excludes = {"--from-decision-card"},
                               .target = &options->codeowners},
                              {.name = "--output",
                               .value_name = "FILE",
                               .help = "The CODEOWNERS file (default: the one that is there)",
                               .completes = Completes::file,
                               .target = &options->output},
                              {.name = "--from-decision-card",
                               .value_name = "FILE",
                               .help = "The owners that a Decision Card names; - is stdin",
                               .completes = Completes::file,
                               .target = &options->card},
                              {.name = "--write",
                               .value_name = "REFERENCE",
                               .help = "Put the owners of the card into this contract",
                               .completes = Completes::contract,
                               .target = &options->write},
                              {.name = "--dry-run",
                               .help = "Write nothing; with --codeowners print the file",
                               .target = &options->dry_run}};
  for (Option& option : registry_option_list(options->registry)) list.push_back(std::move(option));
  return {.options = std::move(list),
          .positionals = {.value_name = "REFERENCE",
                          .help = "Only this contract (default: all of the tree)",
                          .at_most = 1,
                          .completes = Completes::contract,
                          .target = &options->references},
          .run = [options](Session& session) { return run(*options, session); }};
}

}  // namespace

extern const Command owners_command;
const Command owners_command{
    .name = "owners",
    .group = Group::read,
    .summary = "Say whom to page for a contract",
    .description =
        "Lists the owners of one contract, or of all in the tree.\n\n"
        "With --codeowners they become a block of a CODEOWNERS file: the one in .github, .gitlab, "
        "the top folder or docs, else a new one in the top folder. Owners of which neither contact "
        "nor team is @user, @org/team or an e-mail address cannot be named there.\n\n"
        "With --from-decision-card they are those a Decision Card names: the buyer, and the role "
        "of the decision maker. --write puts them into a contract in place.",
    .examples = {{"dcr owners users.daily_active", "who answers for it"},
                 {"dcr owners --codeowners --dry-run", "the CODEOWNERS file as it would be"},
                 {"dcr owners --from-decision-card card.json --write orders",
                  "take the owners over"}},
    .setup = set_up,
};

}  // namespace dcr::cli
