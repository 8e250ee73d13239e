// SPDX-License-Identifier: Apache-2.0
#include "core/formats/odcs_properties.hpp"

#include "core/base/text.hpp"
#include "core/formats/canonical.hpp"
#include "core/formats/enum_values.hpp"
#include "core/formats/extent.hpp"
#include "core/formats/odcs_types.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace dcr::formats {

namespace {

class PropertyReader {
 public:
  PropertyReader(const yaml::Node& node, std::string path, int end, ObjectReading& reading)
      : path_(std::move(path)),
        field_path_(join_path(reading.path_prefix, path_)),
        reader_(node, field_path_, reading.dialect, reading.problems),
        end_(end),
        reading_(reading) {}

  void read(Field& field) {
    field.at = reader_.node().at;
    field.last_line = end_;
    reader_.value("name");
    read_odcs_type(reader_, field_path_, field, reading_.problems);
    const std::vector<std::string> required =
        read_odcs_options(reader_, field_path_, field, reading_.problems);
    read_flags(field);
    read_texts(field);
    read_enum_values(field);
    read_key();
    field.quality = read_odcs_quality(reader_, field_path_, reading_.problems);
    take_valid_values(field);
    read_children(field);
    require(required, field);
    keep_rest(field);
  }

 private:
  void read_flags(Field& field) {
    field.required = reader_.boolean("required").value_or(Located<bool>{false, {}});
    if (auto unique = reader_.boolean("unique")) field.unique = *unique;
    if (auto deprecated = reader_.boolean("deprecated")) field.deprecated = *deprecated;
  }

  void read_texts(Field& field) {
    if (auto description = reader_.text("description")) field.description = *description;
    if (auto word = reader_.text("classification")) field.classification = *word;
  }

  /// ODCS 3.2: a list of mappings with a `value`; plain values are taken as well.
  void read_enum_values(Field& field) {
    const yaml::Node* list = reader_.list("enum");
    if (list == nullptr) return;
    yaml::Node values = *list;
    for (auto& item : values.items) {
      if (!item->is_mapping()) continue;
      for (const yaml::Entry& entry : item->entries) {
        if (entry.key == "value") {
          item = entry.value;
          break;
        }
      }
    }
    field.enum_values = read_enum(values, field_path_, reading_.problems);
  }

  /// What ODCS 3.2 calls an enum, ODCS 3.1 says as a rule that no value may break. A rule with a
  /// name, a tolerance or more to it stays a rule.
  void take_valid_values(Field& field) {
    if (field.enum_values) return;
    const yaml::Node* list = reader_.list("quality");
    if (list == nullptr || list->items.size() != field.quality.size()) return;
    for (std::size_t i = 0; i < field.quality.size(); ++i) {
      const yaml::Node* values = valid_values(*list->items[i]);
      if (values == nullptr) continue;
      field.enum_values = read_enum(*values, field_path_, reading_.problems);
      if (field.enum_values) {
        field.quality.erase(field.quality.begin() + static_cast<std::ptrdiff_t>(i));
      }
      return;
    }
  }

  /// The list of the rule that is an enum and no more; nullptr for any other rule.
  static const yaml::Node* valid_values(const yaml::Node& rule) {
    for (const yaml::Entry& entry : rule.entries) {
      const std::string& key = entry.key;
      if (key == "metric" && entry.value->text == "invalidValues") continue;
      if (key == "mustBe" && entry.value->text == "0") continue;
      if (key == "type" && entry.value->text == "library") continue;
      if (key != "arguments" || entry.value->entries.size() != 1) return nullptr;
    }
    const yaml::Node* arguments = rule.find("arguments");
    const yaml::Node* values = arguments == nullptr ? nullptr : arguments->find("validValues");
    const bool whole = rule.find("metric") != nullptr && rule.find("mustBe") != nullptr;
    const bool listed = values != nullptr && values->is_sequence() && !values->items.empty() &&
                        std::all_of(values->items.begin(), values->items.end(), [](const auto& i) {
                          return i->is_scalar() && i->kind != yaml::Kind::number && !i->is_null();
                        });
    return whole && listed ? values : nullptr;
  }

  void read_key() {
    const auto is_key = reader_.boolean("primaryKey");
    const yaml::Node* position = reader_.number("primaryKeyPosition");
    if (!is_key || !is_key->value) return;
    // -1 and an absent position both mean "not said": such parts come last, in the order of the
    // file.
    long long rank = position == nullptr ? -1 : position->as_integer().value_or(-1);
    if (rank < 0) rank = std::numeric_limits<long long>::max();
    reading_.key.push_back({path_, rank, is_key->at});
  }

  void read_children(Field& field) {
    if (const yaml::Node* list = reader_.list("properties")) {
      const int end = last_line_of_entry(reader_.node(), "properties", end_);
      field.children = read_odcs_properties(*list, path_, end, reading_);
    }
    if (const yaml::Node* items = reader_.mapping("items")) read_items(*items, "items", field);
    if (const yaml::Node* map = reader_.mapping("map")) {
      read_map_key(map->find("key"), field);
      const yaml::Node* value = map->find("value");
      if (value != nullptr && value->is_mapping()) read_items(*value, "map", field);
    }
  }

