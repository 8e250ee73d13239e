// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/node.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::exports {

// The model keeps values as canonical text (core/formats/canonical.hpp); these read it back.

/// The value of canonical JSON text: `"a"`, `5`, `true`, `[1,2]`. Empty when it is no JSON.
[[nodiscard]] std::optional<yaml::Node> json_value(std::string_view text);

/// The value that plain_text shows as `text`: typed where its text gives the type back, else a
/// string.
[[nodiscard]] yaml::Node plain_value(std::string_view text);

/// A finite number, spelled as it is; empty when `text` is none.
[[nodiscard]] std::optional<yaml::Node> number_value(std::string_view text);

[[nodiscard]] yaml::Node boolean_value(bool value);
[[nodiscard]] yaml::Node integer_value(long long value);
[[nodiscard]] yaml::Node string_list(const std::vector<std::string>& texts);
[[nodiscard]] yaml::Node empty_mapping();
[[nodiscard]] yaml::Node empty_list();

/// The components of a dotted path, unquoted: the inverse of join_path and path_component.
[[nodiscard]] std::vector<std::string> path_parts(std::string_view path);

/// A mapping of what flatten made dotted keys of. A key that is also the beginning of another stays
/// as it is.
[[nodiscard]] yaml::Node unflattened(const std::map<std::string, std::string>& values);

}  // namespace dcr::exports
