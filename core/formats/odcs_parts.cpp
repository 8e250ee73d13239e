// SPDX-License-Identifier: Apache-2.0
#include "core/formats/odcs_parts.hpp"

#include "core/base/text.hpp"
#include "core/formats/canonical.hpp"

#include <fmt/format.h>

#include <utility>

namespace dcr::formats {

namespace {

/// `[{property: owner, value: alice}]` as `owner` = alice, so that one change is one difference.
void keep_custom_properties(const yaml::Node& list, const std::string& key, TextMap& out) {
  for (const auto& item : list.items) {
    const yaml::Node* property = item->find("property");
    const yaml::Node* value = item->find("value");
    if (property == nullptr || value == nullptr || !property->is_scalar()) {
      out[key] = json_text(list);
      return;
    }
  }
  for (const auto& item : list.items) {
    flatten(*item->find("value"), join_path(key, path_component(item->find("property")->text)),
            out);
  }
}

std::string text_or_empty(std::optional<Located<std::string>> text) {
  return text ? std::move(text->value) : std::string();
}

void read_service_level(const yaml::Node& node, const std::string& default_element, Dialect dialect,
                        Contract& contract, ProblemList& problems) {
  MappingReader reader(node, "", dialect, problems);
  const bool stated = reader.value("property") != nullptr;
  const auto property = reader.name("property");
  if (!stated) {
    problems.error("", reader.place("property"), "this service level has no 'property'");
  }
  ServiceLevel level;
  level.element = text_or_empty(reader.text("element"));
  if (level.element.empty()) level.element = default_element;
  level.driver = text_or_empty(reader.text("driver"));
  level.unit = text_or_empty(reader.text("unit"));
  level.at = node.at;
  const yaml::Node* value = reader.value("value");
  if (node.find_entry("value") == nullptr) {
    problems.loose("", node.at, "this service level has no 'value'");
  } else if (value != nullptr && !value->is_scalar()) {
    problems.error(
        "", value->at,
        fmt::format("'value' must be a string or a number, not {}", yaml::describe(value->kind)));
  } else if (value != nullptr) {
    level.value = value->text;
  }
  if (property) {
    level.property = property->value;
    std::string key = fmt::format("slaProperties.{}", path_component(level.property));
    if (!level.element.empty()) key += "." + path_component(level.element);
    if (!level.driver.empty()) key += "." + path_component(level.driver);
    keep_values(reader, {"valueExt"}, key, contract.other);
    keep_values(reader, {"id", "description", "scheduler", "schedule"}, key, contract.metadata);
    contract.service_levels.push_back(std::move(level));
  }
  reader.report_unknown_keys();
}

}  // namespace

void keep_values(MappingReader& reader, std::initializer_list<std::string_view> keys,
                 const std::string& prefix, TextMap& out) {
  for (const std::string_view key : keys) {
    const yaml::Node* value = reader.value(key);
    if (value == nullptr) continue;
    const bool empty_list = value->is_sequence() && value->items.empty();
    if (empty_list) continue;
    if (key == "customProperties" && value->is_sequence()) {
      keep_custom_properties(*value, join_path(prefix, key), out);
    } else {
      flatten(*value, join_path(prefix, key), out);
    }
  }
}

void keep_unknown_keys(MappingReader& reader, TextMap& out) {
  reader.report_unknown_keys();
  for (const yaml::Entry* entry : reader.unknown_entries()) {
    flatten(*entry->value, path_component(entry->key), out);
  }
}

std::vector<QualityRule> read_odcs_quality(MappingReader& reader, const std::string& field,
                                           ProblemList& problems) {
  std::vector<QualityRule> rules;
  const yaml::Node* list = reader.list("quality");
  if (list == nullptr) return rules;
  for (const auto& node : list->items) {
    if (!node->is_mapping()) {
      problems.error(
          field, node->at,
          fmt::format("a quality rule must be a mapping, not {}", yaml::describe(node->kind)));
      continue;
    }
    MappingReader rule_reader(*node, field, Dialect::loose, problems);
    QualityRule rule;
    rule.at = node->at;
    rule.id = text_or_empty(rule_reader.text("id"));
    rule.name = text_or_empty(rule_reader.text("name"));
    // Every other key is a term: the engines behind `type: custom` bring keys of their own.
    for (const yaml::Entry* entry : rule_reader.unknown_entries()) {
      flatten(*entry->value, path_component(entry->key), rule.terms);
    }
    rules.push_back(std::move(rule));
  }
  return rules;
}

void read_odcs_service_levels(MappingReader& root, Dialect dialect, Contract& contract,
                              ProblemList& problems) {
  const std::string default_element = text_or_empty(root.text("slaDefaultElement"));
  const yaml::Node* list = root.list("slaProperties");
  if (list == nullptr) return;
  for (const auto& node : list->items) {
    if (!node->is_mapping()) {
      problems.error("", node->at,
                     fmt::format("a service level must be a mapping with a property and a value, "
                                 "not {}",
                                 yaml::describe(node->kind)));
      continue;
    }
    read_service_level(*node, default_element, dialect, contract, problems);
  }
}

}  // namespace dcr::formats
