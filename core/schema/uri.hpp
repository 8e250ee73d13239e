// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dcr::schema {

/// `reference` as seen from `base`: "b.json" from "http://x/a.json" is "http://x/b.json".
///
/// Source: RFC 3986, section 5.2; an empty base leaves the reference as it is.
[[nodiscard]] std::string resolve_uri(std::string_view base, std::string_view reference);

/// What stands before and after the first '#'; the second is empty when there is none.
[[nodiscard]] std::pair<std::string_view, std::string_view> split_fragment(std::string_view uri);

/// `%41` as `A`. A percent sign that starts no escape stays.
[[nodiscard]] std::string percent_decoded(std::string_view text);

/// The names in a JSON pointer ("/a~1b/0"), which is empty or starts with a slash.
///
/// Source: RFC 6901.
[[nodiscard]] std::vector<std::string> pointer_tokens(std::string_view pointer);

/// `name` as one part of a JSON pointer, with the slash before it.
[[nodiscard]] std::string pointer_part(std::string_view name);

}  // namespace dcr::schema
