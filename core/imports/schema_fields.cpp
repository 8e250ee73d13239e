// SPDX-License-Identifier: Apache-2.0
#include "core/imports/schema_fields.hpp"

#include "core/base/text.hpp"
#include "core/formats/canonical.hpp"
#include "core/formats/names.hpp"
#include "core/imports/schema_limits.hpp"
#include "core/imports/schema_view.hpp"
#include "core/model/field_index.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_set>
#include <utility>

// Each property is looked at with everything that holds for it at once (SchemaView): the schema,
// what it refers to, and the one branch of an `anyOf` that is left when `null` is taken out. From
// that its type, its limits and its own properties are taken; what is left over is a loss.
namespace dcr::imports {
namespace {

using yaml::Node;

bool is_null_schema(const Node& schema) {
  const Node* type = schema.find("type");
  if (type != nullptr && type->is_string() && type->text == "null") return true;
  const Node* only = schema.find("const");
  return only != nullptr && only->is_null();
}

/// The values of `enum` and `const`, and of an `anyOf` of nothing else.
void add_values(const Node& schema, std::vector<const Node*>& out) {
  if (const Node* only = schema.find("const")) out.push_back(only);
  const Node* list = schema.find("enum");
  if (list == nullptr) return;
  for (const auto& each : list->items) out.push_back(each.get());
}

class Walk {
 public:
  Walk(const Node& document, std::string_view path, LossList& losses)
      : references_(document), path_(path), losses_(losses) {}

  Result<FieldList> root(const Node& schema) {
    SchemaView view;
    references_.gather(schema, above_, view);
    const Node* properties = view.find("properties");
    if (properties == nullptr || !properties->is_mapping()) {
      return fault(path_, schema.at, "the schema describes no object with properties",
                   "a contract is made of an object's properties");
    }
    Field whole;
    above_.push_back(&schema);
    whole.type.value = type_of(TypeFamily::object);
    read_view(whole, view, "", 0);
    if (too_many_) {
      return fault(path_, schema.at,
                   fmt::format("the schema makes more than {} fields", most_fields),
                   "definitions that use definitions grow without bound when written out");
    }
    return std::move(whole.children);
  }

 private:
  /// Whether null is allowed too.
  bool read(Field& field, const Node& schema, const std::string& path, int depth) {
    field.type.value = type_of(TypeFamily::json);
    if (++count_ > most_fields) too_many_ = true;
    if (too_many_) return false;
    SchemaView view;
    references_.gather(schema, above_, view);
    return read_view(field, view, path, depth);
  }

  bool read_view(Field& field, SchemaView& view, const std::string& path, int depth) {
    field.type.value = type_of(TypeFamily::json);
    std::vector<const Node*> values;
    bool nullable = take_branches(view, values, path);
    if (view.allows_nothing) losses_.add(path, "the schema false, which allows nothing");
    for (const std::string& each : view.unresolved) {
      losses_.add(path, fmt::format("the reference '{}', which leads out of the document",
                                    printable(each)));
    }
    for (const Node* node : view.nodes) add_values(*node, values);
    const std::size_t above = above_.size();
    above_.insert(above_.end(), view.refers_to.begin(), view.refers_to.end());
    if (view.is_recursive) {
      losses_.add(path, "what it holds: the schema holds itself");
    } else if (depth >= deepest_field) {
      losses_.add(path, fmt::format("what is nested deeper than {} levels", deepest_field));
    } else {
      nullable = read_type(field, view, values, path) || nullable;
      read_children(field, view, path, depth);
    }
    nullable = set_values(field, values, path) || nullable;
    read_annotations(field, view);
    SchemaLimits(view, path, losses_).set(field);
    above_.resize(above);
    return nullable;
  }

