// SPDX-License-Identifier: Apache-2.0
// What a Runner answers to the Python it runs: the SDK's `run_mod` and its relatives ask here.
#include "core/mods/check_mod.hpp"
#include "core/mods/runner.hpp"
#include "core/yaml/parse.hpp"

#include <nlohmann/json.hpp>

namespace dcr::mods {
namespace {

using nlohmann::ordered_json;

std::string text_at(const ordered_json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

NodePointer mapping_at(const ordered_json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_object() ? to_node(*found) : mapping_node({});
}

ordered_json lines_of(const std::vector<Fault>& faults) {
  auto lines = ordered_json::array();
  for (const Fault& fault : faults) lines.push_back(to_line(fault));
  return lines;
}

ordered_json answer_read(const std::string& path) {
  const auto text = read_file(path);
  if (!text) return {{"value", nullptr}, {"errors", {text.error().message}}};
  const yaml::Stream stream = yaml::parse(*text, path);
  std::vector<Fault> faults;
  for (const Problem& problem : stream.problems) {
    faults.push_back({problem.message, SourceSpan{path, problem.at}, problem.help});
  }
  const bool is_one = stream.ok() && stream.documents.size() == 1;
  ordered_json answer;
  answer["value"] = is_one ? to_json(*stream.documents[0].root) : ordered_json();
  answer["errors"] = lines_of(faults);
  return answer;
}

}  // namespace

ordered_json Runner::answer(const ordered_json& question) {
  if (const auto found = question.find("resolve"); found != question.end()) {
    return answer_resolve(*found);
  }
  if (question.contains("reload")) return answer_reload();
  if (const auto found = question.find("read"); found != question.end()) {
    return answer_read(found->is_string() ? found->get<std::string>() : "");
  }
  if (const auto found = question.find("finished"); found != question.end()) log_.end(*found);
  return nullptr;
}

ordered_json Runner::answer_reload() {
  const auto text = read_file(surroundings_.registry_path);
  if (!text) return {{"errors", {text.error().message}}};
  former_registries_.push_back(std::move(plan_.registry));
  plan_.registry = formats::read_mod_registry(*text, plan_.registry_file);
  return {{"errors", ordered_json::array()}};
}

ordered_json Runner::answer_resolve(const ordered_json& question) {
  Instance instance;
  instance.name = {text_at(question, "name"), {}};
  instance.type = {text_at(question, "type"), {}};
  instance.parameters = mapping_at(question, "params");
  const NodePointer globals = mapping_at(question, "globals");
  Prepared prepared = prepare(plan_, schemas_, instance,
                              {.produced = &produced_,
                               .home = {},
                               .leaves_open = false,
                               .own_origin = Origin::script,
                               .own_globals = globals});
  if (prepared.component == nullptr && prepared.faults.empty()) {
    prepared.faults.push_back({"a mod has a name"});
  }
  if (const yaml::Node* folder = prepared.globals->find("log_path");
      folder && folder->is_string()) {
    log_.place(folder->text);
  }
  log_.learn(prepared.secrets);
  if (prepared.component != nullptr && prepared.component->command.empty() &&
      !script_python_.version.empty()) {
    const auto problem =
        python_problem(*prepared.component, script_python_.interpreter, script_python_.version);
    if (problem) {
      prepared.faults.push_back(
          {problem->message, SourceSpan{plan_.registry_file, problem->at}, problem->help});
    }
  }
  prepared.identity.log_file = log_.file();
  ordered_json answer;
  answer["errors"] = lines_of(prepared.faults);
  if (!prepared.faults.empty()) return answer;
  answer["type"] = prepared.identity.mod_type;
  answer["name"] = prepared.identity.mod_name;
  answer["run_id"] = prepared.identity.run_id;
  answer["log_file"] = log_.file().empty() ? ordered_json() : ordered_json(log_.file());
  answer["module"] = *prepared.component->module_path;
  answer["packages"] = packages_json(*prepared.component);
  answer["params"] = to_json(*prepared.handed());
  answer["result"] = nullptr;
  log_.begin(prepared.identity, prepared.log_level());
  if (!prepared.component->command.empty()) {
    answer["result"] = run_prepared(prepared, "");
    log_.end(answer["result"]);
  }
  return answer;
}

}  // namespace dcr::mods
