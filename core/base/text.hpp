// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcr {

/// The candidate nearest to `word` by edit distance, if one is near enough to be meant.
[[nodiscard]] std::optional<std::string> nearest(std::string_view word,
                                                 const std::vector<std::string_view>& candidates);

/// "; did you mean 'x'?" or nothing: the tail of a message about an unknown name.
[[nodiscard]] std::string did_you_mean(std::string_view word,
                                       const std::vector<std::string_view>& candidates);

/// Text that is safe on a terminal: control characters and bytes that are not UTF-8 are written as
/// escapes (`\x1b`, `\n`).
[[nodiscard]] std::string printable(std::string_view text);

/// "1 contract", "3 contracts".
[[nodiscard]] std::string counted(std::size_t number, std::string_view singular);

/// How many bytes from the front are UTF-8.
[[nodiscard]] std::size_t utf8_prefix(std::string_view text);
[[nodiscard]] bool is_utf8(std::string_view text);
/// Code points of valid UTF-8 text.
[[nodiscard]] std::size_t code_points(std::string_view text);
/// Line `number` (from 1) without its line end; empty when there is none.
[[nodiscard]] std::string_view line_of(std::string_view text, int number);
/// One component of a dotted field path, quoted where it holds a dot, a quote or brackets.
[[nodiscard]] std::string path_component(std::string_view name);
/// `parent.name`, or `name` where the parent is empty. `name` goes in as it is: pass what
/// `path_component` made of it.
[[nodiscard]] std::string join_path(std::string_view parent, std::string_view name);

}  // namespace dcr
