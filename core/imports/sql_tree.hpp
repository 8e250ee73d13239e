// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/node.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

// How PostgreSQL's syntax trees are read. A node is a mapping of one entry, its kind; a value that
// is zero, false or empty is left out.
namespace dcr::imports {

/// What stands below `kind`; nullptr when `node` is of another kind.
[[nodiscard]] const yaml::Node* of_kind(const yaml::Node* node, std::string_view kind);

[[nodiscard]] std::string text_in(const yaml::Node& node, std::string_view key);
/// The byte in its statement; 0 when not said.
[[nodiscard]] std::size_t location_of(const yaml::Node& node);

/// The texts of a list of strings: the parts of a qualified name.
[[nodiscard]] std::vector<std::string> strings_in(const yaml::Node* list);
/// "schema.name", without `public`.
[[nodiscard]] std::string table_name(const std::vector<std::string>& parts);
[[nodiscard]] std::string relation_name(const yaml::Node& relation);

/// The expression below casts and grouping.
[[nodiscard]] const yaml::Node* without_casts(const yaml::Node* node);
/// The column an expression is; empty when it is none.
[[nodiscard]] std::string column_in(const yaml::Node* node);

/// The columns an expression names.
[[nodiscard]] std::set<std::string> columns_in(const yaml::Node* expression);

struct SqlConstant {
  std::string text;
  bool is_text = false;
};
/// A constant, perhaps cast; empty for every other expression and for NULL.
[[nodiscard]] std::optional<SqlConstant> constant_in(const yaml::Node* node);

}  // namespace dcr::imports
