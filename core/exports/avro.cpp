// SPDX-License-Identifier: Apache-2.0
#include "core/exports/avro.hpp"

#include "core/exports/losses.hpp"
#include "core/exports/native_type.hpp"
#include "core/exports/values.hpp"
#include "core/formats/pretty_json.hpp"
#include "core/yaml/render.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace dcr::exports {
namespace {

using yaml::add_entry;
using yaml::string_value;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Source: Avro specification, names.
bool is_legal(std::string_view name) {
  return !name.empty() && is_letter(name.front()) &&
         std::all_of(name.begin(), name.end(), [](char c) { return is_letter(c) || is_digit(c); });
}

std::string legal_name(std::string_view name) {
  std::string legal;
  for (const char c : name) {
    const bool continues = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
    if (continues) continue;
    legal += is_letter(c) || is_digit(c) ? c : '_';
  }
  return legal.empty() || is_digit(legal.front()) ? "_" + legal : legal;
}

std::vector<std::string> dotted(std::string_view text) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t dot = text.find('.');
    if (dot != 0 && !text.empty()) parts.emplace_back(text.substr(0, dot));
    if (dot == std::string_view::npos) return parts;
    text.remove_prefix(dot + 1);
  }
}

/// `name`, or with a number behind it where another has it.
std::string fresh(std::string name, std::set<std::string>& taken) {
  const std::string base = name;
  for (int i = 2; !taken.insert(name).second; ++i) name = fmt::format("{}_{}", base, i);
  return name;
}

yaml::Node logical(std::string_view type, std::string_view logical_type) {
  yaml::Node node = empty_mapping();
  add_entry(node, "type", string_value(type));
  add_entry(node, "logicalType", string_value(logical_type));
  return node;
}

class AvroWriter {
 public:
  explicit AvroWriter(const Contract& contract)
      : contract_(contract),
        losses_({Term::name_space, Term::version, Term::description, Term::object_name,
                 Term::object_description, Term::field_description, Term::aliases}) {}

  Exported write() {
    losses_.add_contract(contract_);
    std::vector<std::string> parts = dotted(contract_.name);
    if (parts.empty()) parts.emplace_back("_");
    if (contract_.objects.size() == 1) {
      const Object& object = contract_.objects.front();
      return finish(record_of(object, parts));
    }
    yaml::Node all = empty_list();
    for (const Object& object : contract_.objects) {
      std::vector<std::string> own = parts;
      own.push_back(object.name.value);
      yaml::add_item(all, record_of(object, own));
    }
    if (contract_.objects.empty()) losses_.add("", "a contract without fields");
    return contract_.objects.empty() ? Exported{{}, losses_.take()} : finish(all);
  }

 private:
  Exported finish(const yaml::Node& root) {
    return {formats::pretty_json(root) + "\n", losses_.take()};
  }

  yaml::Node record_of(const Object& object, const std::vector<std::string>& name) {
    const std::string path = object_path(contract_, object);
    losses_.add_object(object, path);
    if (path.empty() && !object.name->empty() && object.name.value != contract_.name) {
      losses_.add(path, "the object's name " + quoted(object.name.value));
    }
    std::string space = contract_.name_space ? legal_name(*contract_.name_space) : "";
    for (std::size_t i = 0; i + 1 < name.size(); ++i) {
      space += (space.empty() ? "" : ".") + legal_name(name[i]);
    }
    yaml::Node record = empty_mapping();
    add_entry(record, "type", string_value("record"));
    const std::string own = fresh(legal_name(name.back()), named_);
    add_entry(record, "name", string_value(own));
    if (!space.empty()) add_entry(record, "namespace", string_value(space));
    add_entry(record, "dcr_name", string_value(contract_.name));
    if (contract_.name_space) {
      add_entry(record, "dcr_namespace", string_value(*contract_.name_space));
    }
    if (!path.empty()) add_entry(record, "dcr_object", string_value(object.name.value));
    add_entry(record, "dcr_version", string_value(contract_.version->text()));
    add_doc(record, doc_of(object, path));
    add_entry(record, "fields", fields(object.fields, path, own));
    return record;
  }

