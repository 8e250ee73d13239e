// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"
#include "cli/commands/import_plan.hpp"
#include "cli/commands/json_output.hpp"
#include "cli/commands/working_contract.hpp"
#include "cli/paths.hpp"
#include "cli/session.hpp"
#include "core/base/text.hpp"
#include "core/mods/interpreter.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <memory>

namespace dcr::cli {
namespace {

namespace fs = std::filesystem;

struct ImportOptions {
  std::vector<std::string> words;  ///< the kind, then modules
  std::optional<std::string> name_space;
  std::optional<std::string> out;
  std::vector<std::string> only;
  std::string version_from;
  std::optional<std::string> registered_by;
  bool dry_run = false;
  bool exit_code = false;
  std::string format = "text";
};

Error usage(std::string message, std::string help) {
  return {ErrorKind::usage, std::move(message), {}, std::move(help)};
}

/// A dotted name of Python; nothing else reaches the interpreter.
bool is_module_name(std::string_view text) {
  bool begins = true;
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
                        static_cast<unsigned char>(c) >= 0x80;
    const bool digit = c >= '0' && c <= '9';
    if (c == '.' ? begins : !letter && (begins || !digit)) return false;
    begins = c == '.';
  }
  return !begins;
}

Result<std::vector<std::string>> modules_of(const ImportOptions& options) {
  if (options.words.empty() || options.words.front() != "pydantic") {
    return usage(options.words.empty()
                     ? "nothing named to import"
                     : fmt::format("'{}' cannot be imported", printable(options.words.front())),
                 "dcr import pydantic MODULE…");
  }
  std::vector<std::string> modules(options.words.begin() + 1, options.words.end());
  if (modules.empty()) return usage("no module named", "dcr import pydantic myservice.models");
  for (const std::string& module : modules) {
    if (!is_module_name(module)) {
      return usage(fmt::format("'{}' is no module name", printable(module)),
                   "a module is named as an import statement has it: myservice.models");
    }
  }
  return modules;
}

Result<std::string> folder_of(const ImportOptions& options, const git::Repository& repository) {
  if (!options.out) return std::string();
  auto path = repository_path(repository, *options.out);
  if (!path) return path.error();
  while (path->ends_with('/')) path->pop_back();
  return path->empty() ? std::string(".") : *path;
}

Result<ImportTarget> target_of(const ImportOptions& options, const Session& session,
                               const git::Repository& repository) {
  ImportTarget target;
  target.name_space =
      options.name_space ? options.name_space : session.environment("DCR_NAMESPACE");
  if (target.name_space && target.name_space->empty()) target.name_space.reset();
  auto folder = folder_of(options, repository);
  if (!folder) return folder.error();
  target.folder = *std::move(folder);
  target.computes_versions = options.version_from == "dcr";
  target.registered_by = options.registered_by.value_or(target.name_space.value_or(""));
  return target;
}

Result<std::string> interpreter_of(const Session& session, const OpenRegistry& open) {
  const git::Repository& repository = *open.registry.source().repository;
  std::error_code failure;
  mods::InterpreterSearch search;
  search.named = {{open.config.python, repository.worktree()}};
  search.environment = [&session](const std::string& name) {
    return session.environment(name.c_str());
  };
  search.job_folder = fs::current_path(failure).string();
  search.top = repository.worktree();
  search.cache_folder = repository.common_folder() + "/dcr";
  return mods::find_interpreter(search);
}

/// Where modules are looked for: here, and at the root of the repository, each also below `src`.
std::vector<std::string> roots_of(const git::Repository& repository) {
  std::error_code failure;
  std::vector<std::string> roots;
  for (const fs::path& folder : {fs::current_path(failure), fs::path(repository.worktree())}) {
    for (const fs::path& root : {folder, folder / "src"}) {
      if (fs::is_directory(root, failure)) roots.push_back(root.lexically_normal().string());
    }
  }
  return roots;
}

std::string to_text(const std::vector<ImportedModel>& models, bool dry_run) {
  std::string out;
  std::size_t unchanged = 0;
  for (const ImportedModel& model : models) {
    if (!model.changed()) {
      ++unchanged;
      continue;
    }
    const bool moved = !model.previous_version.empty() && model.previous_version != model.version;
    out += fmt::format("{}{} {}{} in {}\n", dry_run ? "would write: " : "wrote ",
                       printable(model.name), model.version,
                       moved ? fmt::format(" (was {})", model.previous_version) : "",
                       printable(model.path));
  }
  if (unchanged > 0) out += fmt::format("{} unchanged\n", unchanged);
  return out;
}

std::string to_json(const std::vector<ImportedModel>& models, bool written) {
  nlohmann::ordered_json out;
  out["written"] = written;
  out["models"] = nlohmann::ordered_json::array();
  for (const ImportedModel& model : models) {
    out["models"].push_back(
        {{"name", model.name},
         {"version", model.version},
         {"previous_version", text_or_null(model.previous_version)},
         {"path", model.path},
         {"module", model.module},
         {"line", model.line > 0 ? nlohmann::ordered_json(model.line) : nlohmann::ordered_json()},
         {"changed", model.changed()}});
  }
  return json_text(out);
}

/// What check would not look at is no registered model.
void tell(const Session& session, const OpenRegistry& open,
          const std::vector<ImportedModel>& models) {
  const PathFilter filter(open.config.models);
  for (const ImportedModel& model : models) {
    if (filter.matches(model.path)) continue;
    session.note(
        fmt::format("warning: no glob of `models:` of dcr.yaml matches {}", printable(model.path)));
  }
}

Result<ExitCode> run(const ImportOptions& options, const Session& session) {
  const auto modules = modules_of(options);
  if (!modules) return modules.error();
  RegistryOptions registry;
  registry.kind = "model";
  const auto open = open_for_change(session, registry);
  if (!open) return open.error();
  const git::Repository& repository = *open->registry.source().repository;
  const auto target = target_of(options, session, repository);
  if (!target) return target.error();
  const auto interpreter = interpreter_of(session, *open);
  if (!interpreter) return interpreter.error();
  const auto models =
      imports::pydantic_models({*interpreter, roots_of(repository), *modules, options.only});
  if (!models) return models.error();
  for (const std::string& name : options.only) {
    const bool found = std::ranges::any_of(
        *models, [&](const imports::PydanticModel& each) { return each.name == name; });
    if (!found) return usage(fmt::format("no model '{}' in these modules", printable(name)), "");
  }
  if (models->empty()) {
    return usage("these modules define no Pydantic model",
                 "a model is a class of its own that derives from BaseModel");
  }
  const auto plan = plan_import(session, *open, *models, *target);
  if (!plan) return plan.error();
  if (!options.dry_run) {
    if (auto written = write_import(repository, *plan); !written) return written.error();
  }
  tell(session, *open, *plan);
  const std::string text =
      options.format == "json" ? to_json(*plan, !options.dry_run) : to_text(*plan, options.dry_run);
  if (auto printed = session.print(text); !printed) return printed.error();
  const bool differs = std::ranges::any_of(*plan, &ImportedModel::changed);
  return options.exit_code && differs ? ExitCode::no : ExitCode::yes;
}

Invocation set_up() {
  auto options = std::make_shared<ImportOptions>();
  return {
      .options = {{.name = "--namespace",
                   .value_name = "NAMESPACE",
                   .help = "The models' namespace (default: $DCR_NAMESPACE, else global)",
                   .completes = Completes::name_space,
                   .target = &options->name_space},
                  {.name = "--out",
                   .value_name = "DIR",
                   .help = "Where new documents go (default: where `models:` of dcr.yaml keeps "
                           "models)",
                   .completes = Completes::folder,
                   .target = &options->out},
                  {.name = "--only",
                   .value_name = "NAME",
                   .help = "Only this model; may be given several times",
                   .target = &options->only},
                  {.name = "--version-from",
                   .value_name = "SOURCE",
                   .help = "The version of a model that says none: dcr computes it from the change",
                   .choices = {"dcr"},
                   .target = &options->version_from},
                  {.name = "--registered-by",
                   .value_name = "WHO",
                   .help = "Who registers new models (default: the namespace)",
                   .target = &options->registered_by},
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
      .positionals = {.value_name = "pydantic MODULE",
                      .help = "The kind, and the modules to import: myservice.models",
                      .required = true,
                      .completes = Completes::nothing,
                      .target = &options->words},
      .run = [options](Session& session) { return run(*options, session); },
  };
}

}  // namespace

extern const Command import_command;
const Command import_command{
    .name = "import",
    .group = Group::change,
    .summary = "Write model documents from Pydantic classes",
    .description =
        "Imports Python modules with the Python that runs mods (`python:` of dcr.yaml, the active "
        "environment, .venv, python3), and writes a document for every Pydantic model they define, "
        "1 or 2: a class's own, and those of a ModelManager of pyrmute in each of its versions. "
        "Only documents that changed are written, and what people added to them stays. When a "
        "module cannot be imported nothing is written. The files are not committed.\n\n"
        "A class says its version as __contract_version__ = \"1.0.0\"; with --version-from dcr it "
        "is what the change since HEAD asks for.",
    .examples = {{"dcr import pydantic myservice.models --namespace user-service", "a service"},
                 {"dcr import pydantic myservice.models --only User --version-from dcr",
                  "one model, its version computed"},
                 {"dcr import pydantic myservice.models --dry-run --exit-code",
                  "in CI: are the documents those of the classes?"}},
    .setup = set_up,
};

}  // namespace dcr::cli
