// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/schema/schema.hpp"

#include <memory>
#include <string>
#include <vector>

namespace dcr::schema {

/// One top-level property, as a table shows it. References are followed; what stands beside a
/// reference goes before what it refers to.
struct Parameter {
  std::string name;
  std::string type;  ///< "string", "integer or null"; "any" when the schema does not say
  bool required = false;
  std::shared_ptr<const yaml::Node> default_value;  ///< its `default`; null when there is none
  std::vector<std::shared_ptr<const yaml::Node>> allowed;  ///< of `enum` or `const`
  std::string description;
  bool secret = false;  ///< `secret: true` or `writeOnly: true`
};

/// The top-level properties in the order of the file, those of `allOf` and references last.
[[nodiscard]] std::vector<Parameter> parameters(const Schema& schema);

}  // namespace dcr::schema
