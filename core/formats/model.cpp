// SPDX-License-Identifier: Apache-2.0
#include "core/formats/model.hpp"

#include "core/base/text.hpp"
#include "core/formats/canonical.hpp"
#include "core/formats/mapping_reader.hpp"
#include "core/formats/model_path.hpp"
#include "core/formats/model_schema_reader.hpp"
#include "core/formats/names.hpp"
#include "core/formats/native_lifecycle.hpp"
#include "core/formats/native_people.hpp"
#include "core/schema/draft.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace dcr::formats {
namespace {

/// Whether a mapping says what only a schema says; `type: table` is no type of JSON.
bool says_schema(const yaml::Node& root) {
  const auto has = [&](std::string_view key, yaml::Kind kind) {
    const yaml::Node* node = root.find(key);
    return node != nullptr && node->kind == kind;
  };
  constexpr auto types = std::to_array<std::string_view>(
      {"object", "array", "string", "number", "integer", "boolean", "null"});
  const yaml::Node* type = root.find("type");
  const bool typed = type != nullptr &&
                     (type->is_sequence() || std::ranges::find(types, type->text) != types.end());
  return typed || has("properties", yaml::Kind::mapping) || has("$ref", yaml::Kind::string) ||
         has("allOf", yaml::Kind::sequence) || has("anyOf", yaml::Kind::sequence) ||
         has("oneOf", yaml::Kind::sequence) || has("enum", yaml::Kind::sequence);
}

Span first_key(const yaml::Node& root) {
  return root.entries.empty() ? root.at : root.entries.front().key_at;
}

/// What both shapes of a model have.
class ModelReader {
 public:
  ModelReader(const std::shared_ptr<const yaml::Node>& root, std::string_view path, int last_line,
              const FileLoader& load, Dialect dialect, ProblemList& problems)
      : node_(root),
        path_(path),
        load_(load),
        root_(*root, "", dialect, problems),
        problems_(problems),
        model_(std::make_shared<ModelSchema>()) {
    contract_.kind = ContractKind::model;
    contract_.at = root->at;
    contract_.name_at = first_key(*root);
    contract_.last_line = last_line;
  }

  Contract read_envelope() {
    contract_.format = Format::model;
    if (auto name = root_.text("model")) take_name("model", *name);
    if (auto name_space = root_.text("namespace")) take_namespace("namespace", *name_space);
    read_version("version", "version: \"1.0.0\"");
    if (auto text = root_.text("description")) contract_.description = *text;
    if (auto by = root_.name("registered_by")) model_->registered_by = **by;
    read_native_status(root_, contract_, problems_);
    read_native_compatibility(root_, contract_, problems_);
    read_policy();
    read_metadata();
    read_people();
    read_schemas();
    root_.report_unknown_keys();
    return finish();
  }

  Contract read_bare() {
    contract_.format = Format::json_schema;
    const ModelPath from_path = read_model_path(path_);
    const auto title = root_.text("title");
    // Versions that lie side by side are often classes of their own, UserV1 and UserV2.
    const bool path_names = from_path.version.has_value();
    const bool titled = title && !path_names && identifier_fault(**title).empty();
    take_name(titled ? "title" : "the name of the file",
              titled ? *title : Located<std::string>{from_path.name, contract_.name_at});
    if (title) contract_.name_at = title->at;
    // `"x-namespace": null` says global, whatever the folder is called.
    if (node_->find("x-namespace") != nullptr) {
      if (auto text = root_.text("x-namespace")) take_namespace("x-namespace", *text);
    } else if (from_path.name_space) {
      take_namespace("the folder", {*from_path.name_space, contract_.name_at});
    }
    if (root_.value("x-version") != nullptr || !from_path.version) {
      read_version("x-version",
                   "add \"x-version\": \"1.0.0\", or name the file like User_v1_0_0.json");
    } else {
      contract_.version = {*from_path.version, contract_.name_at};
      contract_.version_text = from_path.version->text();
    }
    if (auto text = root_.text("description")) contract_.description = *text;
    model_->schema = node_;
    read_model_schema(*model_, path_, contract_.name_at, load_, problems_);
    return finish();
  }

 private:
  Contract finish() {
    contract_.model = model_;
    return std::move(contract_);
  }

  void take_name(std::string_view what, const Located<std::string>& name) {
    contract_.name_at = name.at;
    if (is_identifier(what, name)) contract_.name = *name;
  }

  void take_namespace(std::string_view what, const Located<std::string>& name) {
    if (is_identifier(what, name)) contract_.name_space = *name;
  }

  bool is_identifier(std::string_view what, const Located<std::string>& name) {
    std::string fault = identifier_fault(*name);
    if (name->empty()) fault = "must not be empty";
    if (fault.empty()) return true;
    constexpr std::size_t longest = 200;
    problems_.error("", name.at,
                    fmt::format("'{}' {}: '{}'", what, fault, printable(name->substr(0, longest))));
    return false;
  }

