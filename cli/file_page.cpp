// SPDX-License-Identifier: Apache-2.0
#include "cli/file_page.hpp"

#include "cli/schemas.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace dcr::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array pages{
    FilePage{.topic = "dcr.yaml",
             .page = "dcr.yaml",
             .summary = "the configuration of dcr",
             .files = "dcr.yaml at the root of the repository.",
             .example = R"(contracts: ["contracts/**/*.yaml", "**/*.odcs.yaml"]
mainline: [main, "release/*"]
compatibility: backward
rules:
  field_description_changed: "off"
overrides:
  - match: "finance.**"
    compatibility: full_transitive
)",
             .schema = config_schema},
    FilePage{.topic = "contract",
             .page = "dcr-contract",
             .summary = "a data contract",
             .files = "The files that `contracts` of dcr.yaml matches; by default those below "
                      "contracts/ whose names end with .yaml or .yml.",
             .example = R"(dataset_id: users.daily_active
version: "1.0.0"
status: active
description: One row for each user and day on which the user was active.
owners:
  - team: growth-platform
    contact: "#growth-platform"
freshness_sla:
  max_lag_seconds: 86400
primary_key: [user_id, active_date]
fields:
  - name: user_id
    type: string
    description: The user's id in the account service.
  - name: active_date
    type: date
  - name: plan
    type: string
    enum: [free, pro]
    required: false
)",
             .schema = contract_schema},
    FilePage{.topic = "model",
             .page = "dcr-model",
             .summary = "a model: a JSON Schema with a version",
             .files = "The files that `models` of dcr.yaml matches; by default those below models/ "
                      "whose names end with .json, .yaml or .yml.",
             .example = R"(model: User
namespace: user-service
version: "1.0.0"
schema:
  type: object
  required: [id]
  properties:
    id: {type: string}
    email: {type: string, format: email}
)",
             .schema = model_schema},
    FilePage{.topic = "mods",
             .page = "dcr-mods",
             .summary = "the registry of mods",
             .files = "mod_registry.json at the root of the repository, or the file that `mods` of "
                      "dcr.yaml names.",
             .example = R"({
  "mods": {
    "csv_reader": {
      "module_path": "etl.csv_reader",
      "metadata": {
        "version": "1.0.0",
        "description": "Reads a CSV file",
        "category": "sources"
      },
      "interface": {
        "required_params": {"path": {"type": "string", "description": "The file"}}
      }
    }
  }
}
)",
             .schema = mod_registry_schema},
};

/// A schema with what it refers to: the words beside a `$ref` win over those behind it.
class Reader {
 public:
  explicit Reader(std::string_view text) : root_(Json::parse(text)) {}

  [[nodiscard]] FileDescription read() {
    add_children(root_, "");
    return {.about = root_.value("description", ""), .keys = std::move(keys_)};
  }

 private:
  /// The definition's name; empty where the schema refers to none.
  static std::string reference_of(const Json& schema) {
    const std::string reference = schema.value("$ref", "");
    return reference.substr(reference.rfind('/') + 1);
  }

  [[nodiscard]] const Json* behind(const Json& schema) const {
    const std::string name = reference_of(schema);
    return name.empty() ? nullptr : &root_.at("$defs").at(name);
  }

  /// A keyword of the schema or of what it refers to; null where neither has it.
  [[nodiscard]] Json find(const Json& schema, const char* keyword) const {
    if (const auto found = schema.find(keyword); found != schema.end()) return *found;
    const Json* next = behind(schema);
    return next ? find(*next, keyword) : Json();
  }

  /// "string", "list of number", "mapping": the types that the schema allows, without null.
  [[nodiscard]] std::string type_of(const Json& schema) const {
    std::vector<std::string> names;
    const auto add = [&](const std::string& name) {
      if (!name.empty() && name != "null" && std::ranges::find(names, name) == names.end()) {
        names.push_back(name);
      }
    };
    const Json type = find(schema, "type");
    const Json listed = type.is_array() ? type : Json::array({type});
    for (const Json& each : listed) {
      if (each.is_string()) add(word_of(each.get<std::string>(), schema));
    }
    for (const char* keyword : {"anyOf", "oneOf"}) {
      for (const Json& branch : find(schema, keyword)) add(type_of(branch));
    }
    return fmt::format("{}", fmt::join(names, " or "));
  }

  [[nodiscard]] std::string word_of(const std::string& type, const Json& schema) const {
    if (type == "object") return "mapping";
    if (type != "array") return type;
    const Json items = find(schema, "items");
    const std::string of = items.is_object() ? type_of(items) : "";
    return of.empty() ? "list" : "list of " + of;
  }

  void add_choices(const Json& schema, std::vector<std::string>& choices) const {
    for (const Json& value : find(schema, "enum")) {
      if (!value.is_null()) {
        choices.push_back(value.is_string() ? value.get<std::string>() : value.dump());
      }
    }
    for (const Json& branch : find(schema, "anyOf")) add_choices(branch, choices);
  }

  void add(const Json& schema, const std::string& path, bool required) {
    FileKey key{.path = path, .type = type_of(schema), .required = required};
    const Json help = find(schema, "description");
    if (help.is_string()) key.help = help.get<std::string>();
    add_choices(schema, key.choices);
    if (!key.choices.empty()) key.type.clear();
    const Json standard = find(schema, "default");
    if (!standard.is_null()) {
      key.standard = standard.is_string() ? standard.get<std::string>() : standard.dump();
    }
    const Json examples = find(schema, "examples");
    if (examples.is_array() && !examples.empty()) key.example = examples.front().dump();
    keys_.push_back(std::move(key));
    add_children(schema, path);
  }

  void add_children(const Json& schema, const std::string& path) {
    const std::string name = reference_of(schema);
    if (!name.empty() && !open_.insert(name).second) return;  // described already, further out
    const Json required = schema.value("required", Json::array());
    if (const Json* next = behind(schema)) add_children(*next, path);
    const std::string before = path.empty() ? "" : path + ".";
    const Json properties = schema.value("properties", Json::object());
    for (const auto& [key, value] : properties.items()) {
      const bool needed = std::ranges::find(required, Json(key)) != required.end();
      if (value.is_object()) add(value, before + key, needed);
    }
    if (const auto any = schema.find("additionalProperties");
        any != schema.end() && any->is_object() && any->contains("properties")) {
      add_children(*any, before + "NAME");
    }
    if (const auto items = schema.find("items"); items != schema.end() && items->is_object()) {
      add_children(*items, path + "[]");
    }
    for (const char* keyword : {"anyOf", "oneOf"}) {
      for (const Json& branch : schema.value(keyword, Json::array())) add_children(branch, path);
    }
    open_.erase(name);
  }

  Json root_;
  std::vector<FileKey> keys_;
  std::set<std::string> open_;  // definitions that are being read
};

}  // namespace

std::span<const FilePage> file_pages() { return pages; }

const FilePage* find_file_page(std::string_view name) {
  const auto* found = std::ranges::find_if(
      pages, [&](const FilePage& each) { return each.topic == name || each.page == name; });
  return found == pages.end() ? nullptr : found;
}

FileDescription describe(const FilePage& page) { return Reader(page.schema()).read(); }

}  // namespace dcr::cli
