// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"
#include "cli/commands/json_output.hpp"
#include "cli/commands/mod_plan.hpp"
#include "cli/commands/mod_problems.hpp"
#include "cli/commands/mod_registry_file.hpp"
#include "cli/session.hpp"
#include "core/base/text.hpp"
#include "core/formats/mod_registry.hpp"
#include "core/formats/mod_schema.hpp"
#include "core/mods/import.hpp"
#include "core/mods/interpreter.hpp"
#include "core/mods/package.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

namespace dcr::cli {
namespace {

struct ValidateRegistryOptions {
  bool import = false;
  bool without_dependencies = false;
  std::string format = "text";
};

/// Imports modules as they are imported to run: by the same Python, with the SDK in reach.
class Importer {
 public:
  Importer(const Session& session, const ModRegistryFile& file, mods::Package package)
      : session_(session), file_(file), package_(std::move(package)) {}

  [[nodiscard]] std::vector<Problem> problems(const Component& mod) const {
    const auto fault = import(mod);
    std::string message = fault ? *fault : fault.error().message;
    if (message.empty()) return {};
    Problem problem;
    problem.field = "module_path";
    problem.at = mod.module_path.at;
    problem.message = std::move(message);
    return {problem};
  }

 private:
  [[nodiscard]] Result<std::string> import(const Component& mod) const {
    mods::InterpreterSearch search;
    search.job_folder = std::filesystem::path(file_.absolute()).parent_path().string();
    search.named = {{mods::python_of(mod), search.job_folder}, {file_.config.python, file_.folder}};
    search.environment = [this](const char* name) { return session_.environment(name); };
    search.top = file_.folder;
    search.cache_folder = cache_folder(session_);
    const auto program = mods::find_interpreter(search);
    if (!program) return program.error();
    std::vector<std::string> roots = module_roots(session_, file_, {*mod.module_path});
    roots.insert(roots.begin(), package_.folder());
    return mods::import_fault(*program, file_.folder, roots, *mod.module_path);
  }

  const Session& session_;
  const ModRegistryFile& file_;
  mods::Package package_;
};

Result<std::vector<ModProblem>> find_problems(const Session& session, const ModRegistryFile& file,
                                              const ValidateRegistryOptions& options,
                                              const formats::ModRegistry& registry) {
  std::vector<ModProblem> out;
  for (const Problem& problem : registry.problems) out.push_back({"", problem});
  std::vector<mods::ModuleTarget> targets;
  for (const formats::ReadComponent& mod : registry.mods) {
    if (!mod.component->module_path->empty()) targets.push_back({*mod.component->module_path});
  }
  const auto looked = look_at(session, file, targets,
                              options.without_dependencies ? mods::Dependencies::not_looked_at
                                                           : mods::Dependencies::required);
  if (!looked) return looked.error();
  std::optional<Importer> importer;
  if (options.import) {
    auto package = mods::Package::unpack(cache_folder(session));
    if (!package) return package.error();
    importer.emplace(session, file, *std::move(package));
  }
  std::size_t next = 0;
  for (const formats::ReadComponent& mod : registry.mods) {
    const Component& component = *mod.component;
    const bool python = !component.module_path->empty();
    const mods::Module* module = python ? &looked->modules[next++] : nullptr;
    std::vector<Problem> problems = mod.problems;
    std::ranges::move(formats::schema_problems(component), std::back_inserter(problems));
    std::ranges::move(mods::check_mod(component, module, looked->surroundings),
                      std::back_inserter(problems));
    if (importer && python) {
      std::ranges::move(importer->problems(component), std::back_inserter(problems));
    }
    std::ranges::stable_sort(problems, {}, [](const Problem& each) { return each.at.begin; });
    for (Problem& problem : problems) out.push_back({*component.name, std::move(problem)});
  }
  return out;
}

Result<ExitCode> run(const ValidateRegistryOptions& options, const Session& session) {
  const auto file = find_mod_registry(session);
  if (!file) return file.error();
  if (!file->exists) {
    return Error{ErrorKind::not_found,
                 fmt::format("no mod registry '{}'", printable(file->path)),
                 {},
                 "dcr register-mod writes a first one"};
  }
  const formats::ModRegistry registry =
      formats::read_mod_registry(file->text, file->path, formats::Strictness::strict);
  const auto problems = find_problems(session, *file, options, registry);
  if (!problems) return problems.error();
  const std::size_t errors = count_errors(*problems);
  std::string text;
  if (options.format == "json") {
    nlohmann::ordered_json out;
    out["valid"] = errors == 0;
    out["path"] = file->path;
    out["mods"] = registry.mods.size();
    out["imported"] = options.import;
    out["errors"] = errors;
    out["warnings"] = problems->size() - errors;
    out["problems"] = problems_json(*problems, file->path);
    text = json_text(out);
  } else {
    text = problems_text(*problems, file->path) +
           fmt::format("{}: {}, {}\n", printable(file->path), counted(registry.mods.size(), "mod"),
                       errors == 0 ? "valid" : counted(errors, "error"));
  }
  if (auto printed = session.print(text); !printed) return printed.error();
  return errors == 0 ? ExitCode::yes : ExitCode::no;
}

Invocation set_up() {
  auto options = std::make_shared<ValidateRegistryOptions>();
  Invocation invocation;
  invocation.options = {
      {.name = "--import",
       .help = "Import every module too, each in a process of its own: this runs its code",
       .target = &options->import},
      {.name = "--without-dependencies",
       .help = "Do not ask whether packages and Python are those of this machine",
       .target = &options->without_dependencies},
      {.name = "--format",
       .value_name = "FORMAT",
       .help = "How to answer",
       .choices = {"text", "json"},
       .target = &options->format},
  };
  invocation.run = [options](Session& session) { return run(*options, session); };
  return invocation;
}

}  // namespace

extern const Command validate_registry_command;
const Command validate_registry_command{
    .name = "validate-registry",
    .group = Group::judge,
    .summary = "Check that every registered mod can run",
    .description =
        "Looks at every mod of mod_registry.json: its entry is whole, its module is found and has "
        "a function `run` that takes the parameters, its schema is a JSON Schema, its packages are "
        "installed and its Python is this one. All problems at once.\n\n"
        "Modules are parsed and never imported, and packages are read as files, unless --import "
        "asks for more.",
    .examples = {{"dcr validate-registry", "is everything registered there"},
                 {"dcr validate-registry --without-dependencies", "on a machine that runs no mods"},
                 {"dcr validate-registry --import", "and does it import"}},
    .setup = set_up,
};

}  // namespace dcr::cli
