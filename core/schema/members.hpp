// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/node.hpp"

#include <string_view>
#include <unordered_map>

namespace dcr::schema {

/// Finds members by name; mappings that are asked often, and are large, are searched once.
class Members {
 public:
  /// Like Node::find_entry. `object` must stay where it is.
  const yaml::Entry* find(const yaml::Node& object, std::string_view name);

 private:
  std::unordered_map<const yaml::Node*, std::unordered_map<std::string_view, const yaml::Entry*>>
      indexes_;
};

}  // namespace dcr::schema
