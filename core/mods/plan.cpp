// SPDX-License-Identifier: Apache-2.0
#include "core/mods/plan.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace dcr::mods {
namespace {

/// The mod that an instance names; null with a fault where it cannot run.
const Component* find_component(const Plan& plan, const Instance& instance,
                                std::vector<Fault>& faults) {
  const std::string& type = *instance.type;
  const SourceSpan where{plan.job.path, instance.type.at};
  const formats::ReadComponent* found = plan.registry.find(type);
  if (found == nullptr) {
    std::vector<std::string_view> known;
    for (const auto& mod : plan.registry.mods) known.push_back(*mod.component->name);
    Fault fault{fmt::format("no mod '{}' in {}{}", printable(type), printable(plan.registry_file),
                            did_you_mean(type, known))};
    if (instance.type.at.known()) fault.where = where;
    faults.push_back(std::move(fault));
    return nullptr;
  }
  for (const Problem& problem : found->problems) {
    if (problem.severity != Severity::error) continue;
    faults.push_back({problem.message, SourceSpan{plan.registry_file, problem.at}, problem.help});
  }
  return found->usable && !found->has_error() ? found->component.get() : nullptr;
}

Layers layers_of(const Plan& plan, const Instance& instance, const Circumstances& circumstances) {
  Layers layers;
  layers.registry_file = plan.registry_file;
  layers.defaults = plan.project();
  layers.own = instance.parameters;
  layers.own_origin = circumstances.own_origin;
  if (circumstances.own_origin == Origin::job) layers.own_file = plan.job.path;
  layers.at = instance.name.at;
  const auto settings = plan.settings.find(*instance.name);
  if (settings != plan.settings.end()) layers.settings = settings->second;
  const bool scripted = circumstances.own_globals != nullptr;
  layers.scope.globals =
      layered_globals(plan.project(), scripted ? circumstances.own_globals : plan.job.globals,
                      scripted ? "" : plan.job.path, plan.global_settings);
  layers.scope.environment = plan.environment;
  layers.scope.produced = circumstances.produced;
  for (const Instance& other : plan.job.instances) {
    layers.scope.instances.push_back(*other.name);
  }
  layers.scope.home = circumstances.home;
  layers.scope.leaves_open = circumstances.leaves_open;
  return layers;
}

NodePointer resolve_globals(const Scope& scope, std::vector<Fault>& faults) {
  Scope only_globals = scope;
  only_globals.parameters.clear();
  Substitution substitution(only_globals, faults);
  std::vector<std::pair<std::string, NodePointer>> entries;
  for (const auto& [name, written] : scope.globals) {
    entries.emplace_back(name, substitution.resolve(written.value, written.file));
  }
  return mapping_node(std::move(entries));
}

/// A global that cannot be resolved is met by every parameter that names it.
void drop_repetitions(std::vector<Fault>& faults) {
  std::vector<Fault> once;
  for (Fault& fault : faults) {
    const bool met = std::ranges::any_of(once, [&](const Fault& other) {
      return other.message == fault.message && other.where == fault.where;
    });
    if (!met) once.push_back(std::move(fault));
  }
  faults = std::move(once);
}

void learn_secrets(Prepared& prepared) {
  std::vector<std::pair<std::string, NodePointer>> values;
  std::vector<std::pair<std::string, NodePointer>> written;
  for (const Parameter& parameter : prepared.parameters) {
    values.emplace_back(parameter.name, parameter.value);
    written.emplace_back(parameter.name, parameter.written);
    if (!parameter.secret) continue;
    prepared.secrets.learn_all(*parameter.value);
    prepared.secrets.learn_all(*parameter.written);
  }
  const yaml::Node& schema = *prepared.component->config_schema;
  prepared.secrets.learn(schema, *mapping_node(std::move(values)));
  // A message about a reference that cannot be replaced shows the text around it.
  prepared.secrets.learn(schema, *mapping_node(std::move(written)));
}

}  // namespace

NodePointer Prepared::handed() const {
  std::vector<std::pair<std::string, NodePointer>> entries;
  for (const Parameter& parameter : parameters)
    entries.emplace_back(parameter.name, parameter.value);
  entries.emplace_back("_mod_name", text_node(identity.mod_name));
  entries.emplace_back("_mod_type", text_node(identity.mod_type));
  entries.emplace_back("_globals", globals);
  return mapping_node(std::move(entries));
}

std::string Prepared::log_level() const {
  const yaml::Node* level = globals->find("log_level");
  return level == nullptr || level->is_null() ? "" : level->text;
}

const schema::Schema* Schemas::of(const Component& component, const std::string& registry_file,
                                  std::vector<Fault>& faults) {
  auto found = compiled_.find(&component);
  if (found == compiled_.end()) {
    schema::CompileOptions options;
    options.annotations = {"secret"};
    found = compiled_.emplace(&component, schema::Schema::compile(component.config_schema, options))
                .first;
  }
  const schema::Compilation& compilation = found->second;
  if (compilation.ok()) return &*compilation.schema;
  for (const schema::SchemaProblem& problem : compilation.problems) {
    if (problem.severity != Severity::error) continue;
    faults.push_back({"the schema of '" + printable(*component.name) + "': " + problem.message,
                      SourceSpan{registry_file, problem.at}, problem.help});
  }
  return nullptr;
}

Prepared prepare(const Plan& plan, Schemas& schemas, const Instance& instance,
                 const Circumstances& circumstances) {
  Prepared prepared;
  prepared.identity = {.mod_type = *instance.type,
                       .mod_name = *instance.name,
                       .run_id = new_run_id(*instance.type),
                       .log_file = {}};
  prepared.faults = instance.faults;
  prepared.globals = mapping_node({});
  if (instance.type->empty()) return prepared;
  prepared.component = find_component(plan, instance, prepared.faults);
  if (prepared.component == nullptr) return prepared;
  const schema::Schema* schema =
      schemas.of(*prepared.component, plan.registry_file, prepared.faults);
  if (schema == nullptr) return prepared;
  Layers layers = layers_of(plan, instance, circumstances);
  layers.component = prepared.component;
  layers.schema = schema;
  Resolved resolved = resolve(layers);
  prepared.parameters = std::move(resolved.parameters);
  for (Fault& fault : resolved.faults) prepared.faults.push_back(std::move(fault));
  prepared.globals = resolve_globals(layers.scope, prepared.faults);
  learn_secrets(prepared);
  for (Fault& fault : prepared.faults) fault.message = prepared.secrets.masked(fault.message);
  drop_repetitions(prepared.faults);
  return prepared;
}

Globals resolved_globals(const Plan& plan) {
  Scope scope;
  scope.globals =
      layered_globals(plan.project(), plan.job.globals, plan.job.path, plan.global_settings);
  scope.environment = plan.environment;
  Globals globals;
  globals.values = resolve_globals(scope, globals.faults);
  return globals;
}

std::vector<Fault> common_faults(const Plan& plan) {
  std::vector<Fault> faults = plan.job.faults;
  if (plan.defaults) {
    faults.insert(faults.end(), plan.defaults->faults.begin(), plan.defaults->faults.end());
  }
  return faults;
}

}  // namespace dcr::mods
