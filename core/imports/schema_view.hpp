// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/node.hpp"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dcr::imports {

/// The schemas that hold for one value together: a schema, what its `$ref` names and its `allOf`.
struct SchemaView {
  std::vector<const yaml::Node*> nodes;  ///< mappings; the schema itself first
  std::vector<const yaml::Node*> refers_to;
  std::vector<const yaml::Node*> following;  ///< while it is gathered: from the schema to here
  std::vector<std::string> unresolved;       ///< references that lead out of the document
  bool is_recursive = false;                 ///< it needs itself, or what is being looked at above
  bool allows_nothing = false;               ///< `false` is among them

  /// The value of `key` in the first schema that has one; nullptr when none has.
  [[nodiscard]] const yaml::Node* find(std::string_view key) const;
};

/// Finds what the references in a JSON Schema document name.
class SchemaReferences {
 public:
  explicit SchemaReferences(const yaml::Node& document);

  /// nullptr when `reference` names nothing of the document.
  [[nodiscard]] const yaml::Node* find(const std::string& reference) const;

  /// Adds `schema` and what it brings in. `above`: the references that are being followed.
  void gather(const yaml::Node& schema, const std::vector<const yaml::Node*>& above,
              SchemaView& view) const;

 private:
  void index(const yaml::Node& node, std::size_t& budget);

  const yaml::Node& document_;
  std::unordered_map<std::string, const yaml::Node*> named_;  // by "#anchor" and by $id
};

}  // namespace dcr::imports
