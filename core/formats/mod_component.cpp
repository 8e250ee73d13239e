// SPDX-License-Identifier: Apache-2.0
#include "core/formats/mod_component.hpp"

#include "core/base/text.hpp"
#include "core/formats/canonical.hpp"
#include "core/formats/mapping_reader.hpp"
#include "core/formats/mod_flat_schema.hpp"
#include "core/formats/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace dcr::formats {
namespace {

bool is_identifier(std::string_view word) {
  const auto letter = [](char c) {
    // Python takes letters of every script; which bytes are some is Python's to say.
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
  };
  return !word.empty() && letter(word.front()) &&
         std::ranges::all_of(word, [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

/// A part of an entry that the flat shape spreads over the entry itself.
class Section {
 public:
  Section(MappingReader& entry, std::string_view key, Span entry_at, ProblemList& problems)
      : entry_(&entry), at_(entry_at) {
    if (const yaml::Node* node = entry.mapping(key)) {
      own_.emplace(*node, std::string(key), Dialect::loose, problems);
      at_ = entry.place(key);
    }
  }

  /// The reader that has `key`: the section's own, else the entry's.
  MappingReader& of(std::string_view key) {
    if (own_ && (own_->value(key) != nullptr || entry_->node().find(key) == nullptr)) return *own_;
    return *entry_;
  }

  /// Whether either has a value for `key`.
  bool has(std::string_view key) { return of(key).value(key) != nullptr; }

  /// The key, or where it would stand.
  Span place(std::string_view key) {
    const yaml::Entry* found = of(key).node().find_entry(key);
    return found == nullptr ? at_ : found->key_at;
  }

  void report_unknown_keys() {
    if (own_) own_->report_unknown_keys();
  }

 private:
  MappingReader* entry_;
  Span at_;
  std::optional<MappingReader> own_;
};

class ComponentReader {
 public:
  ComponentReader(const yaml::Entry& entry, Strictness strictness)
      : entry_(entry), problems_(strictness), component_(std::make_shared<Component>()) {}

  ReadComponent read(const EntryPlace& place) {
    component_->name = {entry_.key, entry_.key_at};
    component_->last_line = place.last_line;
    component_->registry_at = place.registry;
    component_->config_schema_at = entry_.key_at;
    component_->config_schema = empty_schema();
    check_name();
    if (entry_.value->is_mapping()) {
      read_entry();
    } else {
      problems_.error(
          "", entry_.value->at,
          fmt::format("a mod must be a mapping, not {}", yaml::describe(entry_.value->kind)));
    }
    const bool runs = !component_->module_path->empty() || !component_->command.empty();
    const bool usable = named_ && component_->version.at.known() && runs;
    return {component_, std::move(problems_).sorted(), usable};
  }

 private:
  [[nodiscard]] std::shared_ptr<const yaml::Node> empty_schema() const {
    auto schema = std::make_shared<yaml::Node>();
    schema->kind = yaml::Kind::mapping;
    schema->at = entry_.key_at;
    return schema;
  }

  void check_name() {
    std::string fault = identifier_fault(entry_.key);
    if (entry_.key.empty()) fault = "must not be empty";
    named_ = fault.empty();
    if (!named_) problems_.error("", entry_.key_at, "the name of a mod " + fault);
  }

  void read_entry() {
    MappingReader entry(*entry_.value, "", Dialect::loose, problems_);
    read_how_it_runs(entry);
    Section metadata(entry, "metadata", entry_.key_at, problems_);
    read_metadata(metadata);
    Section interface(entry, "interface", entry_.key_at, problems_);
    read_interface(interface);
    Section dependencies(entry, "dependencies", entry_.key_at, problems_);
    read_dependencies(dependencies);
    read_schema(entry);
    for (Section* section : {&metadata, &interface, &dependencies}) section->report_unknown_keys();
    entry.report_unknown_keys();
    for (const yaml::Entry* unknown : entry.unknown_entries()) {
      flatten(*unknown->value, unknown->key, component_->other);
    }
  }

  static LocatedNames names(Section& section, std::string_view key, Span& at) {
    at = section.place(key);
    return section.of(key).names(key);
  }

  void read_interface(Section& interface) {
    ComponentPlaces& places = component_->places;
    component_->input_ports = names(interface, "input_ports", places.input_ports);
    component_->output_ports = names(interface, "output_ports", places.output_ports);
    component_->globals_produced = names(interface, "globals_produced", places.globals_produced);
    component_->globals_consumed = names(interface, "globals_consumed", places.globals_consumed);
  }

  void read_dependencies(Section& dependencies) {
    ComponentPlaces& places = component_->places;
    component_->packages = names(dependencies, "packages", places.packages);
    places.python_version = dependencies.place("python_version");
    if (auto text = dependencies.of("python_version").name("python_version")) {
      component_->python_version = std::move(*text);
    }
  }

  void read_how_it_runs(MappingReader& entry) {
    if (auto path = entry.name("module_path")) {
      if (const std::string fault = module_path_fault(path->value); !fault.empty()) {
        problems_.error("module_path", path->at, "'module_path' " + fault);
      } else {
        component_->module_path = std::move(*path);
      }
    }
    const bool has_command = entry.value("command") != nullptr;
    component_->command = entry.names("command");
    if (has_command && component_->command.empty()) {
      problems_.error("command", entry.place("command"), "'command' names no program",
                      "write the program and its arguments: [\"./bin/clean\", \"--fast\"]");
    } else if (has_command && component_->command.front()->starts_with('-')) {
      problems_.error(
          "command", component_->command.front().at,
          fmt::format("a program cannot be called '{}'", printable(*component_->command.front())));
      component_->command.clear();
    }
    const bool has_module = entry.value("module_path") != nullptr;
    if (has_module && has_command) {
      problems_.error("command", entry.place("command"),
                      "a mod has a 'module_path' or a 'command', not both");
    } else if (!has_module && !has_command) {
      problems_.error("", entry_.key_at, "no 'module_path' and no 'command': nothing can run",
                      "name the Python module, or the program with its arguments as a list");
    }
  }

  void read_metadata(Section& metadata) {
    if (const auto type = metadata.of("type").text("type"); type && **type != entry_.key) {
      problems_.error("metadata.type", type->at,
                      fmt::format("'type' is '{}', but the mod is registered as '{}'",
                                  printable(**type), printable(entry_.key)));
    }
    read_version(metadata.of("version"));
    take(metadata, "description", component_->description);
    take(metadata, "category", component_->category);
    if (auto author = metadata.of("author").text("author")) {
      component_->author = std::move(*author);
    }
  }

  void take(Section& metadata, std::string_view key, Located<std::string>& out) {
    auto text = metadata.of(key).text(key);
    if (text && !text->value.empty()) {
      out = std::move(*text);
    } else if (!metadata.has(key) || text) {
      problems_.loose(fmt::format("metadata.{}", key), metadata.of(key).place(key),
                      fmt::format("no '{}'", key));
    }
  }

  void read_version(MappingReader& reader) {
    const auto text = reader.text("version");
    if (!text) {
      if (reader.value("version") == nullptr) {
        problems_.error("metadata.version", entry_.key_at, "no 'version'",
                        "add one: \"version\": \"1.0.0\"");
      }
      return;
    }
    component_->version_text = **text;
    if (auto version = Version::parse(**text)) {
      component_->version = {std::move(*version), text->at};
    } else if (auto loose = Version::parse_loose(**text)) {
      problems_.loose("metadata.version", text->at,
                      fmt::format("version '{}' is read as {}", printable(**text), loose->text()),
                      fmt::format("write \"{}\"", loose->text()));
      component_->version = {std::move(*loose), text->at};
    } else {
      problems_.error("metadata.version", text->at,
                      fmt::format("'{}' is no semantic version", printable(**text)),
                      "write MAJOR.MINOR.PATCH, such as \"1.0.0\"");
    }
  }

  void read_schema(MappingReader& entry) {
    const yaml::Entry* found = entry_.value->find_entry("config_schema");
    if (entry.value("config_schema") == nullptr) {
      problems_.loose("config_schema", entry.place("config_schema"),
                      "no 'config_schema', so nobody can tell which parameters the mod takes",
                      "for a mod without parameters: {\"type\": \"object\", \"properties\": {}}");
      return;
    }
    component_->config_schema_at = found->key_at;
    const yaml::Node& schema = *found->value;
    if (is_flat_schema(schema)) {
      component_->config_schema = schema_of_flat(schema, problems_);
    } else if (schema.is_mapping()) {
      component_->config_schema = found->value;
    } else {
      problems_.error("config_schema", schema.at,
                      fmt::format("'config_schema' must be a JSON Schema that describes an object, "
                                  "not {}",
                                  yaml::describe(schema.kind)));
    }
  }

  const yaml::Entry& entry_;
  ProblemList problems_;
  std::shared_ptr<Component> component_;
  bool named_ = false;
};

}  // namespace

std::string module_path_fault(std::string_view text) {
  while (true) {
    const auto dot = text.find('.');
    if (!is_identifier(text.substr(0, dot))) {
      return "must be a dotted module name such as 'datapy.mods.sources.csv_reader'";
    }
    if (dot == std::string_view::npos) return {};
    text.remove_prefix(dot + 1);
  }
}

ReadComponent read_component(const yaml::Entry& entry, const EntryPlace& place,
                             Strictness strictness) {
  return ComponentReader(entry, strictness).read(place);
}

}  // namespace dcr::formats
