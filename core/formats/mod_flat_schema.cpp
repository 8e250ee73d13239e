// SPDX-License-Identifier: Apache-2.0
#include "core/formats/mod_flat_schema.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dcr::formats {
namespace {

using NodePtr = std::shared_ptr<const yaml::Node>;

constexpr std::array<std::pair<std::string_view, std::string_view>, 10> python_types{{
    {"str", "string"},
    {"string", "string"},
    {"int", "integer"},
    {"integer", "integer"},
    {"float", "number"},
    {"number", "number"},
    {"bool", "boolean"},
    {"list", "array"},
    {"dict", "object"},
    {"any", ""},
}};

NodePtr text_node(std::string_view text, Span at) {
  auto node = std::make_shared<yaml::Node>();
  node->kind = yaml::Kind::string;
  node->at = at;
  node->text = text;
  node->quoted = true;
  return node;
}

/// The JSON Schema word for a type of Python; a word of JSON Schema stays what it is.
std::optional<std::string_view> schema_type(std::string_view word) {
  for (const auto& [python, json] : python_types) {
    if (word == python || word == json) return json;
  }
  return std::nullopt;
}

class FlatReader {
 public:
  explicit FlatReader(ProblemList& problems) : problems_(problems) {}

  NodePtr read(const yaml::Node& flat) {
    auto properties = std::make_shared<yaml::Node>();
    properties->kind = yaml::Kind::mapping;
    properties->at = flat.at;
    auto required = std::make_shared<yaml::Node>();
    required->kind = yaml::Kind::sequence;
    required->at = flat.at;
    for (const yaml::Entry& list : flat.entries) {
      if (list.value->is_null()) continue;
      if (!list.value->is_mapping()) {
        problems_.error("config_schema", list.value->at,
                        fmt::format("'{}' must be a mapping of parameters, not {}", list.key,
                                    yaml::describe(list.value->kind)));
        continue;
      }
      add(list, *properties, *required);
    }
    auto schema = std::make_shared<yaml::Node>();
    schema->kind = yaml::Kind::mapping;
    schema->at = flat.at;
    schema->entries = {{"type", flat.at, text_node("object", flat.at)},
                       {"required", flat.at, std::move(required)},
                       {"properties", flat.at, std::move(properties)}};
    return schema;
  }

 private:
  void add(const yaml::Entry& list, yaml::Node& properties, yaml::Node& required) {
    for (const yaml::Entry& parameter : list.value->entries) {
      if (properties.find(parameter.key) != nullptr) {
        problems_.error(
            "config_schema", parameter.key_at,
            fmt::format("parameter '{}' is both required and optional", printable(parameter.key)));
        continue;
      }
      properties.entries.push_back({parameter.key, parameter.key_at, property(parameter)});
      if (list.key == "required") {
        required.items.push_back(text_node(parameter.key, parameter.key_at));
      }
    }
  }

  NodePtr property(const yaml::Entry& parameter) {
    auto out = std::make_shared<yaml::Node>();
    out->kind = yaml::Kind::mapping;
    out->at = parameter.value->at;
    const yaml::Node& value = *parameter.value;
    if (value.is_string()) {
      add_type(parameter, value, false, *out);
    } else if (value.is_mapping()) {
      const yaml::Node* fallback = value.find("default");
      const bool takes_null = fallback != nullptr && fallback->is_null();
      for (const yaml::Entry& entry : value.entries) {
        if (entry.key == "type" && entry.value->is_string()) {
          add_type(parameter, *entry.value, takes_null, *out);
        } else {
          out->entries.push_back(entry);
        }
      }
    } else if (!value.is_null()) {
      problems_.error("config_schema", value.at,
                      fmt::format("parameter '{}' must be a mapping or a type, not {}",
                                  printable(parameter.key), yaml::describe(value.kind)));
    }
    return out;
  }

  void add_type(const yaml::Entry& parameter, const yaml::Node& word, bool takes_null,
                yaml::Node& out) {
    const auto type = schema_type(word.text);
    if (!type) {
      problems_.error("config_schema", word.at,
                      fmt::format("parameter '{}' has the unknown type '{}'",
                                  printable(parameter.key), printable(word.text)),
                      "a type is str, int, float, bool, list, dict or any");
      return;
    }
    if (type->empty()) return;
    NodePtr node = text_node(*type, word.at);
    if (takes_null) {
      auto both = std::make_shared<yaml::Node>();
      both->kind = yaml::Kind::sequence;
      both->at = word.at;
      both->items = {std::move(node), text_node("null", word.at)};
      node = std::move(both);
    }
    out.entries.push_back({"type", word.at, std::move(node)});
  }

  ProblemList& problems_;
};

}  // namespace

bool is_flat_schema(const yaml::Node& schema) {
  if (!schema.is_mapping() || schema.entries.empty()) return false;
  bool says_so = false;
  for (const yaml::Entry& entry : schema.entries) {
    if (entry.key != "required" && entry.key != "optional") return false;
    says_so = says_so || entry.key == "optional" || entry.value->is_mapping();
  }
  return says_so;
}

NodePtr schema_of_flat(const yaml::Node& flat, ProblemList& problems) {
  return FlatReader(problems).read(flat);
}

}  // namespace dcr::formats
