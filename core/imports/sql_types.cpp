// SPDX-License-Identifier: Apache-2.0
#include "core/imports/sql_types.hpp"

#include "core/base/text.hpp"
#include "core/imports/sql_checks.hpp"
#include "core/imports/sql_tree.hpp"
#include "core/model/field_index.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <utility>

namespace dcr::imports {
namespace {

using yaml::Node;

/// What people write for PostgreSQL's inner names.
constexpr auto spellings =
    std::to_array<std::pair<std::string_view, std::string_view>>({{"int2", "smallint"},
                                                                  {"int4", "integer"},
                                                                  {"int8", "bigint"},
                                                                  {"serial", "integer"},
                                                                  {"serial4", "integer"},
                                                                  {"bigserial", "bigint"},
                                                                  {"serial8", "bigint"},
                                                                  {"smallserial", "smallint"},
                                                                  {"serial2", "smallint"},
                                                                  {"float4", "real"},
                                                                  {"float8", "double precision"},
                                                                  {"bool", "boolean"},
                                                                  {"varchar", "character varying"},
                                                                  {"bpchar", "character"},
                                                                  {"varbit", "bit varying"}});

bool is_serial(std::string_view name) { return name.find("serial") != std::string_view::npos; }

std::string spelled_type(const std::string& name, const Node& type) {
  std::vector<std::string> sizes;
  const Node* modifiers = type.find("typmods");
  // Those of an interval say which of its parts are kept.
  if (modifiers != nullptr && name != "interval") {
    for (const auto& each : modifiers->items) {
      if (const auto size = constant_in(each.get())) sizes.push_back(size->text);
    }
  }
  const std::string size = sizes.empty() ? "" : fmt::format("({})", fmt::join(sizes, ","));
  if (name == "timestamptz") return fmt::format("timestamp{} with time zone", size);
  if (name == "timestamp") return fmt::format("timestamp{} without time zone", size);
  if (name == "timetz") return fmt::format("time{} with time zone", size);
  const auto* known = std::ranges::find(spellings, std::string_view(name),
                                        &std::pair<std::string_view, std::string_view>::first);
  return std::string(known == spellings.end() ? std::string_view(name) : known->second) + size;
}

}  // namespace

void SqlTypes::add_enum(const std::vector<std::string>& name, const Node& statement) {
  declared_[table_name(name)] = {.values = strings_in(statement.find("vals"))};
}

void SqlTypes::add_enum_value(const std::vector<std::string>& name, const std::string& value) {
  declared_[table_name(name)].values.push_back(value);
}

void SqlTypes::add_domain(const std::vector<std::string>& name, const Node& statement) {
  declared_[table_name(name)] = {.domain = &statement};
}

void SqlTypes::add_composite(const std::string& name, const Node& statement) {
  declared_[name] = {.members = statement.find("coldeflist")};
}

void SqlTypes::set(Field& field, const Node& type, const std::string& path, LossList& losses,
                   int depth) const {
  const Node* bounds = type.find("arrayBounds");
  const std::size_t dimensions = bounds == nullptr ? 0 : bounds->items.size();
  Field* element = &field;
  std::string at = path;
  for (std::size_t i = 0; i < dimensions && depth < deepest_field; ++i, ++depth) {
    element->type.value = type_of(TypeFamily::array);
    element->items = std::make_unique<Field>();
    element = element->items.get();
    element->required.value = false;  // Nothing keeps NULL out of an array.
    at += "[]";
  }
  set_one(*element, type, at, losses, depth);
  if (dimensions == 0 || !keep_physical_) return;
  element->type.value.physical.reset();
  FieldType& whole = field.type.value;
  std::string spelled = spelled_type(strings_in(type.find("names")).back(), type);
  for (std::size_t i = 0; i < dimensions; ++i) spelled += "[]";
  whole.physical = parse_physical_type(spelled);
  whole.spelled = fmt::format("array ({})", spelled);
}

void SqlTypes::set_one(Field& field, const Node& type, const std::string& path, LossList& losses,
                       int depth) const {
  std::vector<std::string> names = strings_in(type.find("names"));
  if (names.empty()) names = {"unknown"};
  auto known = declared_.find(table_name(names));
  if (known == declared_.end() && names.size() == 1) {
    // Found through the search path.
    known = std::ranges::find_if(
        declared_, [&](const auto& each) { return each.first.ends_with("." + names.front()); });
  }
  if (known == declared_.end() || names.front() == "pg_catalog" || depth >= deepest_field) {
    const std::string& name = names.back();
    const bool builtin = names.size() == 1 || names.front() == "pg_catalog";
    const std::string spelled = builtin ? spelled_type(name, type) : table_name(names);
    set_physical_type(field, spelled, path, keep_physical_, losses);
    if (builtin && is_serial(name)) {
      field.required.value = true;
      losses.add_shared("the generated values", path);
    }
    return;
  }
  const Declared& declared = known->second;
  if (declared.domain != nullptr) {
    set_domain(field, *declared.domain, path, losses, depth + 1);
  } else if (declared.members != nullptr) {
    set_members(field, *declared.members, path, losses, depth + 1);
  } else {
    field.type.value = type_of(TypeFamily::string);
    std::vector<std::string> values;
    for (const std::string& value : declared.values) {
      Node text;
      text.kind = yaml::Kind::string;
      text.text = value;
      values.push_back(*enum_value(text));
    }
    if (!values.empty()) field.enum_values = {{std::move(values), {}}};
  }
}

void SqlTypes::set_domain(Field& field, const Node& domain, const std::string& path,
                          LossList& losses, int depth) const {
  if (const Node* base = domain.find("typeName")) set(field, *base, path, losses, depth);
  const Node* constraints = domain.find("constraints");
  if (constraints == nullptr) return;
  for (const auto& each : constraints->items) {
    const Node* constraint = of_kind(each.get(), "Constraint");
    if (constraint == nullptr) continue;
    const std::string kind = text_in(*constraint, "contype");
    if (kind == "CONSTR_NOTNULL") field.required.value = true;
    if (kind == "CONSTR_DEFAULT") losses.add(path, "the default of its domain");
    if (kind != "CONSTR_CHECK") continue;
    const FieldFinder find = [&](const std::string& name) {
      return name == "value" ? &field : nullptr;
    };
    if (take_check(constraint->find("raw_expr"), find, !keep_physical_)) continue;
    losses.add(path, fmt::format("the check '{}' of its domain",
                                 printable(text_in(*constraint, "conname"))));
  }
}

void SqlTypes::set_members(Field& field, const Node& members, const std::string& path,
                           LossList& losses, int depth) const {
  field.type.value = type_of(TypeFamily::object);
  if (depth >= deepest_field) return;
  FieldIndex known(field.children);
  for (const auto& each : members.items) {
    const Node* column = of_kind(each.get(), "ColumnDef");
    if (column == nullptr || column->find("typeName") == nullptr) continue;
    Field member = named_field(text_in(*column, "colname"), field.at);
    member.required.value = false;
    set(member, *column->find("typeName"), join_path(path, path_component(member.name.value)),
        losses, depth);
    if (known.find(member.name.value) == nullptr) {
      field.children.fields.push_back(std::move(member));
    }
  }
}

}  // namespace dcr::imports
