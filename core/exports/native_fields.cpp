// SPDX-License-Identifier: Apache-2.0
#include "core/exports/native_fields.hpp"

#include "core/exports/native_type.hpp"
#include "core/exports/values.hpp"
#include "core/formats/canonical.hpp"
#include "core/yaml/render.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace dcr::exports {
namespace {

using yaml::add_entry;
using yaml::string_value;

bool is_text(std::string_view family) { return family == "string"; }
bool is_temporal(std::string_view family) {
  return family == "timestamp" || family == "date" || family == "time";
}
bool is_numeric(std::string_view family) {
  return family == "integer" || family == "number" || family.starts_with("decimal");
}

/// What native contracts allow each type to have.
class FieldWriter {
 public:
  FieldWriter(const Field& field, std::string path, Losses& losses)
      : field_(field), path_(std::move(path)), losses_(losses) {
    type_ = native_type(field, path_, losses);
  }

  void write_values(yaml::Node& node) {
    add_entry(node, "type", string_value(type_));
    if (!field_.required.value) add_entry(node, "required", boolean_value(false));
    add_text(node, "description", field_.description.value);
    add_enum(node);
    add_text(node, "unit", field_.unit.value);
    add_constraints(node);
    add_text(node, "classification", field_.classification.value);
  }

  void write_own(yaml::Node& node) {
    if (field_.deprecated.value) add_entry(node, "deprecated", boolean_value(true));
    if (field_.unique.value) add_entry(node, "unique", boolean_value(true));
    if (!field_.aliases.empty()) add_entry(node, "aliases", string_list(field_.aliases));
  }

  void write_parts(yaml::Node& node) {
    if (!field_.children.fields.empty()) {
      if (type_ == "object") {
        add_entry(node, "fields", native_fields(field_.children, path_, losses_));
      } else {
        losses_.add(path_, fmt::format("the fields of a value of the type '{}'", type_));
      }
    }
    if (!field_.items) {
      add_vector_items(node);
    } else if (type_ == "array" || type_ == "map") {
      add_entry(node, "items", item_node(*field_.items));
    } else {
      losses_.add(path_, fmt::format("the items of a value of the type '{}'", type_));
    }
  }

 private:
  yaml::Node item_node(const Field& item) {
    yaml::Node node = empty_mapping();
    const std::string path = path_ + "[]";
    FieldWriter writer(item, path, losses_);
    writer.write_values(node);
    writer.write_parts(node);
    losses_.add_field_but({Term::deprecated, Term::unique, Term::aliases}, item, path);
    return node;
  }

  /// Vectors are written as arrays of numbers.
  void add_vector_items(yaml::Node& node) const {
    if (meaning_of(field_).family != TypeFamily::vector) return;
    yaml::Node item = empty_mapping();
    add_entry(item, "type", string_value("number"));
    add_entry(node, "items", std::move(item));
  }

  static void add_text(yaml::Node& node, std::string_view key, const std::string& text) {
    if (!text.empty()) add_entry(node, key, string_value(text));
  }

  void add_enum(yaml::Node& node) {
    if (!field_.enum_values) return;
    yaml::Node list = empty_list();
    for (const std::string& text : field_.enum_values->value) {
      auto value = json_value(text);
      const bool allowed =
          value && (value->kind == yaml::Kind::string || value->kind == yaml::Kind::integer ||
                    value->kind == yaml::Kind::boolean);
      if (!allowed) {
        losses_.add(path_, fmt::format("an enum with the value {}", quoted(text)));
        return;
      }
      yaml::add_item(list, value->is_string() ? string_value(value->text) : *std::move(value));
    }
    if (!list.items.empty()) add_entry(node, "enum", std::move(list));
  }

  /// The length a database's type states, where no constraint says another.
  [[nodiscard]] std::map<std::string, Constraint> constraints() const {
    std::map<std::string, Constraint> all = field_.constraints;
    const auto length = meaning_of(field_).length;
    if (length && (is_text(type_) || type_ == "bytes")) {
      all.try_emplace("max_length", Constraint{std::to_string(*length), {}});
    }
    return all;
  }

  [[nodiscard]] std::optional<yaml::Node> constraint_value(const std::string& name,
                                                           const std::string& value) const {
    if (name == "pattern" || name == "format") {
      return is_text(type_) ? std::optional(string_value(value)) : std::nullopt;
    }
    const bool length = name == "min_length" || name == "max_length";
    if (length) {
      auto number = number_value(value);
      const bool fits = (is_text(type_) || type_ == "bytes") && number &&
                        number->kind == yaml::Kind::integer &&
                        number->as_integer().value_or(-1) >= 0;
      return fits ? std::move(number) : std::nullopt;
    }
    if (name != "minimum" && name != "maximum") return std::nullopt;
    if (is_temporal(type_)) return string_value(value, true);
    return is_numeric(type_) ? number_value(value) : std::nullopt;
  }

  void add_constraints(yaml::Node& node) {
    const auto all = constraints();
    static constexpr auto order = std::to_array<std::string_view>(
        {"pattern", "format", "min_length", "max_length", "minimum", "maximum"});
    for (const std::string_view name : order) {
      const auto found = all.find(std::string(name));
      if (found == all.end()) continue;
      auto value = constraint_value(found->first, found->second.value);
      if (value && !is_crossed(all, found->first)) {
        add_entry(node, name, *std::move(value));
      } else {
        losses_.add_constraint(path_, name, found->second);
      }
    }
    for (const auto& [name, constraint] : all) {
      if (std::find(order.begin(), order.end(), name) == order.end()) {
        losses_.add_constraint(path_, name, constraint);
      }
    }
  }

  /// Whether a lower limit lies above its upper one: a native contract with both is no contract.
  [[nodiscard]] bool is_crossed(const std::map<std::string, Constraint>& all,
                                const std::string& name) const {
    if (!name.starts_with("min") || is_temporal(type_)) return false;
    const auto upper = all.find("max" + name.substr(3));
    if (upper == all.end()) return false;
    const auto low = number_value(all.at(name).value);
    const auto high = number_value(upper->second.value);
    return low && high && *low->as_number() > *high->as_number();
  }

  const Field& field_;
  std::string path_;
  std::string type_;
  Losses& losses_;
};

}  // namespace

yaml::Node native_fields(const FieldList& fields, const std::string& path, Losses& losses) {
  yaml::Node list = empty_list();
  for (const Field& field : fields.fields) {
    const std::string own = field_path(path, field);
    yaml::Node node = empty_mapping();
    add_entry(node, "name", string_value(field.name.value));
    FieldWriter writer(field, own, losses);
    writer.write_values(node);
    writer.write_own(node);
    losses.add_field(field, own);
    writer.write_parts(node);
    yaml::add_item(list, std::move(node));
  }
  return list;
}

}  // namespace dcr::exports
