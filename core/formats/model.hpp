// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/problem_list.hpp"
#include "core/formats/read.hpp"
#include "core/model/contract.hpp"
#include "core/yaml/node.hpp"

#include <memory>
#include <string_view>

namespace dcr::formats {

/// Whether a document is the envelope of a model, by its keys: `model` and a `schema`.
[[nodiscard]] bool is_model(const yaml::Node& root);

/// Whether a document is a JSON Schema by itself: it names a `$schema` of json-schema.org, or says
/// what a schema says (`type`, `properties`, `$ref`, …) with keywords of JSON Schema only.
[[nodiscard]] bool is_json_schema(const yaml::Node& root);

/// Reads the envelope of a model. `$ref`s to other files are followed through `load`.
[[nodiscard]] Contract read_model(const std::shared_ptr<const yaml::Node>& root,
                                  std::string_view path, int last_line, const FileLoader& load,
                                  ProblemList& problems);

/// Reads a bare JSON Schema: its name, version and namespace come from its own `title`,
/// `x-version` and `x-namespace`, else from the path (model_path.hpp).
[[nodiscard]] Contract read_json_schema(const std::shared_ptr<const yaml::Node>& root,
                                        std::string_view path, int last_line,
                                        const FileLoader& load, ProblemList& problems);

}  // namespace dcr::formats
