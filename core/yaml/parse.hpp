// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/node.hpp"

#include <string_view>

namespace dcr::yaml {

/// Reads every document of a YAML stream, or one JSON document when the text starts with `{` or `[`
/// (as YAML flow when it is not JSON and `file_name` does not end in .json).
///
/// Every problem has a position. Duplicate keys, text after the end, tabs, unclosed quotes, bytes
/// that are not UTF-8 text, cycles and whatever is beyond `limits` are problems. `<<` merges.
Stream parse(std::string_view text, std::string_view file_name, const Limits& limits = {});

}  // namespace dcr::yaml
