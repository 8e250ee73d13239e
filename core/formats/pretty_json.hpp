// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/node.hpp"

#include <string>
#include <string_view>

namespace dcr::formats {

/// How JSON is laid out for people.
struct Layout {
  std::string_view unit = "  ";       ///< of indentation
  std::string_view line_end = "\n";   ///< "\r\n" where the file has it
  std::string_view indentation = "";  ///< of the value's first line, which is not written
};

/// A value as JSON in lines: an object's members one a line, a list of scalars on one line while it
/// fits. Numbers are spelled as they were, keys keep their order.
[[nodiscard]] std::string pretty_json(const yaml::Node& node, const Layout& layout = {});

}  // namespace dcr::formats
