// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/node.hpp"

#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace dcr::mods {

using NodePointer = std::shared_ptr<const yaml::Node>;

[[nodiscard]] NodePointer text_node(std::string text);
[[nodiscard]] NodePointer mapping_node(std::vector<std::pair<std::string, NodePointer>> entries);

/// A parameter as a mod receives it. Of a number that JSON cannot hold (`.nan`, an integer beyond
/// 64 bits) its spelling: `unfit_number` finds those first.
[[nodiscard]] nlohmann::ordered_json to_json(const yaml::Node& node);

/// A value that came from a mod, without a place.
[[nodiscard]] NodePointer to_node(const nlohmann::ordered_json& value);

/// The first number below `node` that JSON cannot hold; null when there is none.
[[nodiscard]] const yaml::Node* unfit_number(const yaml::Node& node);

/// What a mod keeps and another is handed: {"$object": "extract/data"}.
[[nodiscard]] NodePointer object_reference(const std::string& key);
[[nodiscard]] bool is_object_reference(const yaml::Node& node);

/// A scalar or a collection as one line, as JSON spells it.
[[nodiscard]] std::string one_line(const yaml::Node& node);

}  // namespace dcr::mods
