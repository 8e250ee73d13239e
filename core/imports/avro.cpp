// SPDX-License-Identifier: Apache-2.0
#include "core/imports/avro.hpp"

#include "core/base/text.hpp"
#include "core/formats/canonical.hpp"
#include "core/formats/names.hpp"
#include "core/imports/avro_types.hpp"
#include "core/imports/build.hpp"
#include "core/model/field_index.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace dcr::imports {
namespace {

using yaml::Node;

struct Named {
  const Node* node = nullptr;
  std::string name_space;
};

std::string text_or(const Node& node, std::string_view key, std::string fallback = {}) {
  const Node* found = node.find(key);
  return found != nullptr && found->is_string() ? found->text : std::move(fallback);
}

bool is_null(const Node& schema) { return schema.is_string() && schema.text == "null"; }

/// Walks one file. Types are known by their full names once they have been read.
class AvroReader {
 public:
  AvroReader(std::string_view path, const ImportRequest& request)
      : path_(path), request_(request) {}

  Result<Imported> read(const Node& root) {
    std::vector<const Node*> records;
    if (root.is_sequence()) {
      for (const auto& each : root.items) records.push_back(each.get());
    } else {
      records.push_back(&root);
    }
    Imported imported;
    for (const Node* record : records) {
      if (!record->is_mapping() || text_or(*record, "type") != "record") {
        if (records.size() > 1 && record->is_mapping()) {
          declare(*record, "");  // An enum that the records use.
          continue;
        }
        return fault(path_, record->at, "this schema is no record",
                     "a contract is made of a record: {\"type\": \"record\", …}");
      }
      auto one = read_record(*record);
      if (!one) return one.error();
      const std::string& name = one->contract.name;
      const std::string last = name.substr(name.rfind('.') + 1);
      if (is_wanted(request_, {name, last})) imported.contracts.push_back(*std::move(one));
    }
    return imported;
  }

 private:
  Result<ImportedContract> read_record(const Node& record) {
    losses_ = {};
    FieldList fields;
    Field whole;
    whole.at = record.at;
    read_type(whole, record, "", "", 0);
    if (fault_) return *std::move(fault_);
    ImportedContract out = one_object(full_name(record, ""), std::move(whole.children));
    Contract& contract = out.contract;
    contract.at = record.at;
    read_own_names(record, out);
    if (const Node* doc = record.find("doc")) contract.description = {doc->text, doc->at};
    out.losses = losses_.take();
    return out;
  }

  /// What dcr writes where Avro has no place for it.
  static void read_own_names(const Node& record, ImportedContract& out) {
    Contract& contract = out.contract;
    const std::string name = text_or(record, "dcr_name");
    const std::string object = text_or(record, "dcr_object");
    if (!name.empty()) contract.name = object.empty() ? name : join_path(name, object);
    const std::string space = text_or(record, "dcr_namespace");
    if (!space.empty()) contract.name_space = space;
    if (const auto version = Version::parse(text_or(record, "dcr_version"))) {
      contract.version.value = *version;
      out.has_version = true;
    }
  }

  void refuse(Span at, std::string message, std::string help = {}) {
    if (!fault_) fault_ = fault(path_, at, std::move(message), std::move(help));
  }

  static std::string space_of(const Node& node, const std::string& around) {
    const std::string name = text_or(node, "name");
    const std::size_t dot = name.rfind('.');
    if (dot != std::string::npos) return name.substr(0, dot);
    return text_or(node, "namespace", around);
  }

  static std::string full_name(const Node& node, const std::string& around) {
    const std::string name = text_or(node, "name");
    if (name.find('.') != std::string::npos) return name;
    return join_path(space_of(node, around), name);
  }

  void declare(const Node& node, const std::string& around) {
    named_.emplace(full_name(node, around), Named{&node, space_of(node, around)});
  }

  /// Whether null is allowed too.
  bool read_type(Field& field, const Node& schema, const std::string& path,
                 const std::string& around, int depth) {
    field.type.at = schema.at;
    if (++count_ > most_fields) {
      refuse(schema.at, fmt::format("the schema makes more than {} fields", most_fields));
    }
    if (fault_) return false;
    if (schema.is_string()) return read_word(field, schema, path, around, depth);
    if (schema.is_sequence()) return read_union(field, schema, path, around, depth);
    if (schema.is_mapping()) return read_mapping(field, schema, path, around, depth);
    refuse(schema.at, fmt::format("a type is a name, a list or a mapping, not {}",
                                  yaml::describe(schema.kind)));
    return false;
  }

