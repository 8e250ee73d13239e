// SPDX-License-Identifier: Apache-2.0
#include "core/exports/odcs_properties.hpp"

#include "core/base/text.hpp"
#include "core/exports/odcs_quality.hpp"
#include "core/exports/odcs_type.hpp"
#include "core/exports/values.hpp"
#include "core/yaml/render.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace dcr::exports {
namespace {

using yaml::add_entry;
using yaml::string_value;

constexpr auto text_keys = std::to_array<std::string_view>(
    {"physicalName", "businessName", "encryptedName", "transformLogic", "transformDescription"});
constexpr auto flag_keys = std::to_array<std::string_view>({"partitioned", "criticalDataElement"});

bool contains(const auto& keys, std::string_view key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

}  // namespace

yaml::Node OdcsProperties::list(const FieldList& fields, const std::string& path) {
  yaml::Node list = empty_list();
  for (const Field& field : fields.fields) {
    yaml::Node node = empty_mapping();
    add_entry(node, "name", string_value(field.name.value));
    add_values(node, field, join_path(path, path_component(field.name.value)));
    yaml::add_item(list, std::move(node));
  }
  return list;
}

void OdcsProperties::add_values(yaml::Node& node, const Field& field, const std::string& path) {
  const std::string shown = join_path(path_prefix_, path);
  add_odcs_type(node, field, shown, losses_);
  add_key(node, field, path);
  if (field.required.value) add_entry(node, "required", boolean_value(true));
  if (field.unique.value) add_entry(node, "unique", boolean_value(true));
  if (!field.description->empty()) {
    add_entry(node, "description", string_value(field.description.value));
  }
  if (!field.classification->empty()) {
    add_entry(node, "classification", string_value(field.classification.value));
  }
  losses_.add_field(field, shown);
  add_others(node, field, shown);
  metadata_.add_to_element(node, join_path(metadata_prefix_, path));
  add_odcs_quality(node, field.quality, field.enum_values, shown, losses_);
  add_parts(node, field, path);
}

void OdcsProperties::add_key(yaml::Node& node, const Field& field, const std::string& path) const {
  for (std::size_t i = 0; i < key_.size(); ++i) {
    // A native key names fields as they are, one of ODCS is made of paths.
    if (key_[i] != path && key_[i] != field.name.value) continue;
    if (key_[i] != path && path != path_component(field.name.value)) continue;
    add_entry(node, "primaryKey", boolean_value(true));
    add_entry(node, "primaryKeyPosition", integer_value(static_cast<long long>(i) + 1));
    return;
  }
}

void OdcsProperties::add_others(yaml::Node& node, const Field& field, const std::string& path) {
  for (const auto& [key, value] : field.other) {
    if (key == "logicalTypeOptions.timezone" || key == "logicalTypeOptions.defaultTimezone") {
      const yaml::Node* options = node.find("logicalTypeOptions");
      if (options != nullptr && options->find(key.substr(key.find('.') + 1)) != nullptr) continue;
    }
    const bool listed = key == "transformSourceObjects" || key == "relationships";
    auto list = listed ? json_value(value) : std::nullopt;
    auto number = key == "partitionKeyPosition" ? number_value(value) : std::nullopt;
    if (contains(text_keys, key)) {
      add_entry(node, key, string_value(value));
    } else if (contains(flag_keys, key) && (value == "true" || value == "false")) {
      add_entry(node, key, boolean_value(value == "true"));
    } else if (list && list->is_sequence()) {
      add_entry(node, key, *std::move(list));
    } else if (number && number->kind == yaml::Kind::integer) {
      add_entry(node, key, *std::move(number));
    } else {
      losses_.add(path, fmt::format("{} {}", key, quoted(value)));
    }
  }
}

void OdcsProperties::add_parts(yaml::Node& node, const Field& field, const std::string& path) {
  const yaml::Node* logical = node.find("logicalType");
  const std::string_view type = logical == nullptr ? "" : std::string_view(logical->text);
  const std::string shown = join_path(path_prefix_, path);
  if (!field.children.fields.empty()) {
    if (type == "object") {
      add_entry(node, "properties", list(field.children, path));
    } else {
      losses_.add(shown, "its fields: its logicalType is not object");
    }
  }
  if (!field.items) return;
  if (type != "array") {
    losses_.add(shown, "what it says of its values: v3.1.0 has no map");
    return;
  }
  yaml::Node item = empty_mapping();
  add_values(item, *field.items, path + "[]");
  add_entry(node, "items", std::move(item));
}

}  // namespace dcr::exports
