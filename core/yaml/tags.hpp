// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/node.hpp"

#include <optional>
#include <string>

namespace dcr::yaml {

/// Gives a scalar the kind that yaml-cpp's `tag` and its own text ask for; says what is wrong when
/// they do not agree.
[[nodiscard]] std::optional<std::string> tag_scalar(Node& node, const std::string& tag);

/// Says what is wrong with `tag` on a list or mapping.
[[nodiscard]] std::optional<std::string> wrong_collection_tag(Kind kind, const std::string& tag);

}  // namespace dcr::yaml
