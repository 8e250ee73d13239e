// SPDX-License-Identifier: Apache-2.0
#include "core/exports/json_schema.hpp"

#include "core/exports/losses.hpp"
#include "core/exports/native_type.hpp"
#include "core/exports/values.hpp"
#include "core/formats/pretty_json.hpp"
#include "core/yaml/render.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace dcr::exports {
namespace {

using yaml::add_entry;
using yaml::string_value;

/// What a type is in JSON.
struct JsonType {
  std::string_view type;         ///< empty = any
  std::string_view format = {};  ///< empty = none
};

JsonType json_type(TypeFamily family) {
  switch (family) {
    case TypeFamily::string: return {"string"};
    case TypeFamily::integer: return {"integer"};
    case TypeFamily::number:
    case TypeFamily::decimal: return {"number"};
    case TypeFamily::boolean: return {"boolean"};
    case TypeFamily::timestamp: return {"string", "date-time"};
    case TypeFamily::date: return {"string", "date"};
    case TypeFamily::time: return {"string", "time"};
    case TypeFamily::interval: return {"string", "duration"};
    case TypeFamily::bytes: return {"string"};
    case TypeFamily::uuid: return {"string", "uuid"};
    case TypeFamily::array:
    case TypeFamily::vector: return {"array"};
    case TypeFamily::object:
    case TypeFamily::map: return {"object"};
    case TypeFamily::json:
    case TypeFamily::unknown: return {""};
  }
  return {""};
}

struct Keyword {
  std::string_view constraint;
  std::string_view keyword;
  std::string_view type;  ///< of JSON
};

constexpr auto keywords = std::to_array<Keyword>({
    {"min_length", "minLength", "string"},
    {"max_length", "maxLength", "string"},
    {"pattern", "pattern", "string"},
    {"format", "format", "string"},
    {"minimum", "minimum", "number"},
    {"maximum", "maximum", "number"},
    {"exclusive_minimum", "exclusiveMinimum", "number"},
    {"exclusive_maximum", "exclusiveMaximum", "number"},
    {"multiple_of", "multipleOf", "number"},
    {"min_items", "minItems", "array"},
    {"max_items", "maxItems", "array"},
    {"unique_items", "uniqueItems", "array"},
    {"min_properties", "minProperties", "object"},
    {"max_properties", "maxProperties", "object"},
});

class JsonSchemaWriter {
 public:
  explicit JsonSchemaWriter(const Contract& contract)
      : contract_(contract),
        losses_({Term::version, Term::description, Term::object_name, Term::object_description,
                 Term::field_description, Term::deprecated}) {}

  Exported write() {
    losses_.add_contract(contract_);
    yaml::Node root = empty_mapping();
    add_entry(root, "$schema", string_value("https://json-schema.org/draft/2020-12/schema"));
    add_entry(root, "title", string_value(contract_.name));
    add_text(root, "description", description_of_all());
    add_entry(root, "x-version", string_value(contract_.version->text()));
    if (contract_.objects.size() == 1) {
      add_row(root, contract_.objects.front(), "");
    } else {
      add_objects(root);
    }
    return {formats::pretty_json(root) + "\n", losses_.take()};
  }

 private:
  [[nodiscard]] std::string description_of_all() {
    const std::string& shared = contract_.description.value;
    if (contract_.objects.size() != 1) return shared;
    const Object& object = contract_.objects.front();
    const std::string& own = object.description.value;
    if (!object.name->empty() && object.name.value != contract_.name) {
      losses_.add("", "the object's name " + quoted(object.name.value));
    }
    if (shared.empty()) return own;
    if (!own.empty() && own != shared) {
      losses_.add("", "the object's description " + quoted(own));
    }
    return shared;
  }

  static void add_text(yaml::Node& node, std::string_view key, const std::string& text) {
    if (!text.empty()) add_entry(node, key, string_value(text));
  }

