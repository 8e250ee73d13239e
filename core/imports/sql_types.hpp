// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/imports/build.hpp"
#include "core/model/contract.hpp"
#include "core/yaml/node.hpp"

#include <map>
#include <string>
#include <vector>

namespace dcr::imports {

/// The types a script declares: enums, domains and composite types, by their names.
class SqlTypes {
 public:
  explicit SqlTypes(bool keep_physical) : keep_physical_(keep_physical) {}

  void add_enum(const std::vector<std::string>& name, const yaml::Node& statement);
  void add_enum_value(const std::vector<std::string>& name, const std::string& value);
  void add_domain(const std::vector<std::string>& name, const yaml::Node& statement);
  void add_composite(const std::string& name, const yaml::Node& statement);

  /// Gives `field` the type that a TypeName node names.
  void set(Field& field, const yaml::Node& type, const std::string& path, LossList& losses,
           int depth = 0) const;

 private:
  struct Declared {
    std::vector<std::string> values{};   ///< of an enum
    const yaml::Node* domain = nullptr;  ///< the statements, which the caller keeps
    const yaml::Node* members = nullptr;
  };

  void set_one(Field& field, const yaml::Node& type, const std::string& path, LossList& losses,
               int depth) const;
  void set_domain(Field& field, const yaml::Node& domain, const std::string& path, LossList& losses,
                  int depth) const;
  void set_members(Field& field, const yaml::Node& members, const std::string& path,
                   LossList& losses, int depth) const;

  bool keep_physical_;
  std::map<std::string, Declared> declared_;
};

}  // namespace dcr::imports
