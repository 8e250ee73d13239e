// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/imports/build.hpp"
#include "core/imports/imported.hpp"
#include "core/yaml/node.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace dcr::imports {

/// A model, seed, snapshot or table of a source of dbt, as its properties say it.
class DbtTable {
 public:
  /// `node` holds the properties; what it says of itself and of its columns is taken.
  DbtTable(std::string name, const yaml::Node& node, bool keep_physical);

  /// A test of the table, or of `column` where that is not empty.
  void add_test(const std::string& column, const std::string& name, const yaml::Node* arguments,
                const yaml::Node* config);
  /// How fresh the tables of a source are; null where nothing is said.
  void add_freshness(const yaml::Node* freshness, const yaml::Node* loaded_at);
  /// Who answers for it: a text, or a mapping of name and email. The first one that is said counts.
  void add_owner(const yaml::Node* owner);
  void add_own_name(std::string_view key, const yaml::Node& value);
  /// What a source says of all its tables.
  void add_meta(const yaml::Node* meta);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] bool has_columns() const { return !fields_.fields.empty(); }
  [[nodiscard]] const std::optional<FreshnessSla>& freshness() const {
    return contract_.freshness_sla;
  }
  [[nodiscard]] ImportedContract finish();

 private:
  void read_meta(const yaml::Node& node);
  void read_columns(const yaml::Node& columns);
  void read_column(const yaml::Node& column, Span at);
  void read_column_meta(Field& field, const yaml::Node* meta, const std::string& path);
  void read_constraints(const yaml::Node* constraints, const std::string& column);
  [[nodiscard]] bool take_sql_check(const std::string& expression);
  void read_tests(const yaml::Node& node, const std::string& column);
  void read_test(const yaml::Node& test, const std::string& column);
  void index_columns();
  [[nodiscard]] Field* find(const std::string& column);

  std::string name_;
  std::string own_name_;  // what dcr called the contract; empty where dbt's name is all there is
  bool keep_physical_;
  Span at_;
  Contract contract_;
  FieldList fields_;
  std::unordered_map<std::string, std::size_t> places_;  // of the fields, by name
  std::unordered_map<std::string, std::size_t> folded_;  // and by name in lower case
  bool has_version_ = false;
  std::vector<std::string> key_;
  std::vector<std::string> tested_unique_;
  LossList losses_;
  std::vector<Inference> inferred_;
};

}  // namespace dcr::imports
