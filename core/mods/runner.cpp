// SPDX-License-Identifier: Apache-2.0
#include "core/mods/runner.hpp"

#include "core/mods/check_mod.hpp"
#include "core/mods/command_child.hpp"
#include "core/mods/interpreter.hpp"
#include "core/mods/search_path.hpp"
#include "core/mods/wanted.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>

namespace dcr::mods {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

std::string folder_of(const std::string& file) {
  const fs::path folder = fs::path(file).parent_path();
  return folder.empty() ? "." : folder.string();
}

bool is_command(const Component& component) { return !component.command.empty(); }

}  // namespace

Runner::Runner(Plan& plan, const RunSurroundings& surroundings, RunLog& log)
    : plan_(plan), surroundings_(surroundings), log_(log), wanted_(wanted_artifacts(plan)) {}

Runner::~Runner() {
  for (auto& [interpreter, python] : pythons_) python->finish();
}

Deadline Runner::deadline() const {
  return surroundings_.timeout ? Deadline(Clock::now() + *surroundings_.timeout) : std::nullopt;
}

/// The interpreter of an instance; empty for a command.
Result<std::string> Runner::interpreter_of(const Instance& instance, const Component* component) {
  if (component != nullptr && is_command(*component)) return std::string();
  const std::string of_mod = component == nullptr ? "" : python_of(*component);
  const std::string key =
      of_mod + '\n' + instance.python + '\n' + plan_.job.python + '\n' + surroundings_.python;
  if (const auto known = interpreters_.find(key); known != interpreters_.end()) {
    return known->second;
  }
  const std::string job_folder = folder_of(plan_.job.path);
  InterpreterSearch search;
  search.named = {{of_mod, folder_of(surroundings_.registry_path)},
                  {instance.python, job_folder},
                  {plan_.job.python, job_folder},
                  {surroundings_.python, surroundings_.top.empty() ? "." : surroundings_.top}};
  search.environment = plan_.environment;
  search.job_folder = job_folder;
  search.top = surroundings_.top;
  search.cache_folder = surroundings_.cache_folder;
  auto found = find_interpreter(search);
  if (found) interpreters_[key] = *found;
  return found;
}

Result<void> Runner::unpack_package() {
  if (package_) return {};
  auto package = Package::unpack(surroundings_.cache_folder);
  if (!package) return package.error();
  package_.emplace(std::move(*package));
  return {};
}

PythonPlan Runner::python_plan(const std::string& interpreter) {
  PythonPlan plan;
  plan.interpreter = interpreter;
  plan.package = package_->folder();
  plan.folders = search_path(surroundings_.registry_path, surroundings_.top, plan_.registry);
  plan.environment = {{"DCR_PROGRAM", surroundings_.program},
                      {"DCR_MOD_REGISTRY", surroundings_.registry_path}};
  return plan;
}

Result<PythonChild*> Runner::python(const std::string& interpreter) {
  auto& child = pythons_[interpreter];
  if (child && child->is_of_use()) return child.get();
  if (auto ready = unpack_package(); !ready) return ready.error();
  auto started =
      PythonChild::start(python_plan(interpreter), signals_, log_,
                         [this](const ordered_json& question) { return answer(question); });
  if (!started) return started.error();
  child = std::move(*started);
  return child.get();
}

std::vector<std::string> Runner::kept_artifacts(const std::string& name) const {
  const auto found = wanted_.find(name);
  if (found == wanted_.end()) return {};
  return {found->second.begin(), found->second.end()};
}

void Runner::check_python(Prepared& prepared, const std::string& interpreter, Stage stage) {
  const Component& mod = *prepared.component;
  if (interpreter.empty()) return;
  std::string version;
  if (stage == Stage::shown) {
    if (mod.python_version->empty()) return;
    auto asked = interpreter_version(interpreter);
    if (!asked) {
      prepared.faults.push_back({asked.error().message, {}, asked.error().help});
      return;
    }
    version = std::move(*asked);
  } else {
    // Started here, it gets ready while the other mods of the job are prepared.
    const auto child = python(interpreter);
    if (!child || mod.python_version->empty()) return;
    version = (*child)->version(deadline());
    if (version.empty()) return;  // the run tells why
  }
  if (const auto problem = python_problem(mod, interpreter, version)) {
    prepared.faults.push_back(
        {problem->message, SourceSpan{plan_.registry_file, problem->at}, problem->help});
  }
}

