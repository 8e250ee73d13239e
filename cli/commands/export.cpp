// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"
#include "cli/commands/diff_documents.hpp"
#include "cli/commands/new_file.hpp"
#include "cli/commands/registry_access.hpp"
#include "cli/input_file.hpp"
#include "cli/session.hpp"
#include "core/base/atomic_file.hpp"
#include "core/base/bug.hpp"
#include "core/base/text.hpp"
#include "core/exports/avro.hpp"
#include "core/exports/dbt.hpp"
#include "core/exports/json_schema.hpp"
#include "core/exports/markdown.hpp"
#include "core/exports/native.hpp"
#include "core/exports/odcs.hpp"
#include "core/exports/sql.hpp"
#include "core/formats/pretty_json.hpp"
#include "core/imports/json_schema.hpp"
#include "core/model/model_schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <utility>

namespace dcr::cli {
namespace {

using exports::Exported;
using exports::SqlDialect;

struct ExportOptions {
  std::vector<std::string> references;
  std::string target;
  std::string dialect;
  std::optional<std::string> output;
  bool force = false;
  bool strict = false;
  RegistryOptions registry;
};

struct Target {
  std::string_view name;
  Exported (*write)(const Contract& contract, SqlDialect dialect);
  bool has_dialect = false;
};

constexpr auto targets = std::to_array<Target>({
    {"dcr", [](const Contract& contract, SqlDialect) { return exports::write_native(contract); }},
    {"odcs", [](const Contract& contract, SqlDialect) { return exports::write_odcs(contract); }},
    {"json-schema",
     [](const Contract& contract, SqlDialect) { return exports::write_json_schema(contract); }},
    {"avro", [](const Contract& contract, SqlDialect) { return exports::write_avro(contract); }},
    {"sql", exports::write_sql, true},
    {"dbt", exports::write_dbt, true},
    {"markdown",
     [](const Contract& contract, SqlDialect) { return exports::write_markdown(contract); }},
});

Result<const Target*> target_of(const ExportOptions& options) {
  const auto found = std::ranges::find(targets, options.target, &Target::name);
  if (found == targets.end()) {
    return Error{ErrorKind::usage,
                 "no target named",
                 {},
                 "say what to write: --to dcr, odcs, json-schema, avro, sql, dbt or markdown"};
  }
  if (!options.dialect.empty() && !found->has_dialect) {
    return Error{ErrorKind::usage,
                 fmt::format("--to {} has no dialect", found->name),
                 {},
                 "--dialect goes with --to sql and --to dbt"};
  }
  return &*found;
}

/// The only document of a file.
Result<std::shared_ptr<const LoadedDocument>> document_of_file(const std::string& path,
                                                               Result<std::string> text) {
  if (!text) return text.error();
  auto documents = documents_of_text(path, *std::move(text), "export");
  if (!documents) return documents.error();
  if (documents->size() == 1) return std::move(documents->front());
  std::string names;
  for (const auto& document : *documents) {
    names += (names.empty() ? "" : ", ") + printable(document->full_name());
  }
  return Error{ErrorKind::usage,
               fmt::format("'{}' holds {} contracts", printable(path), documents->size()),
               {},
               fmt::format("name one of them as the registry knows it: {}", names)};
}

bool looks_like_file(const std::string& word) {
  return word.ends_with(".yaml") || word.ends_with(".yml") || word.ends_with(".json");
}

bool is_file(const std::string& word) {
  std::error_code failure;
  // A contract may be called like a folder or a file without an extension.
  return word.find_first_of("/.") != std::string::npos &&
         std::filesystem::is_regular_file(word, failure);
}

Result<std::shared_ptr<const LoadedDocument>> find_document(const ExportOptions& options,
                                                            const Session& session) {
  const std::string& word = options.references.front();
  if (word == "-") return document_of_file("<stdin>", session.read_stdin(largest_input));
  if (is_file(word) && !options.registry.at && !options.registry.registry) {
    return document_of_file(word, read_input_file(word));
  }
  const auto reference = read_reference(session, word);
  if (!reference) return reference.error();
  const auto open = open_registry(session, options.registry, Reads::working_tree);
  if (!open) return open.error();
  auto version = open->registry.resolve(*reference);
  if (!version && version.error().kind == ErrorKind::absent && looks_like_file(word)) {
    return cannot_read(word, "no such file");
  }
  if (!version) return version.error();
  return std::move(version->document);
}

/// A model as a contract: the fields that its JSON Schema describes, with the losses of that.
Result<imports::ImportedContract> contract_of_model(const LoadedDocument& document) {
  const Contract& model = document.contract;
  const std::string text = formats::pretty_json(*model.model->schema);
  auto imported = imports::read_json_schema(text, document.path, {});
  if (!imported || imported->contracts.size() != 1) {
    return Error{ErrorKind::usage,
                 fmt::format("'{}' is a model whose JSON Schema describes no one object",
                             printable(model.full_name())),
                 {},
                 "--to json-schema writes its JSON Schema"};
  }
  imports::ImportedContract one = std::move(imported->contracts.front());
  Contract& contract = one.contract;
  contract.format = model.format;
  contract.name = model.name;
  contract.name_space = model.name_space;
  contract.version = model.version;
  contract.status = model.status;
  contract.deprecation_uri = model.deprecation_uri;
  contract.deprecation_message = model.deprecation_message;
  contract.owners = model.owners;
  contract.metadata = model.metadata;
  return one;
}

/// A model is a JSON Schema already, and may bring its Avro schema along.
std::optional<Exported> schema_of_model(const ModelSchema& model, std::string_view target) {
  if (target == "json-schema") return Exported{formats::pretty_json(*model.schema) + "\n", {}};
  if (target != "avro" || !model.avro_schema) return std::nullopt;
  return Exported{formats::pretty_json(*model.avro_schema) + "\n", {}};
}

Result<Exported> written_as(const Target& target, const Contract& contract,
                            const std::string& dialect) {
  Exported exported =
      target.write(contract, exports::parse_sql_dialect(dialect).value_or(SqlDialect::postgres));
  if (!exported.text.empty()) return exported;
  return Error{ErrorKind::absent,
               fmt::format("'{}' has no fields that could be written as {}",
                           printable(contract.full_name()), target.name),
               {},
               {}};
}

Result<Exported> export_document(const LoadedDocument& document, const Target& target,
                                 const std::string& dialect) {
  const Contract& contract = document.contract;
  if (contract.kind == ContractKind::contract) return written_as(target, contract, dialect);
  if (contract.kind == ContractKind::mod) {
    return Error{ErrorKind::usage,
                 fmt::format("'{}' is a mod; only contracts and models are written in other "
                             "formats",
                             printable(contract.full_name())),
                 {},
                 {}};
  }
  if (auto schema = schema_of_model(*contract.model, target.name)) return *std::move(schema);
  auto made = contract_of_model(document);
  if (!made) return made.error();
  auto exported = written_as(target, made->contract, dialect);
  if (!exported) return exported.error();
  made->losses.insert(made->losses.end(), exported->losses.begin(), exported->losses.end());
  exported->losses = std::move(made->losses);
  return exported;
}

Result<void> write(const ExportOptions& options, const Session& session, const std::string& text) {
  if (!options.output || *options.output == "-") return session.print(text);
  const std::string& path = *options.output;
  if (options.force) return write_atomically(path, text);
  const auto written = write_new(path, text);
  if (!written) return written.error();
  if (*written == Written::now || read_whole_file(path, text.size()) == text) return {};
  return Error{ErrorKind::io,
               fmt::format("'{}' is there already, with other content", printable(path)),
               {},
               "--force replaces it"};
}

/// What cannot be read is not in the contract: written on, it would be gone without a word. A
/// missing owner is told as every other loss is.
Result<void> check_soundness(const LoadedDocument& document) {
  const auto broken = std::ranges::find_if(document.problems, [](const Problem& problem) {
    return problem.severity == Severity::error && problem.rule != "owner_missing";
  });
  if (broken == document.problems.end()) return {};
  const std::string& path = document.path;
  return Error{
      ErrorKind::io, fmt::format("cannot export: {}", broken->message),
      SourceSpan{path, broken->at},
      broken->help.empty() ? "dcr validate tells all that is wrong with it" : broken->help};
}

Result<ExitCode> run(const ExportOptions& options, const Session& session) {
  const auto target = target_of(options);
  if (!target) return target.error();
  if (options.references.empty()) {
    return Error{ErrorKind::usage,
                 "no contract named",
                 {},
                 fmt::format("dcr export NAME[@VERSION] --to {}", (*target)->name)};
  }
  const auto document = find_document(options, session);
  if (!document) return document.error();
  if (auto sound = check_soundness(**document); !sound) return sound.error();
  const auto exported = export_document(**document, **target, options.dialect);
  if (!exported) return exported.error();
  for (const Loss& loss : exported->losses) {
    session.note(fmt::format("warning: {}{}{} cannot carry {}", printable(loss.field),
                             loss.field.empty() ? "" : ": ", (*target)->name,
                             printable(loss.what)));
  }
  if (options.strict && !exported->losses.empty()) return ExitCode::no;
  if (auto written = write(options, session, exported->text); !written) return written.error();
  return ExitCode::yes;
}

Invocation set_up() {
  auto options = std::make_shared<ExportOptions>();
  Invocation invocation;
  invocation.options = {
      {.name = "--to",
       .value_name = "KIND",
       .help = "What to write",
       .choices = {"dcr", "odcs", "json-schema", "avro", "sql", "dbt", "markdown"},
       .target = &options->target},
      {.name = "--dialect",
       .value_name = "DIALECT",
       .help = "Whose SQL types and words: of sql and dbt (default: postgres)",
       .choices = {"postgres", "snowflake", "bigquery", "duckdb", "spark"},
       .target = &options->dialect},
      {.name = "--output",
       .short_name = "-o",
       .value_name = "FILE",
       .help = "Write to this file, which must not be there with other content",
       .completes = Completes::file,
       .target = &options->output},
      {.name = "--force", .help = "Replace the file of --output", .target = &options->force},
      {.name = "--strict",
       .help = "Write nothing and exit with 1 when something cannot be carried",
       .target = &options->strict},
  };
  invocation.options.push_back(kind_option(options->registry));
  for (Option& option : registry_option_list(options->registry)) {
    // What is printed has the format of its kind.
    if (option.name != "--format") invocation.options.push_back(std::move(option));
  }
  invocation.positionals = {.value_name = "REFERENCE",
                            .help =
                                "NAME, NAME@1.2.0, NAME@^1, NAME@latest, NAME@newest, a file, "
                                "or - for standard input",
                            .at_most = 1,
                            .required = true,
                            .completes = Completes::side,
                            .target = &options->references};
  invocation.run = [options](Session& session) { return run(*options, session); };
  return invocation;
}

}  // namespace

extern const Command export_command;
const Command export_command{
    .name = "export",
    .group = Group::read,
    .summary = "Write a contract in another format",
    .description =
        "Writes one version of a contract as a document of dcr or ODCS, as a schema (JSON Schema, "
        "Avro), as SQL tables, as dbt models, or as a data sheet for people. Of a model "
        "json-schema writes its JSON Schema.\n\n"
        "What the other format has no place for is a warning on stderr; --strict makes it an "
        "answer of no.",
    .examples = {{"dcr export users.daily_active --to sql", "CREATE TABLE for PostgreSQL"},
                 {"dcr export users.daily_active@1.0.0 --to dbt --dialect snowflake",
                  "a dbt model with an enforced contract"},
                 {"dcr export contract.odcs.yaml --to dcr -o contracts/orders.yaml",
                  "from ODCS to a native contract"},
                 {"dcr export orders --to json-schema --strict", "nothing, unless it says it all"}},
    .setup = set_up,
};

}  // namespace dcr::cli
