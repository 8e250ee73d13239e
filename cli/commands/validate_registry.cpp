// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"
#include "cli/commands/json_output.hpp"
#include "cli/commands/mod_plan.hpp"
#include "cli/commands/mod_problems.hpp"
#include "cli/commands/mod_registry_file.hpp"
#include "cli/commands/running_python.hpp"
#include "cli/commands/timeout_option.hpp"
#include "cli/session.hpp"
#include "core/base/text.hpp"
#include "core/formats/mod_registry.hpp"
#include "core/formats/mod_schema.hpp"
#include "core/mods/import.hpp"
#include "core/mods/package.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

namespace dcr::cli {
namespace {

/// How long an import may take.
///
/// Units: seconds.
constexpr std::string_view default_timeout = "60";

struct ValidateRegistryOptions {
  bool import = false;
  std::optional<std::string> timeout;
  bool without_dependencies = false;
  std::string format = "text";
};

Problem problem_of_module(const Component& mod, std::string message) {
  Problem problem;
  problem.field = "module_path";
  problem.at = mod.module_path.at;
  problem.message = std::move(message);
  return problem;
}

/// Imports modules as they are imported to run, each in a child of its own: by the same Python,
/// with the SDK in reach.
class Imports {
 public:
  Imports(const Session& session, const ModRegistryFile& file, mods::Package package,
          std::chrono::milliseconds timeout)
      : session_(session), file_(file), package_(std::move(package)), timeout_(timeout) {}

  /// Errors: interrupted.
  Result<void> add_problems(const Component& mod, const std::string& program,
                            std::vector<Problem>& problems) const {
    std::vector<std::string> roots = module_roots(session_, file_, {*mod.module_path});
    roots.insert(roots.begin(), package_.folder());
    const auto fault = mods::import_fault({program, file_.folder, std::move(roots), timeout_},
                                          signals_, *mod.module_path);
    if (!fault) return fault.error();
    if (!fault->empty()) problems.push_back(problem_of_module(mod, *fault));
    return {};
  }

 private:
  const Session& session_;
  const ModRegistryFile& file_;
  mods::Package package_;
  std::chrono::milliseconds timeout_;
  process::SignalWatch signals_;
};

/// Holds mods against what is around them; with `--import` against what is when they run.
class Validation {
 public:
  Validation(const Session& session, const ModRegistryFile& file, LookedAt looked)
      : looked_(std::move(looked)), pythons_(session, file, looked_.surroundings) {}

  void import_with(std::unique_ptr<Imports> imports) { imports_ = std::move(imports); }

  /// Adds the problems of the next mod of the registry.
  ///
  /// Errors: interrupted.
  Result<void> add_problems(const Component& mod, std::vector<Problem>& problems) {
    const bool is_python = !mod.module_path->empty();
    const mods::Module* module = is_python ? &looked_.modules[next_++] : nullptr;
    std::ranges::move(formats::schema_problems(mod), std::back_inserter(problems));
    if (!imports_ || !is_python) {
      std::ranges::move(mods::check_mod(mod, module, looked_.surroundings),
                        std::back_inserter(problems));
      return {};
    }
    const auto around = pythons_.surroundings_of(mod);
    const mods::Surroundings& surroundings = around ? **around : looked_.surroundings;
    std::ranges::move(mods::check_mod(mod, module, surroundings), std::back_inserter(problems));
    if (around) return imports_->add_problems(mod, surroundings.python.program, problems);
    problems.push_back(problem_of_module(mod, around.error().message));
    return {};
  }

 private:
  LookedAt looked_;
  std::size_t next_ = 0;  // of the modules
  RunningPythons pythons_;
  std::unique_ptr<Imports> imports_;
};

std::vector<mods::ModuleTarget> targets_of(const formats::ModRegistry& registry) {
  std::vector<mods::ModuleTarget> targets;
  for (const formats::ReadComponent& mod : registry.mods) {
    if (!mod.component->module_path->empty()) targets.push_back({*mod.component->module_path});
  }
  return targets;
}

/// Nothing without `--import`.
Result<std::unique_ptr<Imports>> make_imports(const Session& session, const ModRegistryFile& file,
                                              const ValidateRegistryOptions& options) {
  if (!options.import) return std::unique_ptr<Imports>();
  const auto timeout = parse_timeout(options.timeout.value_or(std::string(default_timeout)));
  if (!timeout) return timeout.error();
  auto package = mods::Package::unpack(cache_folder(session));
  if (!package) return package.error();
  return std::make_unique<Imports>(session, file, *std::move(package), *timeout);
}

Result<std::vector<ModProblem>> find_problems(const Session& session, const ModRegistryFile& file,
                                              const ValidateRegistryOptions& options,
                                              const formats::ModRegistry& registry) {
  auto imports = make_imports(session, file, options);
  if (!imports) return imports.error();
  auto looked = look_at(session, file, targets_of(registry),
                        options.without_dependencies ? mods::Dependencies::not_looked_at
                                                     : mods::Dependencies::required);
  if (!looked) return looked.error();
  Validation validation(session, file, *std::move(looked));
  validation.import_with(*std::move(imports));
  std::vector<ModProblem> out;
  for (const Problem& problem : registry.problems) out.push_back({"", problem});
  for (const formats::ReadComponent& mod : registry.mods) {
    std::vector<Problem> problems = mod.problems;
    if (auto added = validation.add_problems(*mod.component, problems); !added) {
      return added.error();
    }
    std::ranges::stable_sort(problems, {}, [](const Problem& each) { return each.at.begin; });
    for (Problem& problem : problems) out.push_back({*mod.component->name, std::move(problem)});
  }
  return out;
}

Result<ExitCode> run(const ValidateRegistryOptions& options, const Session& session) {
  if (options.timeout && !options.import) {
    return Error{ErrorKind::usage, "--timeout is how long --import may take", {}, ""};
  }
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
      {.name = "--timeout",
       .value_name = "SECONDS",
       .help = "How long each import may take (default: 60)",
       .target = &options->timeout},
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
        "installed "
        "and its Python is this one. All problems at once.\n\n"
        "Modules are parsed and never imported, and packages are read as files, by the first "
        "python3 of PATH outside the repository. With --import every module is imported by the "
        "Python that runs mods (its own, `python:` of dcr.yaml, $VIRTUAL_ENV, .venv, python3), and "
        "it is "
        "this one's version that `python_version` is held against. An import that takes too long "
        "is ended with all it started.",
    .examples = {{"dcr validate-registry", "is everything registered there"},
                 {"dcr validate-registry --without-dependencies", "on a machine that runs no mods"},
                 {"dcr validate-registry --import", "and does it import"}},
    .setup = set_up,
};

}  // namespace dcr::cli
