// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/mod_draft_options.hpp"

#include "cli/commands/mod_description.hpp"
#include "core/base/text.hpp"
#include "core/formats/mod_component.hpp"
#include "core/formats/mod_parameters.hpp"
#include "core/yaml/parse.hpp"
#include "core/yaml/source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

namespace dcr::cli {
namespace {

namespace fs = std::filesystem;
using formats::ModDraft;

Error wrong(std::string message, std::string help = {}) {
  return {ErrorKind::usage, std::move(message), {}, std::move(help)};
}

/// The dotted name of a Python file below one of the roots.
Result<std::string> module_of_file(const std::string& path, const std::vector<std::string>& roots) {
  std::error_code fault;
  const fs::path file = fs::weakly_canonical(path, fault);
  if (!fs::is_regular_file(file, fault)) return wrong(fmt::format("no file '{}'", printable(path)));
  for (const std::string& root : roots) {
    const fs::path below = file.lexically_relative(fs::weakly_canonical(root, fault));
    if (below.empty() || *below.begin() == "..") continue;
    std::string name = (below.parent_path() / below.stem()).generic_string();
    if (name.ends_with("/__init__")) name.resize(name.rfind('/'));
    std::ranges::replace(name, '/', '.');
    if (formats::module_path_fault(name).empty()) return name;
  }
  return wrong(fmt::format("'{}' has no name to import it by", printable(path)),
               "a module is below the registry's folder, and its folders have names of Python");
}

/// The dotted name of what the command line names; empty for a program.
Result<std::string> module_named(const Session& session, const ModRegistryFile& file,
                                 const DraftOptions& options) {
  if (options.modules.empty() == options.command.empty()) {
    return wrong(options.command.empty() ? "no module and no program named"
                                         : "a mod is a module or a program, not both",
                 "dcr register-mod etl.mods.csv_reader, or dcr register-mod --command ./bin/clean");
  }
  if (options.modules.empty()) return std::string();
  const std::string& text = options.modules.front();
  if (text.ends_with(".py") || text.find('/') != std::string::npos) {
    // The outermost folder first: below `datapy/mod_registry.json` it is `datapy.mods.x`.
    std::vector<std::string> roots = module_roots(session, file, {});
    std::ranges::reverse(roots);
    return module_of_file(text, roots);
  }
  const std::string fault = formats::module_path_fault(text);
  if (!fault.empty()) return wrong(fmt::format("'{}' {}", printable(text), fault));
  return text;
}

std::string text_of(const yaml::Node* holder, std::string_view key) {
  const yaml::Node* node = holder == nullptr ? nullptr : holder->find(key);
  return node != nullptr && node->is_string() ? node->text : "";
}

/// The type that METADATA, or a file of the same keys, gives a mod; it has either shape.
std::string stated_type(const yaml::Node* metadata) {
  if (metadata == nullptr) return "";
  const std::string type = text_of(metadata, "type");
  return type.empty() ? text_of(metadata->find("metadata"), "type") : type;
}

std::string name_of(const DraftOptions& options, const std::string& module_path,
                    const mods::Module* module, const yaml::Node* description) {
  if (options.name) return *options.name;
  if (const std::string type = stated_type(description); !type.empty()) return type;
  const bool has_metadata = module != nullptr && module->metadata;
  const std::string type =
      has_metadata ? stated_type(module->metadata->value.get()) : std::string();
  if (!type.empty()) return type;
  if (!module_path.empty()) return module_path.substr(module_path.rfind('.') + 1);
  return fs::path(options.command.front()).stem().string();
}

/// What a module does not say of itself, from its place and its docstring.
void guess(ModDraft& draft, const std::string& module_path, const mods::Module* module) {
  if (!draft.has("version")) draft.set_text("version", "1.0.0");
  const auto dot = module_path.rfind('.');
  if (!draft.has("category") && dot != std::string::npos) {
    const std::string parent = module_path.substr(0, dot);
    draft.set_text("category", parent.substr(parent.rfind('.') + 1));
  }
  if (!draft.has("description") && module != nullptr && !module->doc.empty()) {
    draft.set_text("description", module->doc.substr(0, module->doc.find('\n')));
  }
}

void take_options(ModDraft& draft, const DraftOptions& options) {
  const auto text = [&](const char* key, const std::optional<std::string>& value) {
    if (value) draft.set_text(key, *value);
  };
  const auto names = [&](const char* key, const std::vector<std::string>& values) {
    if (!values.empty()) draft.set_names(key, values);
  };
  text("version", options.version);
  text("description", options.description);
  text("category", options.category);
  text("author", options.author);
  text("python_version", options.python);
  names("input_ports", options.inputs);
  names("output_ports", options.outputs);
  names("globals_produced", options.produces);
  names("globals_consumed", options.consumes);
  names("packages", options.packages);
}

/// The schema of the command line, in whole or in parts.
Result<void> take_schema(ModDraft& draft, const DraftOptions& options) {
  if (options.schema) {
    auto schema = read_mod_document(*options.schema, "schema");
    if (!schema) return schema.error();
    draft.set("config_schema", *std::move(schema));
  }
  if (options.no_parameters) {
    const yaml::Stream none = yaml::parse(R"({"type": "object", "properties": {}})", "none.json");
    draft.set("config_schema", none.documents.front().root);
  }
  if (options.parameters.empty()) return {};
  auto schema = formats::with_parameters(draft.value("config_schema"), options.parameters);
  if (!schema) return schema.error();
  draft.set("config_schema", *std::move(schema));
  return {};
}

/// Takes what a module says in a constant, or files why it cannot be taken.
void take_constant(MadeDraft& made, const std::optional<mods::Constant>& constant,
                   std::string_view name) {
  if (!constant) return;
  const bool usable = constant->value && constant->value->is_mapping();
  if (!usable) {
    const std::string fault = constant->value ? "it is no dictionary" : constant->fault;
    made.problems.push_back(
        yaml::problem_at({}, fmt::format("{} of {}:{} cannot be read: {}", name,
                                         printable(made.module->file), constant->line, fault)));
  } else if (name == "METADATA") {
    made.draft.take(*constant->value);
  } else {
    made.draft.set("config_schema", constant->value);
  }
}

}  // namespace

std::vector<Option> draft_option_list(DraftOptions& options) {
  const auto one = [](std::string_view name, std::string_view value, std::string_view help,
                      std::optional<std::string>& target) {
    return Option{.name = name, .value_name = value, .help = help, .target = &target};
  };
  const auto many = [](std::string_view name, std::string_view value, std::string_view help,
                       std::vector<std::string>& target) {
    return Option{.name = name, .value_name = value, .help = help, .target = &target};
  };
  std::vector<Option> list;
  list.push_back(
      many("--command", "WORD", "A program and, given again, its arguments", options.command));
  list.push_back(one("--name", "NAME", "What jobs call it (default: of METADATA, else of the file)",
                     options.name));
  list.push_back(one("--mod-version", "VERSION", "Its version (default: as registered, else 1.0.0)",
                     options.version));
  list.push_back(one("--description", "TEXT", "What it does", options.description));
  list.push_back(
      one("--category", "CATEGORY", "sources, transformers, sinks, …", options.category));
  list.push_back(one("--author", "NAME", "Who wrote it", options.author));
  list.push_back(one("--metadata", "FILE",
                     "What METADATA says, as YAML or JSON (default: the one beside the module)",
                     options.metadata));
  list.push_back(one("--schema", "FILE", "The JSON Schema of its parameters", options.schema));
  list.push_back(many("--param", "NAME:TYPE[=DEFAULT]",
                      "A parameter; 'rows:int=10' has a default, 'rows:int?' may be left out",
                      options.parameters));
  list.push_back({.name = "--no-params",
                  .help = "It takes no parameters",
                  .excludes = {"--schema", "--param"},
                  .target = &options.no_parameters});
  list.push_back(many("--input", "PORT", "An input port", options.inputs));
  list.push_back(many("--output", "PORT", "An output port", options.outputs));
  list.push_back(many("--produces", "GLOBAL", "A global it sets", options.produces));
  list.push_back(many("--consumes", "GLOBAL", "A global it asks for", options.consumes));
  list.push_back(many("--package", "REQUIREMENT", "A package it needs", options.packages));
  list.push_back(one("--python", "SPECIFIER", "The Pythons it runs on, '>=3.8'", options.python));
  for (Option& option : list) {
    if (option.value_name == "FILE") option.completes = Completes::file;
  }
  return list;
}

Result<MadeDraft> make_draft(const Session& session, const ModRegistryFile& file,
                             const DraftOptions& options, bool without_dependencies) {
  const auto module_path = module_named(session, file, options);
  if (!module_path) return module_path.error();
  std::vector<mods::ModuleTarget> targets;
  if (!module_path->empty()) targets.push_back({*module_path});
  auto looked = look_at(
      session, file, targets,
      without_dependencies ? mods::Dependencies::not_looked_at : mods::Dependencies::required);
  if (!looked) return looked.error();
  const mods::Module* module = looked->modules.empty() ? nullptr : &looked->modules.front();
  auto description = find_description(options.metadata, module == nullptr ? "" : module->file);
  if (!description) return description.error();
  MadeDraft made{.draft = ModDraft(name_of(options, *module_path, module, description->root.get())),
                 .problems = {},
                 .described_by = description->file,
                 .module = {},
                 .surroundings = std::move(looked->surroundings)};
  if (module != nullptr) made.module = *module;
  const formats::ModRegistry registry = formats::read_mod_registry(file.text, file.path);
  if (const formats::ReadComponent* old = registry.find(made.draft.name())) {
    made.draft.take_registered(*old->component);
  }
  if (made.module) {
    take_constant(made, made.module->metadata, "METADATA");
    take_constant(made, made.module->config_schema, "CONFIG_SCHEMA");
  }
  if (description->root) made.draft.take(*description->root);
  made.draft.remove("module_path");
  made.draft.remove("command");
  made.draft.remove("type");
  if (!module_path->empty()) made.draft.set_text("module_path", *module_path);
  if (!options.command.empty()) made.draft.set_names("command", options.command);
  take_options(made.draft, options);
  if (auto taken = take_schema(made.draft, options); !taken) return taken.error();
  guess(made.draft, *module_path, made.module ? &*made.module : nullptr);
  return made;
}

}  // namespace dcr::cli
