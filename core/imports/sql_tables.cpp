// SPDX-License-Identifier: Apache-2.0
#include "core/imports/sql_tables.hpp"

#include "core/base/text.hpp"
#include "core/imports/sql_checks.hpp"
#include "core/imports/sql_tree.hpp"
#include "core/model/field_index.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace dcr::imports {
namespace {

using yaml::Node;

std::vector<const Node*> nodes_in(const Node* list) {
  std::vector<const Node*> out;
  if (list == nullptr) return out;
  for (const auto& each : list->items) out.push_back(each.get());
  return out;
}

/// "the default 0", "the default now()"; empty for NULL, which is what there is without one.
std::string default_text(const Node* value) {
  value = without_casts(value);
  if (const auto constant = constant_in(value)) {
    return fmt::format("the default {}",
                       constant->is_text ? "'" + printable(constant->text) + "'" : constant->text);
  }
  if (of_kind(value, "A_Const") != nullptr) return {};
  if (const Node* call = of_kind(value, "FuncCall")) {
    const std::vector<std::string> name = strings_in(call->find("funcname"));
    if (!name.empty()) return fmt::format("the default {}()", printable(name.back()));
  }
  return "the default, an expression";
}

bool is_sequence(const Node* value) {
  const Node* call = of_kind(without_casts(value), "FuncCall");
  if (call == nullptr) return false;
  const std::vector<std::string> name = strings_in(call->find("funcname"));
  return !name.empty() && name.back() == "nextval";
}

std::string named(const Node& constraint) {
  const std::string name = text_in(constraint, "conname");
  return name.empty() ? "" : fmt::format(" '{}'", printable(name));
}

}  // namespace

Field copy_of(const Field& field) {
  Field out;
  out.name = field.name;
  out.at = field.at;
  out.type = field.type;
  out.required = field.required;
  out.enum_values = field.enum_values;
  out.description = field.description;
  out.deprecated = field.deprecated;
  out.unit = field.unit;
  out.aliases = field.aliases;
  out.constraints = field.constraints;
  out.unique = field.unique;
  out.classification = field.classification;
  out.quality = field.quality;
  out.last_line = field.last_line;
  for (const Field& child : field.children.fields) out.children.fields.push_back(copy_of(child));
  if (field.items) out.items = std::make_unique<Field>(copy_of(*field.items));
  out.other = field.other;
  return out;
}

Field* SqlTables::Table::find(const std::string& column) {
  for (std::size_t i = places.size(); i < fields.fields.size(); ++i) {
    places.emplace(fields.fields[i].name.value, i);
  }
  const auto found = places.find(column);
  return found == places.end() ? nullptr : &fields.fields[found->second];
}

void SqlTables::Table::remove(const std::string& column) {
  std::erase_if(fields.fields, [&](const Field& each) { return each.name.value == column; });
  places.clear();
}

SqlTables::Table* SqlTables::find(const std::string& name) {
  const auto found = places_.find(name);
  return found == places_.end() ? nullptr : &tables_[found->second];
}

void SqlTables::create(const Node& made, const SqlStatement& statement) {
  const Node* relation = made.find("relation");
  if (relation == nullptr) return;
  Table table;
  table.name = relation_name(*relation);
  if (find(table.name) != nullptr) {
    note(fmt::format("a second table '{}' skipped", printable(table.name)));
    return;
  }
  StatementPlaces places(statement);
  table.at = {places.after(location_of(*relation)), 1};
  add_parents(table, made);
  std::vector<const Node*> constraints;
  for (const Node* element : nodes_in(made.find("tableElts"))) {
    if (const Node* column = of_kind(element, "ColumnDef")) {
      add_column(table, *column, places);
    } else if (const Node* constraint = of_kind(element, "Constraint")) {
      constraints.push_back(constraint);
    } else if (const Node* like = of_kind(element, "TableLikeClause")) {
      const std::string from = relation_name(*like->find("relation"));
      if (const Table* other = find(from)) copy_columns(table, *other);
      if (find(from) == nullptr) {
        table.losses.add("",
                         fmt::format("the columns of '{}', which is not here", printable(from)));
      }
    }
  }
  for (const Node* constraint : constraints) add_constraint(table, *constraint, nullptr);
  if (const Node* partitions = made.find("partspec")) {
    table.losses.add("", fmt::format("the partitioning by {}", text_in(*partitions, "strategy")));
  }
  places_.emplace(table.name, tables_.size());
  tables_.push_back(std::move(table));
}

