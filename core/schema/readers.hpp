// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/schema/subschema.hpp"
#include "core/yaml/node.hpp"

#include <memory>
#include <string>

namespace dcr::schema {

/// The keywords of one kind, made when the first of them is met.
template <class Keywords>
Keywords& part(std::unique_ptr<Keywords>& keywords) {
  if (keywords == nullptr) keywords = std::make_unique<Keywords>();
  return *keywords;
}

/// "a string or null", "'a' or 'b'": what a value may be.
[[nodiscard]] std::string one_of(const TypeSet& types);
[[nodiscard]] std::string one_of(const Values& values);

/// A value as a message shows it: `'a'`, `12`, "a list"; long ones by what they are.
[[nodiscard]] std::string spelled(const yaml::Node& node);

}  // namespace dcr::schema