  /// Of `anyOf` and `oneOf`: null among the branches, the one branch beside it, or constants.
  bool take_branches(SchemaView& view, std::vector<const Node*>& values, const std::string& path) {
    bool nullable = false;
    for (const std::string_view key : {"anyOf", "oneOf"}) {
      const Node* list = view.find(key);
      if (list == nullptr || !list->is_sequence()) continue;
      std::vector<const Node*> branches;
      for (const auto& each : list->items) {
        if (is_null_schema(*each)) {
          nullable = true;
        } else {
          branches.push_back(each.get());
        }
      }
      const bool constants = std::ranges::all_of(branches, [](const Node* branch) {
        return branch->find("const") != nullptr || branch->find("enum") != nullptr;
      });
      if (branches.size() == 1) {
        references_.gather(*branches.front(), above_, view);
      } else if (constants) {
        for (const Node* branch : branches) add_values(*branch, values);
      } else {
        losses_.add(path, fmt::format("{} of {} different things", key, branches.size()));
      }
    }
    return nullable;
  }

  bool read_type(Field& field, const SchemaView& view, const std::vector<const Node*>& values,
                 const std::string& path) {
    bool nullable = false;
    std::vector<std::string> types;
    if (const Node* type = view.find("type")) {
      if (type->is_string()) types.push_back(type->text);
      for (const auto& each : type->items) types.push_back(each->text);
    }
    if (std::erase(types, "null") > 0) nullable = true;
    // Every integer is a number.
    const bool wider = std::ranges::find(types, "number") != types.end();
    if (wider) std::erase(types, "integer");
    if (types.size() > 1) {
      losses_.add(path,
                  fmt::format("the types {}: json stands for them", quoted(*view.find("type"))));
      return nullable;
    }
    const std::string word = types.empty() ? implied_type(view, values) : types.front();
    set_type(field, view, word);
    return nullable;
  }

  static std::string implied_type(const SchemaView& view, const std::vector<const Node*>& values) {
    const auto all = [&](yaml::Kind kind) {
      return !values.empty() && std::ranges::all_of(values, [&](const Node* each) {
        return each->kind == kind || each->is_null();
      });
    };
    if (all(yaml::Kind::string)) return "string";
    if (all(yaml::Kind::integer)) return "integer";
    if (all(yaml::Kind::boolean)) return "boolean";
    const auto any = [&](std::initializer_list<std::string_view> keys) {
      return std::ranges::any_of(keys, [&](auto key) { return view.find(key) != nullptr; });
    };
    if (any({"properties"})) return "object";
    if (any({"items", "prefixItems", "minItems", "maxItems"})) return "array";
    if (any({"pattern", "format", "minLength", "maxLength"})) return "string";
    if (any({"minimum", "maximum", "multipleOf"})) return "number";
    return "";
  }

  static void set_type(Field& field, const SchemaView& view, std::string_view word) {
    const auto says = [&](std::string_view key, std::string_view text) {
      const Node* found = view.find(key);
      return found != nullptr && found->is_string() && found->text == text;
    };
    TypeFamily family = TypeFamily::json;
    if (word == "string") {
      family = TypeFamily::string;
      if (says("format", "date-time")) family = TypeFamily::timestamp;
      if (says("format", "date")) family = TypeFamily::date;
      if (says("format", "time")) family = TypeFamily::time;
      if (says("format", "uuid")) family = TypeFamily::uuid;
      if (says("contentEncoding", "base64")) family = TypeFamily::bytes;
    } else if (word == "integer") {
      family = TypeFamily::integer;
    } else if (word == "number") {
      family = TypeFamily::number;
      // "decimal(10,2)", as dcr exports it.
      const Node* format = view.find("format");
      const auto type = format == nullptr ? std::nullopt : parse_native_type(format->text);
      if (type && type->family == TypeFamily::decimal) {
        field.type.value.logical = *type;
        field.type.value.spelled = format->text;
        return;
      }
    } else if (word == "boolean") {
      family = TypeFamily::boolean;
    } else if (word == "array") {
      family = TypeFamily::array;
    } else if (word == "object") {
      const Node* open = view.find("additionalProperties");
      const bool names = view.find("properties") != nullptr;
      const bool closed = open == nullptr || !open->as_boolean().value_or(true);
      family = names || closed ? TypeFamily::object : TypeFamily::map;
    }
    field.type.value = type_of(family);
  }