void SqlTables::add_parents(Table& table, const Node& made) {
  for (const Node* each : nodes_in(made.find("inhRelations"))) {
    const Node* relation = of_kind(each, "RangeVar");
    if (relation == nullptr) continue;
    const std::string name = relation_name(*relation);
    if (made.find("partbound") != nullptr) {
      table.part_of = name;
      continue;
    }
    table.losses.add("", fmt::format("that it inherits from '{}'", printable(name)));
    if (const Table* parent = find(name)) copy_columns(table, *parent);
  }
}

void SqlTables::copy_columns(Table& table, const Table& from) {
  for (const Field& field : from.fields.fields) {
    if (table.find(field.name.value) == nullptr) table.fields.fields.push_back(copy_of(field));
  }
}

void SqlTables::add_column(Table& table, const Node& column, StatementPlaces& places) {
  const Span at{places.after(location_of(column)), 1};
  Field fresh = named_field(text_in(column, "colname"), at);
  const std::string path = path_component(fresh.name.value);
  fresh.required.value = false;
  if (const Node* type = column.find("typeName")) types_.set(fresh, *type, path, table.losses);
  // A column that is inherited too is one column.
  Field* field = table.find(fresh.name.value);
  if (field == nullptr) {
    table.fields.fields.push_back(std::move(fresh));
    field = &table.fields.fields.back();
  }
  const std::string name = field->name.value;
  for (const Node* each : nodes_in(column.find("constraints"))) {
    if (const Node* constraint = of_kind(each, "Constraint")) {
      add_constraint(table, *constraint, table.find(name));
    }
  }
  if (column.find("collClause") != nullptr) table.losses.add(path, "the collation");
}

void SqlTables::add_constraint(Table& table, const Node& constraint, Field* column) {
  const std::string kind = text_in(constraint, "contype");
  const std::string path = column == nullptr ? "" : path_component(column->name.value);
  if (kind == "CONSTR_NOTNULL" && column != nullptr) {
    column->required.value = true;
  } else if (kind == "CONSTR_DEFAULT" && column != nullptr) {
    lose_default(table, path, constraint.find("raw_expr"));
  } else if (kind == "CONSTR_PRIMARY" || kind == "CONSTR_UNIQUE") {
    add_unique(table, constraint, column);
  } else if (kind == "CONSTR_CHECK") {
    add_check(table, constraint);
  } else if (kind == "CONSTR_FOREIGN") {
    const Node* target = constraint.find("pktable");
    const std::vector<std::string> columns = strings_in(constraint.find("fk_attrs"));
    const std::string own = columns.size() == 1 ? path_component(columns.front()) : path;
    table.losses.add(own, fmt::format("the foreign key{} to '{}'", named(constraint),
                                      target == nullptr ? "" : printable(relation_name(*target))));
  } else if (kind == "CONSTR_IDENTITY" && column != nullptr) {
    column->required.value = true;
    table.losses.add_shared("the generated values", path);
  } else if (kind == "CONSTR_GENERATED") {
    table.losses.add(path, "how it is computed from other columns");
  } else if (kind == "CONSTR_EXCLUSION") {
    table.losses.add(path, fmt::format("the exclusion{}", named(constraint)));
  }
}

void SqlTables::add_check(Table& table, const Node& constraint) {
  const Node* expression = constraint.find("raw_expr");
  const FieldFinder find = [&](const std::string& name) { return table.find(name); };
  if (take_check(expression, find, !request_.physical_types)) return;
  const std::set<std::string> columns = columns_in(expression);
  table.losses.add(columns.size() == 1 ? path_component(*columns.begin()) : "",
                   fmt::format("the check{}, or a part of it", named(constraint)));
}

void SqlTables::add_unique(Table& table, const Node& constraint, Field* column) {
  std::vector<std::string> keys = strings_in(constraint.find("keys"));
  if (keys.empty() && column != nullptr) keys = {column->name.value};
  if (text_in(constraint, "contype") == "CONSTR_PRIMARY") {
    for (const std::string& key : keys) {
      if (Field* field = table.find(key)) field->required.value = true;
    }
    table.key = std::move(keys);
  } else if (keys.size() == 1) {
    if (Field* field = table.find(keys.front())) field->unique.value = true;
  } else {
    table.losses.add("", fmt::format("that {} are unique together", fmt::join(keys, ", ")));
  }
}

void SqlTables::lose_default(Table& table, const std::string& column, const Node* value) {
  if (is_sequence(value)) {
    table.losses.add_shared("the generated values", column);
    return;
  }
  const std::string what = default_text(value);
  if (!what.empty()) table.losses.add(column, what);
}

