// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/node.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>

/// What the comparison of two JSON Schemas asks of one of them.
namespace dcr {

/// How deep schemas may lie in schemas to be compared.
inline constexpr int deepest_schema = 60;

/// One of the two schemas at a place both have.
struct SchemaSide {
  const yaml::Node* root = nullptr;    ///< of the whole document: what `$ref` is resolved in
  const yaml::Node* schema = nullptr;  ///< null where the side says nothing: everything passes
  Span at;                             ///< of the parameter
};

/// Where a keyword stands, or the parameter where it is absent.
[[nodiscard]] Span place(const SchemaSide& side, std::string_view keyword);
/// The value of a keyword; null when it is absent.
[[nodiscard]] const yaml::Node* value(const SchemaSide& side, std::string_view keyword);

/// Follows `$ref`; false where it cannot be, or other keywords stand beside it.
[[nodiscard]] bool resolve(SchemaSide& side);
/// Whether a schema or a part of it refers to another.
[[nodiscard]] bool says_ref(const yaml::Node& schema);

/// The JSON types a schema lets pass; "integer" goes with "number".
[[nodiscard]] std::set<std::string> types(const SchemaSide& side);
/// The values `enum` and `const` list, in one spelling; empty where neither does.
[[nodiscard]] std::optional<std::set<std::string>> listed(const SchemaSide& side);
/// The names `required` lists.
[[nodiscard]] std::set<std::string> required(const SchemaSide& side);

}  // namespace dcr
