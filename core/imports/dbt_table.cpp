// SPDX-License-Identifier: Apache-2.0
#include "core/imports/dbt_table.hpp"

#include "core/base/text.hpp"
#include "core/formats/canonical.hpp"
#include "core/formats/names.hpp"
#include "core/imports/pg_parser.hpp"
#include "core/imports/sql_checks.hpp"
#include "core/imports/sql_tree.hpp"
#include "core/model/field_index.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

namespace dcr::imports {
namespace {

using yaml::Node;

const Node* below(const Node& node, std::string_view first, std::string_view second) {
  const Node* found = node.find(first);
  return found == nullptr ? nullptr : found->find(second);
}

std::string text_or(const Node* node, std::string fallback = {}) {
  return node != nullptr && node->is_scalar() && !node->is_null() ? node->text
                                                                  : std::move(fallback);
}

/// Seconds of `{count: 12, period: hour}`; 0 when it says none.
double seconds_of(const Node* limit) {
  if (limit == nullptr || !limit->is_mapping()) return 0;
  const Node* count = limit->find("count");
  const std::string period = text_or(limit->find("period"));
  const double number = count == nullptr ? 0 : count->as_number().value_or(0);
  constexpr double minute = 60;
  if (period == "minute") return number * minute;
  if (period == "hour") return number * minute * 60;
  if (period == "day") return number * minute * 60 * 24;
  return 0;
}

std::string lowered(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

}  // namespace

DbtTable::DbtTable(std::string name, const Node& node, bool keep_physical)
    : name_(std::move(name)), keep_physical_(keep_physical), at_(node.at) {
  if (const Node* about = node.find("description"); about != nullptr && !about->text.empty()) {
    contract_.description = {about->text, about->at};
  }
  read_meta(node);
  if (const Node* columns = node.find("columns")) read_columns(*columns);
  read_constraints(node.find("constraints"), "");
  read_tests(node, "");
  const std::string until = text_or(node.find("deprecation_date"));
  if (!until.empty()) losses_.add("", fmt::format("the deprecation date {}", printable(until)));
}

void DbtTable::index_columns() {
  for (std::size_t i = places_.size(); i < fields_.fields.size(); ++i) {
    const std::string& name = fields_.fields[i].name.value;
    places_.emplace(name, i);
    folded_.emplace(lowered(name), i);
  }
}

Field* DbtTable::find(const std::string& column) {
  index_columns();
  if (const auto same = places_.find(column); same != places_.end()) {
    return &fields_.fields[same->second];
  }
  // Most warehouses fold names.
  const auto folded = folded_.find(lowered(column));
  return folded == folded_.end() ? nullptr : &fields_.fields[folded->second];
}

void DbtTable::read_meta(const Node& node) {
  add_meta(node.find("meta"));
  add_meta(below(node, "config", "meta"));
  const Node* tags = node.find("tags");
  if (tags == nullptr) tags = below(node, "config", "tags");
  if (tags != nullptr && (!tags->items.empty() || !tags->text.empty())) {
    contract_.metadata["tags"] = formats::plain_text(*tags);
  }
}

void DbtTable::add_meta(const Node* meta) {
  if (meta == nullptr || !meta->is_mapping()) return;
  for (const yaml::Entry& entry : meta->entries) {
    const Node& value = *entry.value;
    if (entry.key == "owner" || entry.key == "owners") {
      add_owner(&value);
    } else if (entry.key.starts_with("dcr_") && value.is_string()) {
      add_own_name(entry.key, value);
    } else if (!value.is_null() && !contract_.metadata.contains(path_component(entry.key))) {
      formats::flatten(value, path_component(entry.key), contract_.metadata);
    }
  }
}

/// What dcr says of a contract where dbt has no place for it.
void DbtTable::add_own_name(std::string_view key, const Node& value) {
  const std::string& text = value.text;
  if (key == "dcr_name" || key == "dcr_object") {
    own_name_ = join_path(own_name_, text);
  } else if (key == "dcr_namespace") {
    contract_.name_space = text;
  } else if (const auto version = Version::parse(text); version && key == "dcr_version") {
    contract_.version = {*version, value.at};
    has_version_ = true;
  }
}

void DbtTable::add_owner(const Node* owner) {
  if (owner == nullptr || !contract_.owners.empty()) return;
  if (owner->is_sequence()) {
    std::vector<Owner> all;
    for (const auto& each : owner->items) {
      add_owner(each.get());
      std::ranges::move(contract_.owners, std::back_inserter(all));
      contract_.owners.clear();
    }
    contract_.owners = std::move(all);
    return;
  }
  Owner read;
  read.at = owner->at;
  if (owner->is_mapping()) {
    read.contact = text_or(owner->find("email"), text_or(owner->find("contact")));
    read.team = text_or(owner->find("name"), text_or(owner->find("team"), read.contact));
  } else {
    read.team = text_or(owner);
  }
  const bool usable = !read.team.empty() && !formats::has_control_character(read.team) &&
                      !formats::has_control_character(read.contact);
  if (usable) contract_.owners.push_back(std::move(read));
}

void DbtTable::read_columns(const Node& columns) {
  for (const auto& column : columns.items) read_column(*column, column->at);
  for (const yaml::Entry& entry : columns.entries) read_column(*entry.value, entry.key_at);
}

void DbtTable::read_column(const Node& column, Span at) {
  index_columns();
  Field field = named_field(text_or(column.find("name")), at);
  const std::string& name = field.name.value;
  if (name.empty() || formats::has_control_character(name) || places_.contains(name)) {
    losses_.add("", fmt::format("the column '{}': it has no name of its own", printable(name)));
    return;
  }
  const std::string path = path_component(name);
  field.required.value = false;
  if (const Node* about = column.find("description"); about != nullptr && !about->text.empty()) {
    field.description = {about->text, about->at};
  }
  const std::string type = text_or(column.find("data_type"));
  if (type.empty()) {
    field.type.value = type_of(TypeFamily::string);
    inferred_.push_back({path, "string, for no data_type is said"});
  } else {
    set_physical_type(field, type, path, keep_physical_, losses_);
  }
  read_column_meta(field, column.find("meta"), path);
  read_column_meta(field, below(column, "config", "meta"), path);
  fields_.fields.push_back(std::move(field));
  const std::string own = fields_.fields.back().name.value;
  read_constraints(column.find("constraints"), own);
  read_tests(column, own);
}

void DbtTable::read_column_meta(Field& field, const Node* meta, const std::string& path) {
  if (meta == nullptr || !meta->is_mapping()) return;
  for (const yaml::Entry& entry : meta->entries) {
    const Node& value = *entry.value;
    if (entry.key == "unit" && value.is_string()) {
      field.unit = {value.text, value.at};
    } else if (entry.key == "classification" && value.is_string()) {
      field.classification = {value.text, value.at};
    } else if (entry.key == "deprecated" && value.as_boolean()) {
      field.deprecated = {*value.as_boolean(), value.at};
    } else if (entry.key == "aliases" && value.is_sequence()) {
      for (const auto& each : value.items) field.aliases.push_back(each->text);
    } else {
      losses_.add(path, fmt::format("meta.{}: {}", printable(entry.key), quoted(value)));
    }
  }
}

void DbtTable::read_constraints(const Node* constraints, const std::string& column) {
  if (constraints == nullptr) return;
  for (const auto& each : constraints->items) {
    const std::string type = lowered(text_or(each->find("type")));
    std::vector<std::string> columns;
    if (!column.empty()) columns.push_back(column);
    if (const Node* named = each->find("columns")) {
      for (const auto& name : named->items) columns.push_back(name->text);
    }
    Field* only = columns.size() == 1 ? find(columns.front()) : nullptr;
    const std::string path = only == nullptr ? "" : path_component(only->name.value);
    if (type == "not_null" || type == "primary_key") {
      for (const std::string& name : columns) {
        if (Field* field = find(name)) field->required.value = true;
      }
      if (type == "primary_key") key_ = columns;
    } else if (type == "unique" && only != nullptr) {
      only->unique.value = true;
    } else if (type == "unique") {
      losses_.add("", fmt::format("that {} are unique together", fmt::join(columns, ", ")));
    } else if (type == "check" && take_sql_check(text_or(each->find("expression")))) {
      continue;
    } else {
      const std::string said = text_or(each->find("expression"), text_or(each->find("to")));
      losses_.add(path, fmt::format("the {} constraint{}", printable(type),
                                    said.empty() ? "" : " '" + printable(said) + "'"));
    }
  }
}

/// The text of a check is SQL; what PostgreSQL's parser makes of it can be a limit of a column.
bool DbtTable::take_sql_check(const std::string& expression) {
  const auto parser = PgParser::load();
  if (!parser) return false;
  const std::string statement = "CREATE TABLE t (CHECK (" + expression + "))";
  const auto tree = parser->parse({statement, {1, 1}, {}}, "");
  const Node* made = tree ? (*tree)->find("CreateStmt") : nullptr;
  const Node* list = made == nullptr ? nullptr : made->find("tableElts");
  if (list == nullptr || list->items.size() != 1) return false;
  const Node* check = of_kind(list->items.front().get(), "Constraint");
  const FieldFinder columns = [this](const std::string& name) { return find(name); };
  return check != nullptr && take_check(check->find("raw_expr"), columns, !keep_physical_);
}

void DbtTable::read_tests(const Node& node, const std::string& column) {
  for (const std::string_view key : {"tests", "data_tests"}) {
    const Node* list = node.find(key);
    if (list == nullptr) continue;
    for (const auto& each : list->items) read_test(*each, column);
  }
}

/// `not_null`, or `accepted_values: {values: […]}`, or `{name: x, test_name: unique, …}`.
void DbtTable::read_test(const Node& test, const std::string& column) {
  if (test.is_string()) return add_test(column, test.text, nullptr, nullptr);
  if (!test.is_mapping() || test.entries.empty()) return;
  if (const Node* name = test.find("test_name")) {
    return add_test(column, name->text, &test, test.find("config"));
  }
  for (const yaml::Entry& entry : test.entries) {
    if (entry.key == "config" || entry.key == "name" || entry.key == "description") continue;
    const Node* config = entry.value->find("config");
    add_test(column, entry.key, entry.value.get(),
             config != nullptr ? config : test.find("config"));
    return;
  }
}

void DbtTable::add_test(const std::string& column, const std::string& name, const Node* arguments,
                        const Node* config) {
  Field* field = column.empty() ? nullptr : find(column);
  const std::string path = field == nullptr ? "" : path_component(field->name.value);
  const auto option = [&](std::string_view key) {
    std::string said = config == nullptr ? "" : text_or(config->find(key));
    return said.empty() && arguments != nullptr ? text_or(arguments->find(key)) : said;
  };
  const bool partly = !option("where").empty() || lowered(option("severity")) == "warn";
  if (field == nullptr || partly) {
    losses_.add(path, fmt::format("the test {}{}", printable(name),
                                  partly ? ", which only warns or looks at some rows" : ""));
    return;
  }
  const Node* values = arguments == nullptr ? nullptr : arguments->find("values");
  if (values == nullptr && arguments != nullptr) values = below(*arguments, "arguments", "values");
  if (name == "not_null") {
    field->required.value = true;
  } else if (name == "unique") {
    tested_unique_.push_back(field->name.value);
  } else if (name == "accepted_values" && values != nullptr && values->is_sequence()) {
    std::vector<std::string> allowed;
    std::unordered_set<std::string> met;
    for (const auto& each : values->items) {
      const auto value = enum_value(*each);
      if (!value) return losses_.add(path, fmt::format("the accepted value {}", quoted(*each)));
      if (met.insert(*value).second) allowed.push_back(*value);
    }
    if (!allowed.empty()) field->enum_values = {{std::move(allowed), values->at}};
  } else {
    losses_.add(path, fmt::format("the test {}", printable(name)));
  }
}

void DbtTable::add_freshness(const Node* freshness, const Node* loaded_at) {
  if (freshness == nullptr || !freshness->is_mapping()) return;
  const double error = seconds_of(freshness->find("error_after"));
  const double warning = seconds_of(freshness->find("warn_after"));
  const double lag = error > 0 ? error : warning;
  if (lag <= 0) return;
  FreshnessSla sla;
  sla.max_lag_seconds = {lag, freshness->at};
  const std::string column = text_or(loaded_at);
  if (!column.empty() && !formats::has_control_character(column)) sla.measurement = column;
  contract_.freshness_sla = std::move(sla);
  if (error > 0 && warning > 0 && warning != error) {
    losses_.add("", fmt::format("the freshness that warns, {} seconds", warning));
  }
  const std::string filter = text_or(freshness->find("filter"));
  if (!filter.empty()) losses_.add("", "the filter of the freshness");
}

ImportedContract DbtTable::finish() {
  ImportedContract out = one_object(name_, std::move(fields_));
  contract_.objects = std::move(out.contract.objects);
  contract_.name = own_name_.empty() ? name_ : own_name_;
  contract_.at = at_;
  out.has_version = has_version_;
  Object& object = contract_.objects.front();
  const std::unordered_set<std::string_view> tested_unique(tested_unique_.begin(),
                                                           tested_unique_.end());
  for (Field& field : object.fields.fields) {
    // A key of one column is unique, and the test for it says no more.
    const bool is_key = key_.size() == 1 && key_.front() == field.name.value;
    const bool tested = tested_unique.contains(field.name.value);
    if (tested && !is_key) field.unique.value = true;
  }
  FieldIndex known(object.fields);
  for (const std::string& part : key_) {
    if (known.find(part) != nullptr) object.primary_key.value.push_back(part);
  }
  out.has_version = has_version_;
  out.contract = std::move(contract_);
  out.losses = losses_.take();
  out.inferred = std::move(inferred_);
  return out;
}

}  // namespace dcr::imports
