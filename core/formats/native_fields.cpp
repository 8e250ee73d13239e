// SPDX-License-Identifier: Apache-2.0
#include "core/formats/native_fields.hpp"

#include "core/base/text.hpp"
#include "core/formats/enum_values.hpp"
#include "core/formats/extent.hpp"
#include "core/formats/mapping_reader.hpp"
#include "core/formats/native_constraints.hpp"

#include <fmt/format.h>

#include <unordered_map>
#include <utility>

namespace dcr::formats {

namespace {

const std::vector<std::string_view> type_words = {
    "string", "integer", "number", "boolean", "timestamp", "json",   "date",
    "time",   "decimal", "bytes",  "uuid",    "array",     "object", "map"};

class FieldReader {
 public:
  FieldReader(const yaml::Node& node, std::string path, int end, ProblemList& problems)
      : reader_(node, path, Dialect::exact, problems),
        path_(std::move(path)),
        end_(end),
        problems_(problems) {}

  /// The keys that fields and the items of an array share.
  void read_values(Field& field) {
    field.at = reader_.node().at;
    field.last_line = end_;
    read_type(field);
    if (auto required = reader_.boolean("required")) field.required = *required;
    if (const yaml::Node* values = reader_.list("enum")) {
      field.enum_values = read_enum(*values, path_, problems_);
    }
    if (auto description = reader_.text("description")) field.description = *description;
    if (auto unit = reader_.text("unit")) field.unit = *unit;
    if (auto word = reader_.text("classification")) field.classification = *word;
    read_native_constraints(reader_, path_, field, problems_);
    read_children(field);
    read_items(field);
  }

  /// What only a field with a name has.
  void read_own(Field& field) {
    reader_.value("name");
    if (auto deprecated = reader_.boolean("deprecated")) field.deprecated = *deprecated;
    if (auto unique = reader_.boolean("unique")) field.unique = *unique;
    for (auto& alias : reader_.names("aliases")) field.aliases.push_back(std::move(alias.value));
  }

  void finish() { reader_.report_unknown_keys(); }

 private:
  void read_type(Field& field) {
    const yaml::Node* stated = reader_.value("type");
    if (stated == nullptr) {
      problems_.error(path_, reader_.place("type"), fmt::format("'{}' has no type", path_),
                      "add one: type: string");
      return;
    }
    const auto word = reader_.text("type");
    if (!word) return;
    field.type.at = word->at;
    field.type.value.spelled = word->value;
    if (const auto type = parse_native_type(word->value)) {
      field.type.value.logical = *type;
      return;
    }
    if (word->value.starts_with("decimal(") && word->value.find(')') == std::string::npos) {
      // `{type: decimal(10,2)}`: inside braces a comma ends the value.
      problems_.error(path_, word->at,
                      fmt::format("type '{}' ends at the comma", printable(word->value)),
                      "quote it inside braces: type: \"decimal(10,2)\"");
      return;
    }
    problems_.error(path_, word->at,
                    fmt::format("unknown type '{}'{}", printable(word->value),
                                problems_.suggestion(word->value, type_words)),
                    "a type is one of string, integer, number, boolean, timestamp, date, time, "
                    "decimal(p,s), bytes, uuid, json, array, object, map");
  }

  [[nodiscard]] static bool family_known(const Field& field) {
    return field.type.value.logical.family != TypeFamily::unknown;
  }

  void read_children(Field& field) {
    const yaml::Node* list = reader_.list("fields");
    if (list == nullptr) return;
    const TypeFamily family = field.type.value.logical.family;
    if (family_known(field) && family != TypeFamily::object) {
      problems_.error(path_, reader_.place("fields"),
                      fmt::format("'fields' belongs to an object, and the type of '{}' is {}",
                                  path_, field.type.value.spelled));
    }
    const int end = last_line_of_entry(reader_.node(), "fields", end_);
    field.children = read_native_fields(*list, path_, end, problems_);
  }

  void read_items(Field& field) {
    const yaml::Node* items = reader_.mapping("items");
    if (items == nullptr) return;
    const TypeFamily family = field.type.value.logical.family;
    if (family_known(field) && family != TypeFamily::array && family != TypeFamily::map) {
      problems_.error(
          path_, reader_.place("items"),
          fmt::format("'items' belongs to an array or a map, and the type of '{}' is {}", path_,
                      field.type.value.spelled));
    }
    field.items = std::make_unique<Field>();
    FieldReader item(*items, path_ + "[]", last_line_of_entry(reader_.node(), "items", end_),
                     problems_);
    item.read_values(*field.items);
    item.finish();
  }

  MappingReader reader_;
  std::string path_;
  int end_;
  ProblemList& problems_;
};

/// The name of an entry of `fields`; empty when it has none that could be used.
std::optional<Located<std::string>> field_name(const yaml::Node& node, const std::string& parent,
                                               ProblemList& problems) {
  MappingReader reader(node, parent, Dialect::exact, problems);
  if (reader.value("name") == nullptr) {
    problems.error(parent, reader.place("name"), "this field has no name");
    return std::nullopt;
  }
  return reader.name("name");
}

}  // namespace

FieldList read_native_fields(const yaml::Node& list, const std::string& path, int end,
                             ProblemList& problems) {
  FieldList out;
  std::unordered_map<std::string, int> lines;
  const std::vector<int> last_lines = last_lines_of_items(list, end);
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const yaml::Node& node = *list.items[i];
    if (!node.is_mapping()) {
      problems.error(path, node.at,
                     fmt::format("a field must be a mapping with a name and a type, not {}",
                                 yaml::describe(node.kind)));
      continue;
    }
    const auto name = field_name(node, path, problems);
    const std::string own =
        join_path(path, name ? path_component(name->value) : fmt::format("#{}", i + 1));
    Field field;
    FieldReader reader(node, own, last_lines[i], problems);
    reader.read_values(field);
    reader.read_own(field);
    reader.finish();
    if (!name) continue;
    const auto [first, fresh] = lines.emplace(name->value, name->at.begin.line);
    if (!fresh) {
      problems.error(
          own, name->at,
          fmt::format("field '{}' is declared twice; the first is on line {}", own, first->second));
      continue;
    }
    field.name = *name;
    out.fields.push_back(std::move(field));
  }
  return out;
}

}  // namespace dcr::formats
