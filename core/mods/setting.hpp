// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"
#include "core/mods/values.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dcr::mods {

/// `--set key=value`.
struct Setting {
  std::vector<std::string> path;  ///< the parts of a dotted key, at least one
  NodePointer value;
};

/// Reads "reader.delimiter=;". The value is typed as a plain scalar of YAML: `5`, `true`, `null`;
/// a value in brackets, braces or quotes is YAML's flow: `[a, b]`, `"5"`.
///
/// Errors: usage.
/// Source: YAML 1.2.2, section 10.3.2.
Result<Setting> parse_setting(std::string_view text);

/// `mapping` with the value set at `path`; what stood there and is no mapping is replaced.
[[nodiscard]] NodePointer with_setting(const yaml::Node& mapping,
                                       const std::vector<std::string>& path, NodePointer value);

}  // namespace dcr::mods
