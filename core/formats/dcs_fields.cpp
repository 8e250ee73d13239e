// SPDX-License-Identifier: Apache-2.0
#include "core/formats/dcs_fields.hpp"

#include "core/base/text.hpp"
#include "core/formats/canonical.hpp"
#include "core/formats/dcs_types.hpp"
#include "core/formats/enum_values.hpp"
#include "core/formats/extent.hpp"
#include "core/formats/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace dcr::formats {

namespace {

struct Limit {
  std::string_view key;
  std::string_view constraint;
};

constexpr auto counts =
    std::to_array<Limit>({{"minLength", "min_length"}, {"maxLength", "max_length"}});

constexpr auto bounds = std::to_array<Limit>({{"minimum", "minimum"},
                                              {"maximum", "maximum"},
                                              {"exclusiveMinimum", "exclusive_minimum"},
                                              {"exclusiveMaximum", "exclusive_maximum"}});

class FieldReader {
 public:
  FieldReader(const yaml::Node& node, std::string path, int end, ModelReading& reading)
      : path_(std::move(path)),
        field_path_(join_path(reading.path_prefix, path_)),
        reader_(node, field_path_, Dialect::loose, reading.problems),
        end_(end),
        reading_(reading) {}

  void read(Field& field) {
    field.last_line = end_;
    read_dcs_type(reader_, field_path_, reading_.database, field, reading_.problems);
    read_flags(field);
    read_key();
    read_texts(field);
    read_limits(field);
    read_enum_values(field);
    field.quality = read_odcs_quality(reader_, field_path_, reading_.problems);
    read_children(field);
    keep_rest(field);
  }

 private:
  void read_flags(Field& field) {
    field.required = reader_.boolean("required").value_or(Located<bool>{false, {}});
    if (auto unique = reader_.boolean("unique")) field.unique = *unique;
    if (auto deprecated = reader_.boolean("deprecated")) field.deprecated = *deprecated;
  }

  /// `primaryKey` since 1.1, `primary` before; both may be there for older readers.
  void read_key() {
    const auto now = reader_.boolean("primaryKey");
    const auto before = reader_.boolean("primary");
    const auto& stated = now ? now : before;
    if (!stated || !stated->value) return;
    if (reading_.key.value.empty()) reading_.key.at = stated->at;
    reading_.key.value.push_back(path_);
  }

  void read_texts(Field& field) {
    if (auto description = reader_.text("description")) field.description = *description;
    if (auto word = reader_.text("classification")) field.classification = *word;
    const auto personal = reader_.boolean("pii");
    if (!personal || !personal->value) return;
    if (field.classification.value.empty()) {
      field.classification = {"pii", personal->at};
    } else {
      field.other["pii"] = "true";
    }
  }

  void read_limits(Field& field) {
    for (const char* key : {"pattern", "format"}) {
      if (auto text = reader_.text(key)) field.constraints[key] = {text->value, text->at};
    }
    for (const Limit& limit : counts) {
      const auto count = reader_.count(limit.key);
      // Every text is at least 0 long.
      const bool vacuous = count && count->value == 0 && limit.key == "minLength";
      if (count && !vacuous) {
        field.constraints[std::string(limit.constraint)] = {std::to_string(count->value),
                                                            count->at};
      }
    }
    for (const Limit& limit : bounds) {
      if (const yaml::Node* bound = reader_.number(limit.key)) {
        field.constraints[std::string(limit.constraint)] = {number_text(*bound), bound->at};
      }
    }
  }

  /// The specification wants strings; what is none is taken as it is.
  void read_enum_values(Field& field) {
    const yaml::Node* list = reader_.list("enum");
    if (list == nullptr) return;
    if (list->items.empty()) {
      reading_.problems.warning(field_path_, list->at, "'enum' lists no value; it limits nothing");
      return;
    }
    yaml::Node values = *list;
    for (auto& item : values.items) {
      if (!item->is_scalar() || item->is_string()) continue;
      reading_.problems.loose(
          field_path_, item->at,
          fmt::format("an 'enum' value must be a string, not {}", yaml::describe(item->kind)),
          fmt::format("quote it: \"{}\"", printable(item->text)));
      if (item->kind != yaml::Kind::number) continue;
      auto text = std::make_shared<yaml::Node>(*item);
      text->kind = yaml::Kind::string;
      item = std::move(text);
    }
    field.enum_values = read_enum(values, field_path_, reading_.problems);
  }

  void read_children(Field& field) {
    if (const yaml::Node* fields = reader_.mapping("fields")) {
      field.children = read_dcs_fields(
          *fields, path_, last_line_of_entry(reader_.node(), "fields", end_), reading_);
    }
    if (const yaml::Node* items = reader_.mapping("items")) read_items(*items, "items", field);
    const yaml::Node* keys = reader_.mapping("keys");
    const yaml::Node* type = keys == nullptr ? nullptr : keys->find("type");
    if (type != nullptr) field.other["map.key"] = dcs_type_word(type->text);
    if (const yaml::Node* values = reader_.mapping("values")) read_items(*values, "values", field);
  }

  void read_items(const yaml::Node& node, std::string_view key, Field& field) {
    field.items = std::make_unique<Field>();
    field.items->at = node.at;
    FieldReader item(node, path_ + "[]", last_line_of_entry(reader_.node(), key, end_), reading_);
    item.read(*field.items);
  }

  void keep_rest(Field& field) {
    if (const auto title = reader_.text("title")) field.other["businessName"] = title->value;
    keep_values(reader_, {"references"}, "", field.other);
    keep_values(reader_, {"tags", "links", "lineage", "example", "examples"},
                join_path(reading_.metadata_prefix, path_), reading_.metadata);
    keep_unknown_keys(reader_, field.other);
  }

  std::string path_;        // from the model
  std::string field_path_;  // as reports print it
  MappingReader reader_;
  int end_;
  ModelReading& reading_;
};

bool check_name(const yaml::Entry& entry, const std::string& parent, ProblemList& problems) {
  if (!entry.key.empty() && !has_control_character(entry.key)) return true;
  problems.error(parent, entry.key_at,
                 entry.key.empty()
                     ? "the name of a field must not be empty"
                     : fmt::format("the name of a field must not contain control characters: '{}'",
                                   printable(entry.key)));
  return false;
}

}  // namespace

FieldList read_dcs_fields(const yaml::Node& fields, const std::string& path, int end,
                          ModelReading& reading) {
  static const yaml::Node nothing = [] {
    yaml::Node node;
    node.kind = yaml::Kind::mapping;
    return node;
  }();
  FieldList out;
  const std::string parent = join_path(reading.path_prefix, path);
  const std::vector<int> last_lines = last_lines_of_entries(fields, end);
  for (std::size_t i = 0; i < fields.entries.size(); ++i) {
    const yaml::Entry& entry = fields.entries[i];
    if (!check_name(entry, parent, reading.problems)) continue;
    const std::string own = join_path(path, path_component(entry.key));
    const std::string own_path = join_path(reading.path_prefix, own);
    Field field;
    field.name = {entry.key, entry.key_at};
    field.at = entry.key_at;
    const yaml::Node* node = entry.value.get();
    if (!node->is_mapping()) {
      const std::string message =
          fmt::format("a field must be a mapping with a type, not {}", yaml::describe(node->kind));
      if (node->is_null()) {
        reading.problems.loose(own_path, entry.key_at, message);
      } else {
        reading.problems.error(own_path, node->at, message);
      }
      node = &nothing;
    }
    FieldReader(*node, own, last_lines[i], reading).read(field);
    out.fields.push_back(std::move(field));
  }
  return out;
}

}  // namespace dcr::formats