  void add_objects(yaml::Node& root) {
    yaml::Node any = empty_list();
    yaml::Node definitions = empty_mapping();
    for (const Object& object : contract_.objects) {
      const std::string path = object_path(contract_, object);
      yaml::Node row = empty_mapping();
      add_text(row, "description", object.description.value);
      add_row(row, object, path);
      add_entry(definitions, object.name.value, std::move(row));
      yaml::Node reference = empty_mapping();
      add_entry(reference, "$ref", string_value("#/$defs/" + pointer_part(object.name.value)));
      yaml::add_item(any, std::move(reference));
    }
    if (contract_.objects.empty()) return;
    add_entry(root, "anyOf", std::move(any));
    add_entry(root, "$defs", std::move(definitions));
  }

  /// Source: RFC 6901, in a URI fragment.
  static std::string pointer_part(std::string_view name) {
    std::string part;
    for (const char c : name) {
      const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (c == '~') {
        part += "~0";
      } else if (c == '/') {
        part += "~1";
      } else if (plain || c == '-' || c == '_' || c == '.') {
        part += c;
      } else {
        part += fmt::format("%{:02X}", static_cast<unsigned char>(c));
      }
    }
    return part;
  }

  void add_row(yaml::Node& node, const Object& object, const std::string& path) {
    losses_.add_object(object, path);
    add_entry(node, "type", string_value("object"));
    add_properties(node, object.fields, path);
  }

  void add_properties(yaml::Node& node, const FieldList& fields, const std::string& path) {
    yaml::Node properties = empty_mapping();
    yaml::Node required = empty_list();
    for (const Field& field : fields.fields) {
      add_entry(properties, field.name.value, value_schema(field, field_path(path, field)));
      if (field.required.value) yaml::add_item(required, string_value(field.name.value));
    }
    add_entry(node, "properties", std::move(properties));
    if (!required.items.empty()) add_entry(node, "required", std::move(required));
  }

  yaml::Node value_schema(const Field& field, const std::string& path) {
    const SizedType type = meaning_of(field);
    const JsonType json = json_type(type.family);
    losses_.add_field(field, path);
    add_type_losses(type, path);
    yaml::Node node = empty_mapping();
    add_text(node, "description", field.description.value);
    if (field.deprecated.value) add_entry(node, "deprecated", boolean_value(true));
    if (!json.type.empty()) add_type(node, json.type, field);
    if (!json.format.empty()) add_entry(node, "format", string_value(json.format));
    if (type.family == TypeFamily::bytes) {
      add_entry(node, "contentEncoding", string_value("base64"));
    }
    add_enum(node, field, !json.type.empty());
    add_constraints(node, field, type, path);
    add_parts(node, field, type, path);
    return node;
  }

  void add_type_losses(const SizedType& type, const std::string& path) {
    if (type.family == TypeFamily::unknown) {
      losses_.add(path, type.word.empty()
                            ? "a field without a type: it takes any value"
                            : fmt::format("the type {}: it takes any value", quoted(type.word)));
    }
    if (type.bits) losses_.add(path, fmt::format("the {} bits of its type", *type.bits));
  }

  static void add_type(yaml::Node& node, std::string_view type, const Field& field) {
    if (field.required.value) {
      add_entry(node, "type", string_value(type));
    } else {
      add_entry(node, "type", string_list({std::string(type), "null"}));
    }
  }

  static void add_enum(yaml::Node& node, const Field& field, bool typed) {
    if (!field.enum_values) return;
    yaml::Node list = empty_list();
    for (const std::string& text : field.enum_values->value) {
      auto value = json_value(text);
      yaml::add_item(list, value ? *std::move(value) : string_value(text));
    }
    if (!field.required.value && typed) yaml::add_item(list, yaml::Node{});
    add_entry(node, "enum", std::move(list));
  }

