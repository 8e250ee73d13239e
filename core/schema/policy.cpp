// SPDX-License-Identifier: Apache-2.0
#include "core/schema/policy.hpp"

#include "core/base/bug.hpp"

#include <algorithm>
#include <array>

namespace dcr::schema {

namespace {

constexpr auto policies = std::to_array({Policy::strict, Policy::closed_writer, Policy::lenient});

bool has_title(const yaml::Node& schema) {
  const yaml::Node* title = schema.find("title");
  return title != nullptr && title->is_string();
}

/// Pydantic writes `$ref` alone, below `allOf`, or below `anyOf` for what is optional.
bool is_titled_property(const yaml::Node& schema) {
  return schema.is_mapping() &&
         (has_title(schema) || schema.find("$ref") != nullptr || schema.find("allOf") != nullptr ||
          schema.find("anyOf") != nullptr);
}

bool is_titled_object(const yaml::Node& schema) {
  const yaml::Node* properties = schema.find("properties");
  if (!has_title(schema) || properties == nullptr || !properties->is_mapping()) return false;
  const auto& entries = properties->entries;
  const bool has_titles = std::any_of(entries.begin(), entries.end(), [](const yaml::Entry& one) {
    return has_title(*one.value) || one.value->find("$ref") != nullptr;
  });
  return has_titles && std::all_of(entries.begin(), entries.end(), [](const yaml::Entry& one) {
           return is_titled_property(*one.value);
         });
}

/// The definition that a model refers to when it refers to itself: `{$ref: "#/$defs/Node"}`.
const yaml::Node* definition(const yaml::Node& schema) {
  const yaml::Node* reference = schema.find("$ref");
  if (reference == nullptr || !reference->is_string()) return nullptr;
  for (const std::string_view key : {"$defs", "definitions"}) {
    const std::string place = "#/" + std::string(key) + "/";
    const yaml::Node* all = schema.find(key);
    if (all != nullptr && reference->text.starts_with(place)) {
      return all->find(reference->text.substr(place.size()));
    }
  }
  return nullptr;
}

}  // namespace

std::string_view to_string(Policy policy) {
  switch (policy) {
    case Policy::strict: return "strict";
    case Policy::closed_writer: return "closed_writer";
    case Policy::lenient: return "lenient";
  }
  unreachable();
}

std::optional<Policy> policy_of(std::string_view name) {
  for (const Policy policy : policies) {
    if (to_string(policy) == name) return policy;
  }
  return std::nullopt;
}

Policy detect_policy(const yaml::Node& schema) {
  const yaml::Node* model = definition(schema);
  const bool is_model = is_titled_object(model != nullptr ? *model : schema);
  return is_model ? Policy::closed_writer : Policy::strict;
}

}  // namespace dcr::schema