void SqlTables::alter(const Node& altered, const SqlStatement& statement) {
  const Node* relation = altered.find("relation");
  Table* table = relation == nullptr ? nullptr : find(relation_name(*relation));
  // It may be a view or a sequence: pg_dump alters these with ALTER TABLE, too.
  if (table == nullptr) return;
  StatementPlaces places(statement);
  for (const Node* each : nodes_in(altered.find("cmds"))) {
    if (const Node* command = of_kind(each, "AlterTableCmd")) alter_one(*table, *command, places);
  }
}

void SqlTables::alter_one(Table& table, const Node& command, StatementPlaces& places) {
  const std::string kind = text_in(command, "subtype");
  const std::string name = text_in(command, "name");
  const Node* definition = command.find("def");
  Field* field = table.find(name);
  const Node* column = of_kind(definition, "ColumnDef");
  if (kind == "AT_AddConstraint") {
    const Node* constraint = of_kind(definition, "Constraint");
    if (constraint != nullptr) add_constraint(table, *constraint, nullptr);
  } else if (kind == "AT_AddIdentity" && field != nullptr) {
    table.losses.add_shared("the generated values", path_component(name));
  } else if (kind == "AT_ColumnDefault" && definition != nullptr && field != nullptr) {
    lose_default(table, path_component(name), definition);
  } else if (kind == "AT_SetNotNull" && field != nullptr) {
    field->required.value = true;
  } else if (kind == "AT_DropNotNull" && field != nullptr) {
    field->required.value = false;
  } else if (kind == "AT_AddColumn" && column != nullptr) {
    add_column(table, *column, places);
  } else if (kind == "AT_DropColumn") {
    table.remove(name);
  } else if (kind == "AT_AlterColumnType" && column != nullptr && field != nullptr) {
    if (const Node* type = column->find("typeName")) {
      field->constraints.clear();
      field->enum_values.reset();
      types_.set(*field, *type, path_component(name), table.losses);
    }
  } else if (kind == "AT_AttachPartition") {
    const Node* part = of_kind(definition, "PartitionCmd");
    const Node* relation = part == nullptr ? nullptr : part->find("name");
    if (Table* attached = relation == nullptr ? nullptr : find(relation_name(*relation))) {
      attached->part_of = table.name;
    }
  }
}

void SqlTables::comment(const Node& said) {
  const Node* object = of_kind(said.find("object"), "List");
  std::vector<std::string> names = strings_in(object == nullptr ? nullptr : object->find("items"));
  const std::string text = text_in(said, "comment");
  const bool on_column = text_in(said, "objtype") == "OBJECT_COLUMN";
  if (names.empty() || text.empty()) return;
  const std::string column = names.back();
  if (on_column) names.pop_back();
  Table* table = find(table_name(names));
  if (table == nullptr) return;
  if (!on_column) {
    table->description = text;
  } else if (Field* field = table->find(column)) {
    field->description.value = text;
  }
}

void SqlTables::index(const Node& made) {
  const Node* relation = made.find("relation");
  Table* table = relation == nullptr ? nullptr : find(relation_name(*relation));
  if (table == nullptr || made.find("unique") == nullptr) return;
  const std::vector<const Node*> parts = nodes_in(made.find("indexParams"));
  const Node* only = parts.size() == 1 ? of_kind(parts.front(), "IndexElem") : nullptr;
  Field* field = only == nullptr ? nullptr : table->find(text_in(*only, "name"));
  if (field != nullptr && made.find("whereClause") == nullptr) {
    field->unique.value = true;
  } else {
    table->losses.add("",
                      fmt::format("the unique index '{}'", printable(text_in(made, "idxname"))));
  }
}

Imported SqlTables::finish() {
  Imported imported;
  for (Table& table : tables_) {
    const std::string last = table.name.substr(table.name.rfind('.') + 1);
    if (!is_wanted(request_, {table.name, last, "public." + table.name})) continue;
    if (!table.part_of.empty()) {
      note(fmt::format("'{}' skipped: it is a partition of '{}'", printable(table.name),
                       printable(table.part_of)));
      continue;
    }
    if (table.fields.fields.empty()) {
      note(fmt::format("'{}' skipped: it has no columns", printable(table.name)));
      continue;
    }
    ImportedContract out = one_object(table.name, std::move(table.fields));
    Object& object = out.contract.objects.front();
    out.contract.at = table.at;
    out.contract.description.value = table.description;
    FieldIndex known(object.fields);
    for (std::string& part : table.key) {
      if (known.find(part) != nullptr) object.primary_key.value.push_back(std::move(part));
    }
    out.losses = table.losses.take();
    imported.contracts.push_back(std::move(out));
  }
  imported.notes = std::move(notes_);
  return imported;
}

}  // namespace dcr::imports