  void read_children(Field& field, const SchemaView& view, const std::string& path, int depth) {
    switch (field.type.value.logical.family) {
      case TypeFamily::object: read_properties(field, view, path, depth); return;
      case TypeFamily::map:
        read_items(field, view.find("additionalProperties"), path, depth);
        return;
      case TypeFamily::array: {
        const Node* items = view.find("items");
        if (view.find("prefixItems") == nullptr && (items == nullptr || !items->is_sequence())) {
          read_items(field, items, path, depth);
        } else {
          losses_.add(path, "the types of the items by their place");
        }
        return;
      }
      default: return;
    }
  }

  void read_items(Field& field, const Node* items, const std::string& path, int depth) {
    if (items == nullptr || !items->is_mapping()) return;
    field.items = std::make_unique<Field>();
    field.items->at = items->at;
    field.items->required.value = !read(*field.items, *items, path + "[]", depth + 1);
  }

  void read_properties(Field& field, const SchemaView& view, const std::string& path, int depth) {
    std::set<std::string> required;
    for (const Node* node : view.nodes) {
      const Node* names = node->find("required");
      if (names == nullptr) continue;
      for (const auto& name : names->items) required.insert(name->text);
    }
    FieldIndex known(field.children);
    for (const Node* node : view.nodes) {
      const Node* properties = node->find("properties");
      if (properties == nullptr) continue;
      for (const yaml::Entry& entry : properties->entries) {
        if (too_many_) return;
        read_property(field.children, known, entry, required, path, depth);
      }
    }
    for (const std::string& name : required) {
      if (known.find(name) == nullptr) {
        losses_.add(path, fmt::format("the required property '{}', which is not described",
                                      printable(name)));
      }
    }
    const Node* others = view.find("additionalProperties");
    if (others != nullptr && others->is_mapping() && !others->entries.empty()) {
      losses_.add(path, "the schema of further properties");
    }
  }

  void read_property(FieldList& out, FieldIndex& known, const yaml::Entry& entry,
                     const std::set<std::string>& required, const std::string& path, int depth) {
    const std::string own = join_path(path, path_component(entry.key));
    if (known.find(entry.key) != nullptr) {
      losses_.add(own, "a second description of it");
      return;
    }
    if (entry.key.empty() || formats::has_control_character(entry.key)) {
      losses_.add(path, fmt::format("the property '{}': it is no name", printable(entry.key)));
      return;
    }
    Field field = named_field(entry.key, entry.key_at);
    const bool nullable = read(field, *entry.value, own, depth + 1);
    const bool listed = required.contains(entry.key);
    field.required.value = listed && !nullable;
    if (listed && nullable) losses_.add_shared("that null must be said", own);
    out.fields.push_back(std::move(field));
  }

  bool set_values(Field& field, const std::vector<const Node*>& values, const std::string& path) {
    if (values.empty()) return false;
    bool nullable = false;
    std::vector<std::string> sayable;
    std::unordered_set<std::string> met;
    for (const Node* value : values) {
      if (value->is_null()) {
        nullable = true;
      } else if (const auto text = enum_value(*value)) {
        if (met.insert(*text).second) sayable.push_back(*text);
      } else {
        losses_.add(path, fmt::format("the enum, for its value {}", quoted(*value)));
        return nullable;
      }
    }
    if (!sayable.empty()) field.enum_values = {{std::move(sayable), values.front()->at}};
    return nullable;
  }

  static void read_annotations(Field& field, const SchemaView& view) {
    if (const Node* found = view.find("description"); found != nullptr && found->is_string()) {
      field.description = {found->text, found->at};
    }
    if (const Node* found = view.find("deprecated")) {
      field.deprecated = {found->as_boolean().value_or(false), found->at};
    }
  }

  SchemaReferences references_;
  std::string_view path_;
  LossList& losses_;
  std::vector<const Node*> above_;
  std::size_t count_ = 0;
  bool too_many_ = false;
};

}  // namespace

Result<FieldList> fields_of_schema(const yaml::Node& document, const yaml::Node& schema,
                                   std::string_view path, LossList& losses) {
  return Walk(document, path, losses).root(schema);
}

}  // namespace dcr::imports