  std::string doc_of(const Object& object, const std::string& path) {
    const std::string& own = object.description.value;
    const std::string& shared = contract_.description.value;
    const bool single = path.empty();
    const std::string& written = own.empty() || (single && !shared.empty()) ? shared : own;
    const std::string& left = &written == &own ? shared : own;
    if (!left.empty() && left != written) {
      losses_.add(path, "the description " + quoted(left));
    }
    return written;
  }

  static void add_doc(yaml::Node& node, const std::string& text) {
    if (!text.empty()) add_entry(node, "doc", string_value(text));
  }

  yaml::Node fields(const FieldList& list, const std::string& path, const std::string& record) {
    yaml::Node out = empty_list();
    std::set<std::string> taken;
    for (const Field& field : list.fields) {
      if (is_legal(field.name.value)) taken.insert(field.name.value);
    }
    for (const Field& field : list.fields) {
      yaml::add_item(out, field_node(field, field_path(path, field), record, taken));
    }
    return out;
  }

  yaml::Node field_node(const Field& field, const std::string& path, const std::string& record,
                        std::set<std::string>& taken) {
    yaml::Node node = empty_mapping();
    const std::string& original = field.name.value;
    const bool legal = is_legal(original);
    const std::string name = legal ? original : fresh(legal_name(original), taken);
    add_entry(node, "name", string_value(name));
    if (!legal) {
      add_entry(node, "dcr_name", string_value(original));
      losses_.add(path, fmt::format("the name {}: it is written as {}", quoted(original), name));
    }
    losses_.add_field(field, path);
    add_doc(node, field.description.value);
    add_entry(node, "type", value_type(field, path, record + "_" + name));
    if (!field.required.value) add_entry(node, "default", yaml::Node{});
    add_aliases(node, field, path);
    return node;
  }

  void add_aliases(yaml::Node& node, const Field& field, const std::string& path) {
    std::vector<std::string> legal;
    for (const std::string& alias : field.aliases) {
      if (is_legal(alias)) {
        legal.push_back(alias);
      } else {
        losses_.add(path, "the alias " + quoted(alias));
      }
    }
    if (!legal.empty()) add_entry(node, "aliases", string_list(legal));
  }

  /// The type of a value that may be null; `name` is what a named type in it is called.
  yaml::Node value_type(const Field& field, const std::string& path, const std::string& name) {
    for (const auto& [constraint, value] : field.constraints) {
      losses_.add_constraint(path, constraint, value);
    }
    yaml::Node type = field.enum_values ? enum_type(field, path, name) : plain(field, path, name);
    if (field.required.value) return type;
    yaml::Node either = string_list({"null"});
    yaml::add_item(either, std::move(type));
    return either;
  }

  yaml::Node enum_type(const Field& field, const std::string& path, const std::string& name) {
    std::vector<std::string> symbols;
    for (const std::string& text : field.enum_values->value) {
      const auto value = json_value(text);
      if (value && value->is_string() && is_legal(value->text)) symbols.push_back(value->text);
    }
    const bool text = meaning_of(field).family == TypeFamily::string;
    if (!text || symbols.size() != field.enum_values->value.size()) {
      losses_.add(path, "an enum whose values are not all names");
      return plain(field, path, name);
    }
    yaml::Node node = empty_mapping();
    add_entry(node, "type", string_value("enum"));
    add_entry(node, "name", string_value(fresh(name, named_)));
    add_entry(node, "symbols", string_list(symbols));
    return node;
  }

  yaml::Node as_string(const std::string& path, const std::string& what) {
    losses_.add(path, fmt::format("{}: it is written as string", what));
    return string_value("string");
  }