  void read_version(std::string_view key, std::string_view help) {
    const yaml::Node* stated = root_.value(key);
    if (stated == nullptr) {
      problems_.error(
          "", root_.place(key), "the model has no version",
          contract_.format == Format::model ? fmt::format("add one: {}", help) : std::string(help));
      return;
    }
    contract_.version_text = stated->text;
    if (auto version = stated->is_string() ? Version::parse(stated->text) : std::nullopt) {
      contract_.version = {*std::move(version), stated->at};
      return;
    }
    const auto loose = stated->is_scalar() ? Version::parse_loose(stated->text) : std::nullopt;
    const std::string way_out = fmt::format("write \"{}\"", loose ? loose->text() : "1.0.0");
    const bool number = stated->kind == yaml::Kind::number || stated->kind == yaml::Kind::integer;
    problems_.error(
        "", stated->at,
        number ? fmt::format("'{}' is the number {}: quote it, and give all three parts", key,
                             stated->text)
        : stated->is_string()
            ? fmt::format("'{}' is not a semantic version", printable(stated->text))
            : fmt::format("'{}' must be a string, not {}", key, yaml::describe(stated->kind)),
        way_out);
  }

  void read_policy() {
    const auto word = root_.text("policy");
    if (!word) return;
    if (const auto policy = parse_model_policy(**word)) {
      model_->policy = Located<ModelPolicy>{*policy, word->at};
      return;
    }
    problems_.error(
        "", word->at,
        fmt::format("unknown policy '{}'{}", printable(**word),
                    problems_.suggestion(**word, {"auto", "strict", "closed_writer", "lenient"})),
        "a policy is auto, strict, closed_writer or lenient");
  }

  void read_metadata() {
    const yaml::Node* metadata = root_.mapping("metadata");
    if (metadata == nullptr) return;
    for (const yaml::Entry& entry : metadata->entries) {
      flatten(*entry.value, path_component(entry.key), contract_.metadata);
    }
  }

  /// Owners are optional; without any the metadata may name whom to ask.
  void read_people() {
    if (root_.value("owners") != nullptr) {
      read_native_owners(root_, contract_, problems_);
    } else if (const yaml::Node* metadata = root_.mapping("metadata")) {
      const auto word = [&](std::string_view key) {
        const yaml::Node* node = metadata->find(key);
        const bool fits =
            node != nullptr && node->is_string() && !has_control_character(node->text);
        return fits ? node->text : std::string();
      };
      const std::string team = word("team");
      const std::string owner = word("owner");
      if (!team.empty() || !owner.empty()) {
        contract_.owners.push_back(
            {team.empty() ? owner : team, team.empty() ? "" : owner, metadata->at});
      }
    }
    read_native_consumers(root_, contract_, problems_);
  }

  void read_schemas() {
    if (const yaml::Node* avro = root_.value("avro_schema")) {
      const yaml::Entry* entry = node_->find_entry("avro_schema");
      model_->avro_schema = entry->value;
      contract_.other["avro_schema"] = json_text(*avro);
    }
    const yaml::Node* schema = root_.value("schema");
    if (schema == nullptr) {
      problems_.error("", root_.place("schema"), "the model has no schema",
                      "add its JSON Schema: schema: {type: object, properties: {}}");
      model_->schema = node_;
      return;
    }
    model_->schema = node_->find_entry("schema")->value;
    model_->pointer = "/schema";
    read_model_schema(*model_, path_, root_.place("schema"), load_, problems_);
  }

  std::shared_ptr<const yaml::Node> node_;
  std::string_view path_;
  const FileLoader& load_;
  MappingReader root_;
  ProblemList& problems_;
  std::shared_ptr<ModelSchema> model_;
  Contract contract_;
};

}  // namespace

bool is_model(const yaml::Node& root) {
  const yaml::Node* name = root.find("model");
  if (name == nullptr || !name->is_scalar()) return false;
  return root.find("schema") != nullptr ||
         (root.find("version") != nullptr &&
          (root.find("registered_by") != nullptr || root.find("avro_schema") != nullptr));
}

bool is_json_schema(const yaml::Node& root) {
  if (!root.is_mapping()) return false;
  const yaml::Node* dialect = root.find("$schema");
  if (dialect != nullptr && dialect->is_string() &&
      dialect->text.find("json-schema.org/") != std::string::npos) {
    return true;
  }
  return says_schema(root) && std::ranges::all_of(root.entries, [](const yaml::Entry& entry) {
           return entry.key.starts_with("x-") || schema::find_keyword(entry.key) != nullptr;
         });
}

Contract read_model(const std::shared_ptr<const yaml::Node>& root, std::string_view path,
                    int last_line, const FileLoader& load, ProblemList& problems) {
  return ModelReader(root, path, last_line, load, Dialect::exact, problems).read_envelope();
}

Contract read_json_schema(const std::shared_ptr<const yaml::Node>& root, std::string_view path,
                          int last_line, const FileLoader& load, ProblemList& problems) {
  return ModelReader(root, path, last_line, load, Dialect::open, problems).read_bare();
}

}  // namespace dcr::formats
