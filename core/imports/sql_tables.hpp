// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/imports/imported.hpp"
#include "core/imports/sql_statements.hpp"
#include "core/imports/sql_types.hpp"
#include "core/yaml/node.hpp"

#include <string>
#include <unordered_map>
#include <vector>

namespace dcr::imports {

/// The tables of a script, as its statements make and change them.
class SqlTables {
 public:
  explicit SqlTables(const ImportRequest& request)
      : request_(request), types_(request.physical_types) {}

  void create(const yaml::Node& made, const SqlStatement& statement);
  void alter(const yaml::Node& altered, const SqlStatement& statement);
  void comment(const yaml::Node& said);
  void index(const yaml::Node& made);
  void note(std::string text) { notes_.push_back(std::move(text)); }

  SqlTypes& types() { return types_; }

  /// The contracts of the tables that are asked for; partitions are parts of their tables.
  [[nodiscard]] Imported finish();

 private:
  struct Table {
    std::string name;
    Span at;
    std::string description;
    FieldList fields;
    std::vector<std::string> key;
    LossList losses;
    std::string part_of;                                    ///< the table this is a partition of
    std::unordered_map<std::string, std::size_t> places{};  ///< of the first fields, by name

    [[nodiscard]] Field* find(const std::string& column);
    void remove(const std::string& column);
  };

  [[nodiscard]] Table* find(const std::string& name);
  void add_column(Table& table, const yaml::Node& column, StatementPlaces& places);
  void add_parents(Table& table, const yaml::Node& made);
  void copy_columns(Table& table, const Table& from);
  void add_constraint(Table& table, const yaml::Node& constraint, Field* column);
  void add_check(Table& table, const yaml::Node& constraint);
  void add_unique(Table& table, const yaml::Node& constraint, Field* column);
  void lose_default(Table& table, const std::string& column, const yaml::Node* value);
  void alter_one(Table& table, const yaml::Node& command, StatementPlaces& places);

  const ImportRequest& request_;
  SqlTypes types_;
  std::vector<Table> tables_;
  std::unordered_map<std::string, std::size_t> places_;  // in tables_, by name
  std::vector<std::string> notes_;
};

/// A field and all it holds.
[[nodiscard]] Field copy_of(const Field& field);

}  // namespace dcr::imports
