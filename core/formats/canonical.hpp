// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/node.hpp"

#include <map>
#include <string>
#include <string_view>

namespace dcr::formats {

/// A number in one spelling: `10`, `10.0`, `1e1` and `+10` are all "10". Other scalars as they are.
[[nodiscard]] std::string number_text(const yaml::Node& node);

/// JSON without blanks, strings quoted, so that "1" and 1 differ. Mapping keys in sorted order:
/// another order is no other value.
[[nodiscard]] std::string json_text(const yaml::Node& node);

/// A string as it is, anything else as json_text: for values that people read in messages.
[[nodiscard]] std::string plain_text(const yaml::Node& node);

/// Adds `node` to `out` under dotted keys that start with `key`; a list is one value.
void flatten(const yaml::Node& node, const std::string& key,
             std::map<std::string, std::string>& out);

/// Bytes of text in `node`, counting an alias as what it stands for; stops counting above `limit`.
[[nodiscard]] std::size_t expanded_bytes(const yaml::Node& node, std::size_t limit);

}  // namespace dcr::formats
