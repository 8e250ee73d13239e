// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/schema/containment.hpp"
#include "core/yaml/node.hpp"

#include <optional>
#include <string_view>

namespace dcr::schema {

/// "strict", "closed_writer", "lenient".
[[nodiscard]] std::string_view to_string(Policy policy);
[[nodiscard]] std::optional<Policy> policy_of(std::string_view name);

/// closed_writer for a schema that looks like one of Pydantic's (an object with a `title`, whose
/// properties all have titles or refer to others), else strict.
[[nodiscard]] Policy detect_policy(const yaml::Node& schema);

}  // namespace dcr::schema
