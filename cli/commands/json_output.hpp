// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/registry/registry.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace dcr::cli {

/// A JSON answer as it is printed: indented, with a line end; what is not UTF-8 is replaced.
[[nodiscard]] std::string json_text(const nlohmann::ordered_json& answer);

/// The text, or null where it is empty.
[[nodiscard]] nlohmann::ordered_json text_or_null(std::string_view text);

/// `{name, dataset_id, namespace, kind}`: what identifies a contract in every answer.
[[nodiscard]] nlohmann::ordered_json identity_json(const Contract& contract);
[[nodiscard]] nlohmann::ordered_json identity_json(const Summary& summary);

/// `[{team, contact}]`.
[[nodiscard]] nlohmann::ordered_json owners_json(const std::vector<Owner>& owners);

}  // namespace dcr::cli
