// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model_schema.hpp"

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <string>
#include <string_view>

namespace dcr::cli {

/// The JSON Schema of a model by itself, in lines; in JSON whatever its document is written in.
/// Safe on a terminal.
[[nodiscard]] std::string schema_text(const ModelSchema& model);

/// The same as a value.
[[nodiscard]] nlohmann::ordered_json model_schema_json(const ModelSchema& model);

/// `{metadata, registered_by, policy, schema, avro_schema}`: what only models have, and the
/// metadata with what the configuration adds.
[[nodiscard]] nlohmann::ordered_json model_json(const ModelSchema& model,
                                                const std::map<std::string, std::string>& metadata);

/// Text for a terminal, its lines kept.
[[nodiscard]] std::string printable_lines(std::string_view text);

}  // namespace dcr::cli