  void add_constraints(yaml::Node& node, const Field& field, const SizedType& type,
                       const std::string& path) {
    std::map<std::string, Constraint> all = field.constraints;
    if (type.length && type.family == TypeFamily::string) {
      all.try_emplace("max_length", Constraint{std::to_string(*type.length), {}});
    }
    if (type.family == TypeFamily::decimal) add_digits(node, type, all);
    for (const Keyword& keyword : keywords) {
      const auto found = all.find(std::string(keyword.constraint));
      if (found == all.end()) continue;
      auto value = constraint_value(keyword, json_type(type.family), type.family, found->second);
      if (value) {
        add_entry(node, keyword.keyword, *std::move(value));
      } else {
        losses_.add_constraint(path, keyword.constraint, found->second);
      }
    }
    if (type.family == TypeFamily::vector && type.length) {
      add_entry(node, "minItems", integer_value(*type.length));
      add_entry(node, "maxItems", integer_value(*type.length));
    }
  }

  static std::optional<yaml::Node> constraint_value(const Keyword& keyword, const JsonType& json,
                                                    TypeFamily family, const Constraint& stated) {
    const std::string_view type = json.type == "integer" ? "number" : json.type;
    if (type != keyword.type) return std::nullopt;
    const bool text = keyword.keyword == "pattern" || keyword.keyword == "format";
    // Base64 has other lengths and other characters than the bytes it stands for.
    if (type == "string" && family != TypeFamily::string) return std::nullopt;
    if (family == TypeFamily::vector && keyword.keyword != "uniqueItems") return std::nullopt;
    if (text) return string_value(stated.value);
    if (keyword.keyword == "uniqueItems") return boolean_value(stated.value == "true");
    auto number = number_value(stated.value);
    const bool positive = keyword.keyword == "multipleOf";
    if (number && positive && *number->as_number() <= 0) return std::nullopt;
    return number;
  }

  static void add_digits(yaml::Node& node, const SizedType& type,
                         const std::map<std::string, Constraint>& stated) {
    const bool sized = type.precision && type.scale.value_or(0) >= 0;
    const std::string format =
        sized ? fmt::format("decimal({},{})", *type.precision, type.scale.value_or(0)) : "decimal";
    add_entry(node, "format", string_value(format));
    if (!sized) return;
    const int whole = *type.precision - type.scale.value_or(0);
    if (whole < 0) return;
    const std::string limit = "1" + std::string(static_cast<std::size_t>(whole), '0');
    if (!stated.contains("minimum") && !stated.contains("exclusive_minimum")) {
      add_entry(node, "exclusiveMinimum", *number_value("-" + limit));
    }
    if (!stated.contains("maximum") && !stated.contains("exclusive_maximum")) {
      add_entry(node, "exclusiveMaximum", *number_value(limit));
    }
  }

  void add_parts(yaml::Node& node, const Field& field, const SizedType& type,
                 const std::string& path) {
    const bool children = !field.children.fields.empty();
    if (children && type.family == TypeFamily::object) {
      add_properties(node, field.children, path);
    } else if (children) {
      losses_.add(path, "its fields: it is no object");
    }
    if (type.family == TypeFamily::vector && !field.items) {
      yaml::Node item = empty_mapping();
      add_entry(item, "type", string_value("number"));
      add_entry(node, "items", std::move(item));
    }
    const bool map = type.family == TypeFamily::map;
    if (map && !field.items) add_entry(node, "additionalProperties", boolean_value(true));
    if (!field.items) return;
    if (map || type.family == TypeFamily::array || type.family == TypeFamily::vector) {
      add_entry(node, map ? "additionalProperties" : "items",
                value_schema(*field.items, path + "[]"));
    } else {
      losses_.add(path, "its items: it is neither an array nor a map");
    }
  }

  const Contract& contract_;
  Losses losses_;
};

}  // namespace

Exported write_json_schema(const Contract& contract) { return JsonSchemaWriter(contract).write(); }

}  // namespace dcr::exports
