// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/source.hpp"

#include <cstddef>
#include <string_view>

namespace dcr::yaml {

enum class Style { plain, single_quoted, double_quoted, block };

/// The text of a scalar in its source, quotes and block header included.
struct Token {
  std::size_t begin = 0;
  std::size_t end = 0;  ///< after the last character; of an unclosed quote, the end of the text
  Style style = Style::plain;
  bool closed = true;      ///< false for a quote without an end
  std::size_t opaque = 0;  ///< from here to `end` a '#' is no comment

  [[nodiscard]] bool quoted() const { return style != Style::plain; }
  /// What to underline ends here: of a block scalar its header, without the comment after it.
  [[nodiscard]] std::size_t visible_end(const Source& source) const;
};

/// Finds where the scalar that starts at `begin` ends. yaml-cpp says only where it starts and what
/// its `value` is, so a plain scalar is followed through the text along its value.
[[nodiscard]] Token scalar_token(const Source& source, std::size_t begin, std::string_view value);

/// The offset after the quote that closes the one at `begin`; npos when there is none.
[[nodiscard]] std::size_t closing_quote(std::string_view text, std::size_t begin);

/// Where the content of a node starts whose tag or anchor, if it has them, starts at `offset`.
[[nodiscard]] std::size_t skip_properties(const Source& source, std::size_t offset);

}  // namespace dcr::yaml
