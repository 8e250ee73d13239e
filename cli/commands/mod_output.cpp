// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/mod_output.hpp"

#include "cli/commands/json_output.hpp"
#include "cli/commands/table.hpp"
#include "core/base/text.hpp"
#include "core/formats/pretty_json.hpp"
#include "core/report/paint.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace dcr::cli {
namespace {

using Json = nlohmann::ordered_json;

/// A value on one line: a string as it is, anything else as JSON.
std::string line_of_value(const yaml::Node& node) {
  if (node.is_string()) return node.text;
  const Json value = Json::parse(formats::pretty_json(node), nullptr, false);
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string type_of(const yaml::Node& schema) {
  const yaml::Node* type = schema.find("type");
  if (type == nullptr) return schema.find("$ref") != nullptr ? "see the schema" : "any";
  if (type->is_sequence()) {
    std::vector<std::string> words;
    for (const auto& word : type->items) words.push_back(word->text);
    return fmt::format("{}", fmt::join(words, "|"));
  }
  const yaml::Node* items = schema.find("items");
  const yaml::Node* item_type = items == nullptr ? nullptr : items->find("type");
  if (type->text == "array" && item_type != nullptr && item_type->is_string()) {
    return "array of " + item_type->text;
  }
  return type->text;
}

std::string allowed_of(const yaml::Node& schema) {
  std::vector<std::string> parts;
  if (const yaml::Node* list = schema.find("enum")) {
    std::vector<std::string> values;
    for (const auto& item : list->items) values.push_back(line_of_value(*item));
    parts.push_back(fmt::format("{}", fmt::join(values, ", ")));
  }
  constexpr std::array<std::pair<std::string_view, std::string_view>, 12> limits{{
      {"const", "only"},
      {"minimum", "at least"},
      {"exclusiveMinimum", "above"},
      {"maximum", "at most"},
      {"exclusiveMaximum", "below"},
      {"multipleOf", "a multiple of"},
      {"minLength", "length at least"},
      {"maxLength", "length at most"},
      {"minItems", "items at least"},
      {"maxItems", "items at most"},
      {"pattern", "matching"},
      {"format", "as"},
  }};
  for (const auto& [keyword, words] : limits) {
    if (const yaml::Node* limit = schema.find(keyword)) {
      parts.push_back(fmt::format("{} {}", words, line_of_value(*limit)));
    }
  }
  return fmt::format("{}", fmt::join(parts, "; "));
}

bool is_secret(const yaml::Node& schema) {
  const auto says = [&](std::string_view key) {
    const yaml::Node* node = schema.find(key);
    return node != nullptr && node->as_boolean().value_or(false);
  };
  return says("secret") || says("writeOnly");
}

std::string names_text(const LocatedNames& names) {
  std::vector<std::string_view> words;
  for (const auto& name : names) words.emplace_back(*name);
  return words.empty() ? "none" : fmt::format("{}", fmt::join(words, ", "));
}

Json names_json(const LocatedNames& names) {
  Json out = Json::array();
  for (const auto& name : names) out.push_back(*name);
  return out;
}

void add_row(std::string& out, std::string_view label, const std::string& value) {
  if (!value.empty()) out += fmt::format("  {:<11} {}\n", label, printable(value));
}

std::string command_text(const Component& mod) {
  std::string out;
  for (const auto& word : mod.command) out += out.empty() ? *word : ' ' + *word;
  return out;
}

std::string parameter_table(const Component& mod) {
  Table table{.heading = {"PARAMETER", "TYPE", "REQUIRED", "DEFAULT", "ALLOWED", "DESCRIPTION"},
              .rows = {}};
  for (const Parameter& each : parameters_of(*mod.config_schema)) {
    table.rows.push_back({each.name, each.type, each.required ? "yes" : "no", each.fallback,
                          each.allowed, each.description});
  }
  return table.rows.empty() ? "no parameters\n" : to_text(table, true);
}

std::string history_table(const std::vector<ModVersion>& others) {
  Table table{.heading = {"OTHER VERSION", "REGISTERED", "COMMIT", "AUTHOR"}, .rows = {}};
  for (const ModVersion& each : others) {
    table.rows.push_back({each.version.version().text(),
                          each.version.registered
                              ? each.first.date.substr(0, each.first.date.find('T'))
                              : "proposal",
                          each.first.commit.substr(0, 7), each.first.author_name});
  }
  return to_text(table, true);
}

Json registration_json(const ModVersion& each) {
  Json out;
  out["version"] = each.version.version().text();
  out["registered"] = each.version.registered;
  out["commit"] = text_or_null(each.first.commit);
  out["date"] = text_or_null(each.first.date);
  out["author"] = nullptr;
  if (!each.first.commit.empty()) {
    out["author"] = {{"name", each.first.author_name}, {"email", each.first.author_email}};
  }
  out["last_commit"] =
      text_or_null(each.version.last_commit ? each.version.last_commit->hex() : "");
  return out;
}

Json parameters_json(const Component& mod) {
  Json out = Json::array();
  for (const Parameter& each : parameters_of(*mod.config_schema)) {
    out.push_back({{"name", each.name},
                   {"type", each.type},
                   {"required", each.required},
                   {"default", text_or_null(each.fallback)},
                   {"allowed", text_or_null(each.allowed)},
                   {"description", text_or_null(each.description)}});
  }
  return out;
}

}  // namespace

std::vector<Parameter> parameters_of(const yaml::Node& config_schema) {
  std::vector<Parameter> out;
  const yaml::Node* properties = config_schema.find("properties");
  const yaml::Node* required = config_schema.find("required");
  if (properties == nullptr) return out;
  for (const yaml::Entry& entry : properties->entries) {
    const yaml::Node& schema = *entry.value;
    Parameter one;
    one.name = entry.key;
    one.type = type_of(schema);
    one.required = required != nullptr &&
                   std::ranges::any_of(required->items,
                                       [&](const auto& each) { return each->text == entry.key; });
    if (const yaml::Node* fallback = schema.find("default")) {
      one.fallback = is_secret(schema) ? "***" : line_of_value(*fallback);
      if (one.fallback.empty()) one.fallback = "\"\"";
    }
    one.allowed = allowed_of(schema);
    if (const yaml::Node* text = schema.find("description")) one.description = text->text;
    out.push_back(std::move(one));
  }
  return out;
}

std::string mod_text(const ModHistory& history, report::Colour colour) {
  const report::Paint paint(colour);
  const ModVersion& current = history.current;
  const Contract& contract = current.version.document->contract;
  const Component& mod = *contract.component;
  std::string out = fmt::format("{} {}  {}\n", paint(report::Ink::bold, printable(contract.name)),
                                current.version.version().text(), printable(*mod.category));
  if (!mod.description->empty()) out += printable(*mod.description) + "\n";
  out += "\n";
  add_row(out, "module", *mod.module_path);
  add_row(out, "command", command_text(mod));
  add_row(out, "author", *mod.author);
  add_row(out, "inputs", names_text(mod.input_ports));
  add_row(out, "outputs", names_text(mod.output_ports));
  add_row(out, "produces", names_text(mod.globals_produced));
  add_row(out, "consumes", names_text(mod.globals_consumed));
  add_row(out, "packages", names_text(mod.packages));
  add_row(out, "python", *mod.python_version);
  add_row(out, "file",
          fmt::format("{}:{}", current.version.document->path, mod.name.at.begin.line));
  const std::string first = current.first.text();
  add_row(out, "registered",
          current.version.registered || current.first.commit.empty() ? first
                                                                     : "no: a proposal, " + first);
  out += "\n" + parameter_table(mod);
  if (!history.others.empty()) out += "\n" + history_table(history.others);
  return out;
}

std::string mod_json(const ModHistory& history) {
  const ModVersion& current = history.current;
  const Contract& contract = current.version.document->contract;
  const Component& mod = *contract.component;
  Json out = identity_json(contract);
  out["type"] = contract.name;
  out.update(registration_json(current));
  out["description"] = text_or_null(*mod.description);
  out["category"] = text_or_null(*mod.category);
  out["author_of_mod"] = text_or_null(*mod.author);
  out["module"] = text_or_null(*mod.module_path);
  out["command"] = mod.command.empty() ? Json() : names_json(mod.command);
  out["interface"] = {{"input_ports", names_json(mod.input_ports)},
                      {"output_ports", names_json(mod.output_ports)},
                      {"globals_produced", names_json(mod.globals_produced)},
                      {"globals_consumed", names_json(mod.globals_consumed)}};
  out["dependencies"] = {{"packages", names_json(mod.packages)},
                         {"python_version", text_or_null(*mod.python_version)}};
  out["parameters"] = parameters_json(mod);
  out["config_schema"] = Json::parse(formats::pretty_json(*mod.config_schema), nullptr, false);
  out["path"] = current.version.document->path;
  out["line"] = mod.name.at.begin.line;
  out["column"] = mod.name.at.begin.column;
  out["versions"] = Json::array();
  for (const ModVersion& other : history.others) {
    out["versions"].push_back(registration_json(other));
  }
  return json_text(out);
}

}  // namespace dcr::cli
