// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/type.hpp"

#include <string_view>

namespace dcr {

/// What databases mean by a word, or by several.
struct Spelling {
  std::string_view words;
  TypeFamily family = TypeFamily::unknown;
  int size = 0;                ///< bits of a number, length of a text or of bytes; 0 = not said
  std::string_view word = {};  ///< see SizedType::word
};

/// The entry of exactly `words`: lower case, one blank between two. nullptr when there is none.
[[nodiscard]] const Spelling* find_spelling(std::string_view words);

}  // namespace dcr