  /// The type of the keys is a part of the map's; what else is said of them is content.
  static void read_map_key(const yaml::Node* key, Field& field) {
    if (key == nullptr || key->is_null()) return;
    if (!key->is_mapping()) {
      field.other["map.key"] = plain_text(*key);
      return;
    }
    for (const yaml::Entry& entry : key->entries) {
      const bool is_type = entry.key == "logicalType" || entry.key == "physicalType";
      if (!is_type) {
        flatten(*entry.value, join_path("map.key", path_component(entry.key)), field.other);
      } else if (entry.value->is_scalar()) {
        SizedType& type = field.type.value.logical;
        const bool is_logical = entry.key == "logicalType";
        if (type.family == TypeFamily::map && (is_logical || type.word.empty())) {
          type.word = entry.value->text;
        }
      }
    }
  }

  void read_items(const yaml::Node& node, std::string_view key, Field& field) {
    field.items = std::make_unique<Field>();
    PropertyReader item(node, path_ + "[]", last_line_of_entry(reader_.node(), key, end_),
                        reading_);
    item.read(*field.items);
  }

  /// `logicalTypeOptions.required` of an object names its required properties.
  void require(const std::vector<std::string>& names, Field& field) {
    std::string undeclared;
    std::unordered_map<std::string_view, Field*> children;
    for (Field& child : field.children.fields) children.emplace(child.name.value, &child);
    for (const std::string& name : names) {
      const auto child = children.find(name);
      if (child != children.end()) {
        child->second->required.value = true;
      } else {
        undeclared += (undeclared.empty() ? "" : ", ") + name;
      }
    }
    if (!undeclared.empty()) field.other["logicalTypeOptions.required"] = undeclared;
  }

  void keep_rest(Field& field) {
    keep_values(reader_,
                {"physicalName", "businessName", "partitioned", "partitionKeyPosition",
                 "criticalDataElement", "encryptedName", "transformSourceObjects", "transformLogic",
                 "transformDescription", "relationships", "semanticType"},
                "", field.other);
    // The standard's defaults: writing them out changes nothing.
    drop_default(field.other, "partitioned", "false");
    drop_default(field.other, "partitionKeyPosition", "-1");
    drop_default(field.other, "criticalDataElement", "false");
    drop_default(field.other, "semanticType", "column");
    const std::string prefix = join_path(reading_.metadata_prefix, path_);
    keep_values(reader_,
                {"id", "authoritativeDefinitions", "tags", "customProperties", "examples",
                 "synonyms", "context"},
                prefix, reading_.metadata);
    keep_unknown_keys(reader_, field.other);
    // Of ODCS 2.
    drop_default(field.other, "clusterStatus", "false");
    drop_default(field.other, "clusterKeyPosition", "-1");
  }

  static void drop_default(TextMap& values, const char* key, std::string_view value) {
    const auto found = values.find(key);
    if (found != values.end() && found->second == value) values.erase(found);
  }

  std::string path_;        // from the object
  std::string field_path_;  // as reports print it
  MappingReader reader_;
  int end_;
  ObjectReading& reading_;
};

/// The name of a property; empty when it has none that could be used.
std::optional<Located<std::string>> property_name(const yaml::Node& node, const std::string& parent,
                                                  ProblemList& problems) {
  MappingReader reader(node, parent, Dialect::loose, problems);
  if (reader.value("name") == nullptr) {
    problems.error(parent, reader.place("name"), "this property has no name");
    return std::nullopt;
  }
  return reader.name("name");
}

}  // namespace

FieldList read_odcs_properties(const yaml::Node& list, const std::string& path, int end,
                               ObjectReading& reading) {
  FieldList out;
  std::unordered_map<std::string, int> lines;
  const std::string parent = join_path(reading.path_prefix, path);
  const std::vector<int> last_lines = last_lines_of_items(list, end);
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const yaml::Node& node = *list.items[i];
    if (!node.is_mapping()) {
      reading.problems.error(parent, node.at,
                             fmt::format("a property must be a mapping with a name, not {}",
                                         yaml::describe(node.kind)));
      continue;
    }
    const auto name = property_name(node, parent, reading.problems);
    if (!name) continue;
    const std::string own = join_path(path, path_component(name->value));
    const auto [first, fresh] = lines.emplace(name->value, name->at.begin.line);
    if (!fresh) {
      reading.problems.error(join_path(reading.path_prefix, own), name->at,
                             fmt::format("property '{}' is declared twice; the first is on line {}",
                                         own, first->second));
      continue;
    }
    Field field;
    field.name = *name;
    PropertyReader(node, own, last_lines[i], reading).read(field);
    out.fields.push_back(std::move(field));
  }
  return out;
}

}  // namespace dcr::formats
