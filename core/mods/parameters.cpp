// SPDX-License-Identifier: Apache-2.0
#include "core/mods/parameters.hpp"

#include "core/base/text.hpp"
#include "core/schema/parameters.hpp"
#include "core/schema/validate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace dcr::mods {
namespace {

using yaml::Node;

/// The layers on top of each other; what stands in a later one replaces the whole parameter.
class Pile {
 public:
  void put(const std::string& name, NodePointer value, Origin origin, const std::string& file) {
    Parameter* found = find(name);
    if (found == nullptr)
      found = &parameters_.emplace_back(
          Parameter{.name = name, .value = {}, .written = {}, .file = {}, .at = {}});
    found->at = file.empty() ? Span{} : value->at;
    found->written = value;
    found->value = std::move(value);
    found->origin = origin;
    found->file = file;
  }

  void put_all(const Node& mapping, Origin origin, const std::string& file) {
    for (const yaml::Entry& entry : mapping.entries) put(entry.key, entry.value, origin, file);
  }

  void put_setting(const Setting& setting) {
    const std::string& name = setting.path.front();
    if (setting.path.size() == 1) {
      put(name, setting.value, Origin::command_line, {});
      return;
    }
    const Parameter* before = find(name);
    const Node empty;
    put(name,
        with_setting(before == nullptr ? empty : *before->value,
                     {setting.path.begin() + 1, setting.path.end()}, setting.value),
        Origin::command_line, {});
  }

  Parameter* find(std::string_view name) {
    const auto found = std::ranges::find(parameters_, name, &Parameter::name);
    return found == parameters_.end() ? nullptr : &*found;
  }

  std::vector<Parameter> parameters_;
};

std::vector<Parameter> layered(const Layers& layers) {
  Pile pile;
  const std::vector<schema::Parameter> described = schema::parameters(*layers.schema);
  for (const schema::Parameter& parameter : described) {
    if (!parameter.default_value) continue;
    pile.put(parameter.name, parameter.default_value, Origin::schema_default, layers.registry_file);
  }
  if (layers.defaults != nullptr) {
    const Node* defaults = layers.defaults->mod_defaults->find(*layers.component->name);
    if (defaults != nullptr) {
      pile.put_all(*defaults, Origin::project_defaults, layers.defaults->path);
    }
  }
  pile.put_all(*layers.own, layers.own_origin, layers.own_file);
  for (const Setting& setting : layers.settings) pile.put_setting(setting);
  for (const schema::Parameter& parameter : described) {
    if (Parameter* found = pile.find(parameter.name)) found->secret = parameter.secret;
  }
  return std::move(pile.parameters_);
}

/// Replaces the references; returns the names of the parameters where that failed.
std::set<std::string> substitute(const Layers& layers, Resolved& resolved) {
  Scope scope = layers.scope;
  for (const Parameter& parameter : resolved.parameters) {
    scope.parameters[parameter.name] = {parameter.value, parameter.file};
  }
  Substitution substitution(scope, resolved.faults);
  std::set<std::string> failed;
  for (Parameter& parameter : resolved.parameters) {
    const std::size_t before = substitution.failures();
    parameter.value = substitution.resolve_parameter(parameter.name);
    if (substitution.failures() > before) failed.insert(parameter.name);
    if (const Node* unfit = unfit_number(*parameter.value)) {
      failed.insert(parameter.name);
      resolved.faults.push_back({fmt::format("'{}' holds {}, which JSON has no number for",
                                             printable(parameter.name), printable(unfit->text)),
                                 SourceSpan{parameter.file, unfit->at}, "write it as a text"});
    }
  }
  return failed;
}

/// "/delimiter/0" is of the parameter "delimiter"; empty for the parameters as a whole.
std::string parameter_of(const std::string& pointer) {
  if (pointer.empty()) return {};
  std::string name;
  for (std::size_t at = 1; at < pointer.size() && pointer[at] != '/'; ++at) {
    if (pointer[at] == '~' && at + 1 < pointer.size()) {
      name += pointer[++at] == '1' ? '/' : '~';
    } else {
      name += pointer[at];
    }
  }
  return name;
}

/// Whether a parameter cannot be judged yet: an object, or what an earlier mod is to produce.
bool is_beyond_judgement(const Node& value, bool leaves_open) {
  return is_object_reference(value) || (leaves_open && has_reference(value));
}

Fault fault_of(const schema::Violation& violation, const Layers& layers, const Parameter* blamed) {
  Fault fault{.message = violation.message};
  if (blamed == nullptr) {
    if (!layers.own_file.empty()) fault.where = SourceSpan{layers.own_file, layers.at};
    return fault;
  }
  if (!blamed->file.empty()) {
    fault.where = SourceSpan{blamed->file, violation.at.known() ? violation.at : blamed->at};
  }
  if (blamed->origin != layers.own_origin) {
    fault.message += fmt::format(" (from {})", to_string(blamed->origin));
  }
  return fault;
}

void validate(const Layers& layers, const std::set<std::string>& failed, Resolved& resolved) {
  std::vector<std::pair<std::string, NodePointer>> entries;
  for (const Parameter& parameter : resolved.parameters) {
    entries.emplace_back(parameter.name, parameter.value);
  }
  const NodePointer instance = mapping_node(std::move(entries));
  for (const schema::Violation& violation :
       schema::validate(*layers.schema, *instance, {.subject = "the parameters"})) {
    const std::string name = parameter_of(violation.instance_pointer);
    const auto blamed = std::ranges::find(resolved.parameters, name, &Parameter::name);
    const bool known = blamed != resolved.parameters.end() && !violation.instance_pointer.empty();
    if (known &&
        (failed.contains(name) || is_beyond_judgement(*blamed->value, layers.scope.leaves_open))) {
      continue;
    }
    resolved.faults.push_back(fault_of(violation, layers, known ? &*blamed : nullptr));
  }
}

}  // namespace

std::string_view to_string(Origin origin) {
  switch (origin) {
    case Origin::schema_default: return "schema default";
    case Origin::project_defaults: return "project defaults";
    case Origin::job: return "job";
    case Origin::script: return "script";
    case Origin::command_line: return "--set";
  }
  return "";
}

Resolved resolve(const Layers& layers) {
  Resolved resolved;
  resolved.parameters = layered(layers);
  const std::set<std::string> failed = substitute(layers, resolved);
  validate(layers, failed, resolved);
  return resolved;
}

NamedValues layered_globals(const ProjectDefaults* defaults, const NodePointer& own,
                            const std::string& own_file, const std::vector<Setting>& settings) {
  NamedValues globals;
  if (defaults != nullptr) {
    for (const yaml::Entry& entry : defaults->globals->entries) {
      globals[entry.key] = {entry.value, defaults->path};
    }
  }
  for (const yaml::Entry& entry : own->entries) globals[entry.key] = {entry.value, own_file};
  for (const Setting& setting : settings) {
    Written& global = globals[setting.path.front()];
    const Node empty;
    global.value =
        setting.path.size() == 1
            ? setting.value
            : with_setting(global.value ? *global.value : empty,
                           {setting.path.begin() + 1, setting.path.end()}, setting.value);
    global.file.clear();
  }
  return globals;
}

}  // namespace dcr::mods
