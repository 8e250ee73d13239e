// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/import_options.hpp"
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

namespace dcr::cli {
namespace {

namespace fs = std::filesystem;

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
  std::vector<std::string> modules(options.words.begin() + 1, options.words.end());
  if (modules.empty())
    return wrong_usage("no module named", "dcr import pydantic myservice.models");
  for (const std::string& module : modules) {
    if (!is_module_name(module)) {
      return wrong_usage(fmt::format("'{}' is no module name", printable(module)),
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

}  // namespace

Result<ExitCode> import_models(const ImportOptions& options, const Session& session) {
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
    if (!found)
      return wrong_usage(fmt::format("no model '{}' in these modules", printable(name)), "");
  }
  if (models->empty()) {
    return wrong_usage("these modules define no Pydantic model",
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

}  // namespace dcr::cli