  bool read_word(Field& field, const Node& word, const std::string& path, const std::string& around,
                 int depth) {
    if (is_null(word)) {
      field.type.value = type_of(TypeFamily::json);
      losses_.add(path, "the type null (json stands for it)");
      return true;
    }
    if (const AvroType* primitive = primitive_avro_type(word.text)) {
      field.type.value = type_of(primitive->family);
      if (primitive->narrow) losses_.add_shared(fmt::format("the type {}", word.text), path);
      return false;
    }
    auto known = named_.end();
    if (word.text.find('.') == std::string::npos) known = named_.find(join_path(around, word.text));
    if (known == named_.end()) known = named_.find(word.text);
    if (known == named_.end()) {
      std::vector<std::string_view> names = {"null",  "boolean", "int",   "long",
                                             "float", "double",  "bytes", "string"};
      for (const auto& [name, unused] : named_) names.push_back(name);
      refuse(word.at, fmt::format("no type '{}' is defined before this{}", printable(word.text),
                                  did_you_mean(word.text, names)));
      return false;
    }
    if (std::ranges::find(above_, known->second.node) != above_.end()) {
      field.type.value = type_of(TypeFamily::json);
      losses_.add(path, fmt::format("what it holds: a {} holds itself", printable(word.text)));
      return false;
    }
    return read_named(field, *known->second.node, path, known->second.name_space, depth);
  }

  bool read_union(Field& field, const Node& branches, const std::string& path,
                  const std::string& around, int depth) {
    bool nullable = false;
    std::vector<const Node*> others;
    for (const auto& each : branches.items) {
      if (is_null(*each)) {
        nullable = true;
      } else {
        others.push_back(each.get());
      }
    }
    if (others.size() == 1) {
      return read_type(field, *others.front(), path, around, depth) || nullable;
    }
    // Types that are defined in here may be used further on.
    for (const Node* each : others) {
      Field ignored;
      if (!each->is_mapping() || text_or(*each, "name").empty()) continue;
      const LossList before = losses_;
      read_type(ignored, *each, path, around, depth);
      losses_ = before;
    }
    field.type.value = type_of(TypeFamily::json);
    losses_.add(path, fmt::format("a union of {} types (json stands for it)", others.size()));
    return nullable;
  }

  bool read_mapping(Field& field, const Node& schema, const std::string& path,
                    const std::string& around, int depth) {
    const Node* type = schema.find("type");
    if (type == nullptr) {
      refuse(schema.at, "this schema has no type");
      return false;
    }
    if (!type->is_string()) return read_type(field, *type, path, around, depth);
    const std::string& word = type->text;
    if (word == "record" || word == "error" || word == "enum" || word == "fixed") {
      if (text_or(schema, "name").empty()) {
        refuse(schema.at, fmt::format("this {} has no name", word));
        return false;
      }
      declare(schema, around);
      return read_named(field, schema, path, space_of(schema, around), depth);
    }
    if (word == "array" || word == "map") {
      read_items(field, schema, path, around, depth);
      return false;
    }
    const bool nullable = read_word(field, *type, path, around, depth);
    read_logical(field, schema, word, path);
    return nullable;
  }

  void read_items(Field& field, const Node& schema, const std::string& path,
                  const std::string& around, int depth) {
    const bool is_array = text_or(schema, "type") == "array";
    field.type.value = type_of(is_array ? TypeFamily::array : TypeFamily::map);
    const Node* items = schema.find(is_array ? "items" : "values");
    if (items == nullptr) {
      refuse(schema.at, is_array ? "this array has no items" : "this map has no values");
      return;
    }
    field.items = std::make_unique<Field>();
    field.items->at = items->at;
    if (too_deep(*field.items, path, depth)) return;
    field.items->required.value = !read_type(*field.items, *items, path + "[]", around, depth + 1);
  }

  bool too_deep(Field& field, const std::string& path, int depth) {
    if (depth < deepest_field) return false;
    field.type.value = type_of(TypeFamily::json);
    losses_.add(path, fmt::format("what is nested deeper than {} levels", deepest_field));
    return true;
  }

  bool read_named(Field& field, const Node& schema, const std::string& path,
                  const std::string& space, int depth) {
    const std::string kind = text_or(schema, "type");
    if (const Node* aliases = schema.find("aliases")) {
      losses_.add(path, fmt::format("the aliases {} of the {}", quoted(*aliases), kind));
    }
    if (kind == "enum") {
      read_symbols(field, schema, path);
    } else if (kind == "fixed") {
      read_fixed(field, schema, path);
    } else {
      field.type.value = type_of(TypeFamily::object);
      if (!too_deep(field, path, depth)) read_fields(field, schema, path, space, depth);
    }
    if (!path.empty() && field.description.value.empty()) {
      if (const Node* doc = schema.find("doc")) field.description = {doc->text, doc->at};
    }
    return false;
  }

  void read_symbols(Field& field, const Node& schema, const std::string& path) {
    field.type.value = type_of(TypeFamily::string);
    const Node* symbols = schema.find("symbols");
    if (symbols == nullptr || symbols->items.empty()) {
      refuse(schema.at, "this enum has no symbols");
      return;
    }
    std::vector<std::string> values;
    for (const auto& each : symbols->items) {
      if (const auto value = enum_value(*each)) values.push_back(*value);
    }
    field.enum_values = {{std::move(values), symbols->at}};
    if (const Node* fallback = schema.find("default")) {
      losses_.add(path, fmt::format("the default {} of the enum", quoted(*fallback)));
    }
  }

