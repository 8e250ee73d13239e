// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/problem_list.hpp"
#include "core/yaml/node.hpp"

#include <memory>

namespace dcr::formats {

/// Whether a `config_schema` lists parameters as `{required: {…}, optional: {…}}` instead of being
/// a JSON Schema, whose `required` is a list and which has no `optional`.
[[nodiscard]] bool is_flat_schema(const yaml::Node& schema);

/// The JSON Schema a flat `config_schema` stands for. An optional parameter whose default is null
/// takes null. What is wrong with it goes to `problems`.
[[nodiscard]] std::shared_ptr<const yaml::Node> schema_of_flat(const yaml::Node& flat,
                                                               ProblemList& problems);

}  // namespace dcr::formats