Prepared Runner::prepare_instance(const Instance& instance, Stage stage) {
  const formats::ReadComponent* mod = plan_.registry.find(*instance.type);
  const auto home = interpreter_of(instance, mod == nullptr ? nullptr : mod->component.get());
  Prepared prepared = prepare(plan_, schemas_, instance,
                              {.produced = &produced_,
                               .home = home ? *home : "",
                               .leaves_open = stage != Stage::now,
                               .own_globals = nullptr});
  log_.learn(prepared.secrets);
  if (!home) {
    prepared.faults.push_back({home.error().message, {}, home.error().help});
  } else if (prepared.faults.empty()) {
    check_python(prepared, *home, stage);
  }
  if (stage == Stage::now) prepared.identity.log_file = log_.file();
  return prepared;
}

void Runner::remember(const Prepared& prepared, const ordered_json& result,
                      const std::string& home) {
  const std::string& name = prepared.identity.mod_name;
  Produced produced;
  produced.globals = to_node(result.at("globals"));
  produced.home = home;
  std::vector<std::pair<std::string, NodePointer>> values;
  std::vector<std::pair<std::string, NodePointer>> objects;
  for (const std::string& key : kept_artifacts(name)) {
    const auto found = result.at("artifacts").find(key);
    if (found == result.at("artifacts").end()) continue;
    values.emplace_back(key, to_node(*found));
    const bool is_reference = !home.empty() && found->is_structured();
    objects.emplace_back(key,
                         is_reference ? object_reference(name + "/" + key) : values.back().second);
  }
  produced.artifacts = mapping_node(std::move(values));
  produced.objects = mapping_node(std::move(objects));
  produced_.insert_or_assign(name, std::move(produced));
}

ordered_json Runner::run_prepared(const Prepared& prepared, const std::string& interpreter) {
  ordered_json result;
  if (interpreter.empty()) {
    result =
        run_command(prepared, folder_of(surroundings_.registry_path), signals_, log_, deadline());
  } else {
    const auto child = python(interpreter);
    if (!child) {
      return failed_result(prepared.identity, RunCode::runtime, child.error().message, "start", 0);
    }
    result = (*child)->run(prepared, kept_artifacts(prepared.identity.mod_name), deadline());
  }
  cancelled_ = cancelled_ || code_of(result) == RunCode::cancelled;
  remember(prepared, result, interpreter);
  log_.secrets().mask_all(result);
  return result;
}

ordered_json Runner::run(const Instance& instance) {
  const Prepared prepared = prepare_instance(instance, Stage::now);
  if (!prepared.faults.empty()) return refused_result(prepared.identity, prepared.faults);
  const auto interpreter = interpreter_of(instance, prepared.component);
  log_.begin(prepared.identity, prepared.log_level());
  ordered_json result = run_prepared(prepared, interpreter ? *interpreter : "");
  log_.end(result);
  return result;
}

Result<int> Runner::run_script(const std::string& file, const std::vector<std::string>& arguments,
                               const ordered_json& globals) {
  Instance script;
  const auto interpreter = interpreter_of(script, nullptr);
  if (!interpreter) return interpreter.error();
  if (auto ready = unpack_package(); !ready) return ready.error();
  PythonPlan plan = python_plan(*interpreter);
  plan.prints = process::Prints::inherited;
  auto child = PythonChild::start(
      plan, signals_, log_, [this](const ordered_json& question) { return answer(question); });
  if (!child) return child.error();
  script_python_ = {*interpreter, (*child)->version(deadline())};
  ordered_json start;
  start["file"] = file;
  start["arguments"] = arguments;
  start["globals"] = globals;
  return (*child)->run_script(start, deadline());
}

}  // namespace dcr::mods
