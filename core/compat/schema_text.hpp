// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/node.hpp"

#include <string>
#include <string_view>

namespace dcr {

/// A value in one spelling: JSON without blanks, keys in order, numbers by value.
[[nodiscard]] std::string value_text(const yaml::Node& value);

/// Whether two values are spelled alike, but for blanks. Then they are equal, which this tells much
/// sooner than value_text does.
[[nodiscard]] bool same_spelling(const yaml::Node& a, const yaml::Node& b);

/// A string as it is, anything else as value_text: what messages show.
[[nodiscard]] std::string shown_text(const yaml::Node& value);

/// A JSON Schema in one spelling, without what only tells people about it: two schemas of the same
/// text allow the same values. `1` and `1.0` are one number.
[[nodiscard]] std::string schema_text(const yaml::Node& schema);

/// Whether a keyword allows and forbids nothing: `title`, `description`, `default`, `x-…`.
[[nodiscard]] bool is_annotation(std::string_view keyword);

}  // namespace dcr
