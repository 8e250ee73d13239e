// SPDX-License-Identifier: Apache-2.0
#include "core/mods/inspect.hpp"

#include "core/base/text.hpp"
#include "core/formats/pretty_json.hpp"
#include "core/process/child.hpp"
#include "core/yaml/parse.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <system_error>
#include <utility>

namespace dcr::mods {
namespace {

namespace fs = std::filesystem;
using yaml::Node;

std::shared_ptr<Node> make(yaml::Kind kind) {
  auto node = std::make_shared<Node>();
  node->kind = kind;
  return node;
}

std::shared_ptr<Node> text_node(const std::string& text) {
  auto node = make(yaml::Kind::string);
  node->text = text;
  return node;
}

std::string request_text(const std::vector<std::string>& roots,
                         const std::vector<ModuleTarget>& targets) {
  auto root_list = make(yaml::Kind::sequence);
  for (const std::string& root : roots) root_list->items.push_back(text_node(root));
  auto mods = make(yaml::Kind::sequence);
  for (const ModuleTarget& target : targets) {
    auto mod = make(yaml::Kind::mapping);
    const bool named = target.file.empty();
    mod->entries.push_back(
        {named ? "module" : "file", {}, text_node(named ? target.name : target.file)});
    mods->items.push_back(std::move(mod));
  }
  Node request;
  request.kind = yaml::Kind::mapping;
  request.entries = {{"roots", {}, std::move(root_list)}, {"mods", {}, std::move(mods)}};
  return formats::pretty_json(request);
}

std::string text_of(const Node& holder, std::string_view key) {
  const Node* node = holder.find(key);
  return node != nullptr && node->is_string() ? node->text : "";
}

int line_of(const Node& holder) {
  const Node* node = holder.find("line");
  return node == nullptr ? 0 : static_cast<int>(node->as_integer().value_or(0));
}

std::optional<Constant> constant_of(const Node& holder, std::string_view key) {
  const yaml::Entry* entry = holder.find_entry(key);
  if (entry == nullptr) return std::nullopt;
  Constant out{line_of(*entry->value), nullptr, text_of(*entry->value, "error")};
  if (const yaml::Entry* value = entry->value->find_entry("value")) out.value = value->value;
  return out;
}

Module module_of(const Node& found) {
  Module out;
  out.file = text_of(found, "path");
  out.fault = text_of(found, "error");
  out.fault_line = line_of(found);
  out.doc = text_of(found, "doc");
  const Node* run = found.find("run");
  if (run != nullptr && run->is_mapping()) {
    out.has_run = true;
    out.run_line = line_of(*run);
    const Node* certain = run->find("certain");
    out.run_is_certain = certain != nullptr && certain->as_boolean().value_or(false);
    out.run_fault = text_of(*run, "fault");
  }
  out.metadata = constant_of(found, "METADATA");
  out.config_schema = constant_of(found, "CONFIG_SCHEMA");
  return out;
}

Python python_of(const Node& found, const std::string& program) {
  Python out{program, text_of(found, "version"), {}, {}};
  if (const Node* folders = found.find("site")) {
    for (const auto& folder : folders->items) out.site_folders.push_back(folder->text);
  }
  if (const Node* variables = found.find("variables")) {
    for (const yaml::Entry& entry : variables->entries) {
      out.variables[entry.key] = entry.value->text;
    }
  }
  return out;
}

Error no_answer(const std::string& program, const process::Outcome& outcome) {
  const std::size_t end = outcome.errors.find_last_not_of('\n');
  const std::size_t begin = outcome.errors.rfind('\n', end) + 1;
  const std::string last = end == std::string::npos
                               ? ""
                               : ": " + printable(outcome.errors.substr(begin, end + 1 - begin));
  return {ErrorKind::io,
          fmt::format("'{}' could not look at the modules (exit code {}){}", printable(program),
                      outcome.exit_code, last),
          {},
          {}};
}

/// Whether `path` is `folder` or lies below it.
bool is_below(const fs::path& path, const fs::path& folder) {
  const fs::path relative = path.lexically_relative(folder);
  return !relative.empty() && *relative.begin() != "..";
}

}  // namespace

Result<Inspection> inspect(const std::string& program, const std::vector<std::string>& roots,
                           const std::vector<ModuleTarget>& targets) {
  const std::string request = request_text(roots, targets);
  const auto outcome = process::run(
      {.arguments = {program, "-I", "-S", "-c", std::string(inspect_script())}, .input = request});
  if (!outcome) return outcome.error();
  if (!outcome->succeeded()) return no_answer(program, *outcome);
  const yaml::Limits limits{.bytes = std::size_t{256} << 20U, .depth = 200, .expanded = 20'000'000};
  const yaml::Stream answer = yaml::parse(outcome->output, "answer.json", limits);
  const Node* root = answer.documents.empty() ? nullptr : answer.documents.front().root.get();
  const Node* python = root == nullptr ? nullptr : root->find("python");
  const Node* modules = root == nullptr ? nullptr : root->find("mods");
  if (python == nullptr || modules == nullptr || modules->items.size() != targets.size()) {
    return no_answer(program, *outcome);
  }
  Inspection inspection{python_of(*python, program), {}};
  for (const auto& found : modules->items) inspection.modules.push_back(module_of(*found));
  return inspection;
}

Result<std::string> inspecting_python(std::string_view path_variable,
                                      const std::string& repository) {
  std::error_code fault;
  const fs::path inside = repository.empty() ? fs::path() : fs::weakly_canonical(repository, fault);
  while (!path_variable.empty()) {
    const auto colon = std::min(path_variable.find(':'), path_variable.size());
    const fs::path folder(path_variable.substr(0, colon));
    path_variable.remove_prefix(std::min(colon + 1, path_variable.size()));
    if (!folder.is_absolute()) continue;
    const fs::path real = fs::weakly_canonical(folder, fault);
    if (fault || (!inside.empty() && is_below(real, inside))) continue;
    const fs::path program = folder / "python3";
    if (fs::is_regular_file(program, fault) && access(program.c_str(), X_OK) == 0) {
      return program.string();
    }
  }
  return Error{ErrorKind::not_found,
               "no python3 on PATH to look at modules with",
               {},
               "install Python 3; a python3 inside the repository is not used for this"};
}

}  // namespace dcr::mods
