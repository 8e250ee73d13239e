// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"
#include "cli/commands/import_options.hpp"
#include "cli/session.hpp"
#include "core/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace dcr::cli {

Error wrong_usage(std::string message, std::string help) {
  return {ErrorKind::usage, std::move(message), {}, std::move(help)};
}

namespace {

/// What an option changes only for the other kinds of sources.
Result<void> check_options(const ImportOptions& options, bool models) {
  struct Use {
    std::string_view option;
    bool given;
    bool of_models;
  };
  for (const Use& use :
       {Use{"--registered-by", options.registered_by.has_value(), true},
        Use{"--to", !options.to.empty(), false}, Use{"--name", options.name.has_value(), false},
        Use{"--owner", !options.owners.empty(), false},
        Use{"--set-version", options.set_version.has_value(), false},
        Use{"--sample", options.sample.has_value(), false},
        Use{"--delimiter", options.delimiter.has_value(), false},
        Use{"--overwrite", options.overwrite, false}}) {
    if (use.given && use.of_models != models) {
      return wrong_usage(
          fmt::format("{} is {} pydantic", use.option, use.of_models ? "only for" : "not for"));
    }
  }
  return {};
}

Result<ExitCode> run(const ImportOptions& options, const Session& session) {
  constexpr const char* uses =
      "dcr import pydantic MODULE…, or dcr import KIND FILE…, where KIND is "
      "json-schema, avro, sql, odcs, dcs, dbt or csv";
  if (options.words.empty()) return wrong_usage("nothing named to import", uses);
  const std::string& kind = options.words.front();
  const bool models = kind == "pydantic";
  std::vector<std::string_view> kinds = contract_kinds();
  kinds.emplace_back("pydantic");
  if (std::ranges::find(kinds, std::string_view(kind)) == kinds.end()) {
    return wrong_usage(
        fmt::format("'{}' cannot be imported{}", printable(kind), did_you_mean(kind, kinds)), uses);
  }
  if (auto fits = check_options(options, models); !fits) return fits.error();
  return models ? import_models(options, session) : import_contracts(options, session);
}

Invocation set_up() {
  auto options = std::make_shared<ImportOptions>();
  return {
      .options = {{.name = "--namespace",
                   .value_name = "NAMESPACE",
                   .help = "The namespace of models and contracts (default: $DCR_NAMESPACE, else "
                           "global)",
                   .completes = Completes::name_space,
                   .target = &options->name_space},
                  {.name = "--out",
                   .value_name = "DIR",
                   .help = "Where new documents go (default: where `models:` or `contracts:` of "
                           "dcr.yaml keeps them); - prints contracts and writes nothing",
                   .completes = Completes::folder,
                   .target = &options->out},
                  {.name = "--only",
                   .value_name = "NAME",
                   .help = "Only this model, table, record or object; may be given several times",
                   .target = &options->only},
                  {.name = "--version-from",
                   .value_name = "SOURCE",
                   .help =
                       "The version where the source says none: dcr computes it from the change",
                   .choices = {"dcr"},
                   .target = &options->version_from},
                  {.name = "--registered-by",
                   .value_name = "WHO",
                   .help = "Who registers new models (default: the namespace)",
                   .target = &options->registered_by},
                  {.name = "--to",
                   .value_name = "FORMAT",
                   .help = "The format of contracts that are written (default: dcr)",
                   .choices = {"dcr", "odcs"},
                   .target = &options->to},
                  {.name = "--name",
                   .value_name = "NAME",
                   .help = "The name of the one contract that is imported",
                   .completes = Completes::contract_name,
                   .target = &options->name},
                  {.name = "--owner",
                   .value_name = "TEAM[=CONTACT]",
                   .help = "Who answers for contracts whose source names nobody (default: you, as "
                           "git knows you)",
                   .completes = Completes::nothing,
                   .target = &options->owners},
                  {.name = "--set-version",
                   .value_name = "VERSION",
                   .help = "The version of contracts whose source says none (default: that of the "
                           "document that is there, else 1.0.0)",
                   .completes = Completes::nothing,
                   .target = &options->set_version},
                  {.name = "--sample",
                   .value_name = "ROWS",
                   .help = "How many rows of CSV types are inferred from (default: 10000)",
                   .completes = Completes::nothing,
                   .target = &options->sample},
                  {.name = "--delimiter",
                   .value_name = "CHARACTER",
                   .help = "What separates the values of CSV, or `tab` (default: what the header "
                           "shows)",
                   .completes = Completes::nothing,
                   .target = &options->delimiter},
                  {.name = "--overwrite",
                   .help = "Replace contracts that are there and differ",
                   .target = &options->overwrite},
                  {.name = "--dry-run",
                   .help = "Say what would be written, and write nothing",
                   .target = &options->dry_run},
                  {.name = "--exit-code",
                   .help = "Exit with 1 when a document was written, or would be: for hooks",
                   .target = &options->exit_code},
                  {.name = "--format",
                   .value_name = "FORMAT",
                   .help = "How to answer",
                   .choices = {"text", "json"},
                   .target = &options->format}},
      .positionals = {.value_name = "KIND SOURCE",
                      .help = "json-schema, avro, sql, odcs, dcs, dbt or csv and files (- is the "
                              "standard input); or pydantic and modules",
                      .required = true,
                      .completes = Completes::file,
                      .target = &options->words},
      .run = [options](Session& session) { return run(*options, session); },
  };
}

}  // namespace

extern const Command import_command;
const Command import_command{
    .name = "import",
    .group = Group::change,
    .summary = "Write contracts of schemas, tables and classes",
    .description =
        "Reads what describes data elsewhere and writes a contract of every table, record or "
        "object in it: json-schema (draft-04 to 2020-12), avro (.avsc), sql (CREATE TABLE, as "
        "pg_dump --schema-only writes it, read with PostgreSQL's own parser), odcs, dcs, dbt "
        "(manifest.json, or the properties of models and sources), csv (header and types inferred "
        "from a sample). What a contract has no place for is named on stderr, and so is what was "
        "inferred, which the document says too.\n\n"
        "A contract goes to contracts/NAME.yaml, or where `contracts:` of dcr.yaml keeps them, or "
        "replaces the document it has: with --overwrite where that differs. All are written or "
        "none, and nothing is committed. What the source does not say (version, owners, status) "
        "stays as it is there. New contracts that were inferred from data are drafts.\n\n"
        "pydantic imports Python modules with the Python that runs mods (`python:` of dcr.yaml, "
        "the active environment, .venv, python3), and writes a document for every Pydantic model "
        "they define, 1 or 2: a class's own, and those of a ModelManager of pyrmute in each of its "
        "versions. Only documents that changed are written, and what people added to them stays. "
        "When a module cannot be imported nothing is written.\n\n"
        "A class says its version as __contract_version__ = \"1.0.0\"; with --version-from dcr it "
        "is what the change since HEAD asks for.",
    .examples = {{"pg_dump --schema-only shop | dcr import sql - --owner shop=#shop",
                  "every table of a database"},
                 {"dcr import dbt target/manifest.json --only orders", "one model"},
                 {"dcr import csv export.csv --name sales.orders --out -",
                  "look at it without a repository"},
                 {"dcr import pydantic myservice.models --namespace user-service", "a service"},
                 {"dcr import pydantic myservice.models --only User --version-from dcr",
                  "one model, its version computed"},
                 {"dcr import pydantic myservice.models --dry-run --exit-code",
                  "in CI: are the documents those of the classes?"}},
    .setup = set_up,
};

}  // namespace dcr::cli
