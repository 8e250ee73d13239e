// SPDX-License-Identifier: Apache-2.0
#include "core/exports/odcs_metadata.hpp"

#include "core/base/text.hpp"
#include "core/exports/values.hpp"
#include "core/yaml/render.hpp"

#include <algorithm>
#include <utility>

namespace dcr::exports {
namespace {

using yaml::add_entry;
using yaml::string_value;

constexpr std::string_view custom = "customProperties";

/// Source: StableId of odcs-json-schema-v3.1.0.
bool is_stable_id(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
}

bool all_are(const yaml::Node& list, yaml::Kind kind) {
  return std::all_of(list.items.begin(), list.items.end(),
                     [&](const auto& item) { return item->kind == kind; });
}

/// A list as the standard has it under `key`; empty when the text is none.
std::optional<yaml::Node> list_value(std::string_view key, const std::string& text) {
  auto list = json_value(text);
  if (!list || !list->is_sequence()) return std::nullopt;
  if (key == "examples") return list;
  return all_are(*list, key == "tags" ? yaml::Kind::string : yaml::Kind::mapping) ? list
                                                                                  : std::nullopt;
}

}  // namespace

const std::string* OdcsMetadata::take(const std::string& key) {
  const auto found = contract_.metadata.find(key);
  if (found == contract_.metadata.end() || !taken_.insert(key).second) return nullptr;
  return &found->second;
}

void OdcsMetadata::add_text(yaml::Node& node, const std::string& prefix, std::string_view key) {
  const std::string name = join_path(prefix, key);
  const auto found = contract_.metadata.find(name);
  if (found == contract_.metadata.end()) return;
  if (key == "id" && !is_stable_id(found->second)) return;
  if (const std::string* text = take(name)) add_entry(node, key, string_value(*text));
}

void OdcsMetadata::add_list(yaml::Node& node, const std::string& prefix, std::string_view key) {
  const std::string name = join_path(prefix, key);
  const auto found = contract_.metadata.find(name);
  if (found == contract_.metadata.end()) return;
  auto list = list_value(key, found->second);
  if (list && take(name) != nullptr) add_entry(node, key, *std::move(list));
}

void OdcsMetadata::add_custom(yaml::Node& node, const std::string& prefix) {
  const std::string start = join_path(prefix, custom) + ".";
  std::map<std::string, std::string> values;
  for (auto at = contract_.metadata.lower_bound(start);
       at != contract_.metadata.end() && at->first.starts_with(start); ++at) {
    if (taken_.insert(at->first).second) values.emplace(at->first.substr(start.size()), at->second);
  }
  if (prefix.empty()) {
    for (const auto& [key, value] : contract_.metadata) {
      if (taken_.insert(key).second) values.emplace(key, value);
    }
  }
  yaml::Node list = empty_list();
  for (const yaml::Entry& entry : unflattened(values).entries) {
    yaml::Node property = empty_mapping();
    add_entry(property, "property", string_value(entry.key));
    add_entry(property, "value", *entry.value);
    yaml::add_item(list, std::move(property));
  }
  if (!list.items.empty()) add_entry(node, custom, std::move(list));
}

void OdcsMetadata::add_to_element(yaml::Node& node, const std::string& prefix) {
  add_text(node, prefix, "id");
  add_list(node, prefix, "authoritativeDefinitions");
  add_list(node, prefix, "tags");
  add_list(node, prefix, "examples");
  add_custom(node, prefix);
}

void OdcsMetadata::add_to_description(yaml::Node& node) {
  add_list(node, "description", "authoritativeDefinitions");
  add_custom(node, "description");
}

void OdcsMetadata::add_to_service_level(yaml::Node& node, const ServiceLevel& level) {
  std::string prefix = join_path("slaProperties", path_component(level.property));
  if (!level.element.empty()) prefix = join_path(prefix, path_component(level.element));
  if (!level.driver.empty()) prefix = join_path(prefix, path_component(level.driver));
  for (const std::string_view key : {"id", "description", "scheduler", "schedule"}) {
    add_text(node, prefix, key);
  }
}

void OdcsMetadata::add_to_contract(yaml::Node& root) {
  for (const std::string_view key : {"domain", "tenant", "dataProduct"}) add_text(root, "", key);
  add_list(root, "", "tags");
  if (contract_.format == Format::odcs) {
    for (const std::string_view key : {"servers", "support", "roles", "authoritativeDefinitions"}) {
      add_list(root, "", key);
    }
    add_text(root, "", "contractCreatedTs");
    yaml::Node price = empty_mapping();
    for (const std::string_view key : {"priceAmount", "priceCurrency", "priceUnit"}) {
      const std::string* text = take(join_path("price", key));
      if (text == nullptr) continue;
      add_entry(price, key, key == "priceAmount" ? plain_value(*text) : string_value(*text));
    }
    if (!price.entries.empty()) add_entry(root, "price", std::move(price));
  }
  add_custom(root, "");
}

}  // namespace dcr::exports