  yaml::Node plain(const Field& field, const std::string& path, const std::string& name) {
    const SizedType type = meaning_of(field);
    switch (type.family) {
      case TypeFamily::string:
        if (type.length) losses_.add(path, fmt::format("the length {} of its type", *type.length));
        return string_value("string");
      case TypeFamily::integer: return integer(type, path);
      case TypeFamily::number: return string_value(type.bits == 32 ? "float" : "double");
      case TypeFamily::decimal: return decimal(type, path);
      case TypeFamily::boolean: return string_value("boolean");
      case TypeFamily::timestamp:
        return logical("long",
                       type.word == "unzoned" ? "local-timestamp-micros" : "timestamp-micros");
      case TypeFamily::date: return logical("int", "date");
      case TypeFamily::time: return logical("long", "time-micros");
      case TypeFamily::bytes: return string_value("bytes");
      case TypeFamily::uuid: return logical("string", "uuid");
      case TypeFamily::json: return as_string(path, "the type 'json'");
      case TypeFamily::interval: return as_string(path, "the type 'interval'");
      case TypeFamily::unknown:
        return as_string(
            path, type.word.empty() ? "a field without a type" : "the type " + quoted(type.word));
      case TypeFamily::array:
      case TypeFamily::map: return container(field, type.family, path, name);
      case TypeFamily::object: return nested(field, path, name);
      case TypeFamily::vector: {
        if (type.length) losses_.add(path, fmt::format("the count of {} numbers", *type.length));
        yaml::Node node = empty_mapping();
        add_entry(node, "type", string_value("array"));
        add_entry(node, "items", string_value("float"));
        return node;
      }
    }
    return string_value("string");
  }

  yaml::Node integer(const SizedType& type, const std::string& path) {
    const bool is_unsigned = type.word == "unsigned";
    const int bits = type.bits.value_or(64) + (is_unsigned ? 1 : 0);
    const bool exact = !type.bits || (!is_unsigned && (bits == 32 || bits == 64));
    if (!exact) {
      losses_.add(path, fmt::format("the size of its type: {} bits{}", *type.bits,
                                    is_unsigned ? ", unsigned" : ""));
    }
    return string_value(bits <= 32 ? "int" : "long");
  }

  yaml::Node decimal(const SizedType& type, const std::string& path) {
    const int scale = type.scale.value_or(0);
    if (!type.precision || scale < 0 || scale > *type.precision) {
      return as_string(path, "a decimal of any number of digits");
    }
    yaml::Node node = logical("bytes", "decimal");
    add_entry(node, "precision", integer_value(*type.precision));
    add_entry(node, "scale", integer_value(scale));
    return node;
  }

  yaml::Node container(const Field& field, TypeFamily family, const std::string& path,
                       const std::string& name) {
    const bool map = family == TypeFamily::map;
    if (!field.children.fields.empty()) losses_.add(path, "its fields: it is no object");
    yaml::Node node = empty_mapping();
    add_entry(node, "type", string_value(map ? "map" : "array"));
    if (!field.items) {
      losses_.add(path, "values of any type: they are written as string");
    } else {
      losses_.add_field_but({Term::field_description, Term::aliases}, *field.items, path + "[]");
    }
    add_entry(node, map ? "values" : "items",
              field.items ? value_type(*field.items, path + "[]", name + "_item")
                          : string_value("string"));
    return node;
  }

  yaml::Node nested(const Field& field, const std::string& path, const std::string& name) {
    if (field.children.fields.empty()) {
      losses_.add(path, "an object of any fields: it is written as a map of string");
      yaml::Node map = empty_mapping();
      add_entry(map, "type", string_value("map"));
      add_entry(map, "values", string_value("string"));
      return map;
    }
    const std::string own = fresh(name, named_);
    yaml::Node node = empty_mapping();
    add_entry(node, "type", string_value("record"));
    add_entry(node, "name", string_value(own));
    add_entry(node, "fields", fields(field.children, path, own));
    return node;
  }

  const Contract& contract_;
  Losses losses_;
  std::set<std::string> named_;  // records and enums: unique in the whole schema
};

}  // namespace

Exported write_avro(const Contract& contract) { return AvroWriter(contract).write(); }

}  // namespace dcr::exports