  void read_fixed(Field& field, const Node& schema, const std::string& path) {
    field.type.value = type_of(TypeFamily::bytes);
    const Node* size = schema.find("size");
    if (size == nullptr || size->as_integer().value_or(-1) < 0) {
      refuse(schema.at, "this fixed has no size");
      return;
    }
    if (read_logical(field, schema, "fixed", path)) return;
    const std::string length = formats::number_text(*size);
    field.constraints["min_length"] = {length, size->at};
    field.constraints["max_length"] = {length, size->at};
  }

  bool read_logical(Field& field, const Node& schema, std::string_view on,
                    const std::string& path) {
    const std::string word = text_or(schema, "logicalType");
    if (word.empty()) return false;
    if (word == "decimal" && (on == "bytes" || on == "fixed")) {
      const Node* precision = schema.find("precision");
      const Node* scale = schema.find("scale");
      const long long digits = precision != nullptr ? precision->as_integer().value_or(0) : 0;
      const long long after = scale != nullptr ? scale->as_integer().value_or(0) : 0;
      constexpr int most_digits = 1000;
      if (digits >= 1 && digits <= most_digits && after >= 0 && after <= digits) {
        field.type.value = decimal_type(static_cast<int>(digits), static_cast<int>(after));
        return true;
      }
    }
    if (const AvroType* known = logical_avro_type(word, on)) {
      field.type.value = type_of(known->family);
      losses_.take_shared(fmt::format("the type {}", on), path);
      if (known->narrow) losses_.add_shared(fmt::format("the type {}", word), path);
      return true;
    }
    losses_.add(path, fmt::format("the logical type {}", printable(word)));
    return false;
  }

  void read_fields(Field& field, const Node& record, const std::string& path,
                   const std::string& space, int depth) {
    const Node* list = record.find("fields");
    if (list == nullptr || !list->is_sequence()) {
      refuse(record.at, "this record has no fields");
      return;
    }
    for (const yaml::Entry& entry : record.entries) {
      constexpr std::string_view known =
          " type name namespace doc aliases fields dcr_name dcr_object dcr_namespace dcr_version ";
      if (known.find(" " + entry.key + " ") != std::string_view::npos) continue;
      losses_.add(path, fmt::format("'{}': {}", printable(entry.key), quoted(*entry.value)));
    }
    above_.push_back(&record);
    FieldIndex known(field.children);
    for (const auto& each : list->items) {
      read_field(field.children, known, *each, path, space, depth);
    }
    above_.pop_back();
  }

  void read_field(FieldList& out, FieldIndex& known, const Node& node, const std::string& path,
                  const std::string& space, int depth) {
    if (fault_) return;
    const Node* name = node.find("name");
    const Node* type = node.find("type");
    if (name == nullptr || type == nullptr || name->text.empty() ||
        formats::has_control_character(name->text)) {
      refuse(node.at, "a field is a mapping with a name and a type");
      return;
    }
    const std::string called = text_or(node, "dcr_name", name->text);
    if (known.find(called) != nullptr) {
      refuse(name->at, fmt::format("field '{}' is declared twice", printable(called)));
      return;
    }
    const std::string own = join_path(path, path_component(called));
    Field field = named_field(called, name->at);
    if (const Node* doc = node.find("doc")) field.description = {doc->text, doc->at};
    field.required.value = !read_type(field, *type, own, space, depth + 1);
    read_rest(field, node, own);
    out.fields.push_back(std::move(field));
  }

  void read_rest(Field& field, const Node& node, const std::string& path) {
    for (const yaml::Entry& entry : node.entries) {
      const Node& value = *entry.value;
      if (entry.key == "name" || entry.key == "type" || entry.key == "doc" ||
          entry.key == "dcr_name") {
        continue;
      }
      if (entry.key == "aliases") {
        for (const auto& alias : value.items) field.aliases.push_back(alias->text);
      } else if (entry.key == "default" && value.is_null()) {
        continue;  // What may be null, and is when nothing is written.
      } else if (entry.key == "order" && value.text == "ascending") {
        continue;
      } else {
        losses_.add(path, fmt::format("'{}': {}", printable(entry.key), quoted(value)));
      }
    }
  }

  std::string_view path_;
  const ImportRequest& request_;
  LossList losses_;
  std::optional<Error> fault_;
  std::map<std::string, Named, std::less<>> named_;
  std::vector<const Node*> above_;
  std::size_t count_ = 0;
};

}  // namespace

Result<Imported> read_avro(std::string_view text, std::string_view path,
                           const ImportRequest& request) {
  const auto root = read_tree(text, path, true);
  if (!root) return root.error();
  return AvroReader(path, request).read(**root);
}

}  // namespace dcr::imports
