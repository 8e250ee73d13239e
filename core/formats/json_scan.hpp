// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::formats {

/// A member of a JSON object in its text.
///
/// Units: byte offsets from 0; each range ends after its last byte, a key's range holds its quotes.
struct JsonMember {
  std::string key;
  std::size_t key_begin = 0;
  std::size_t value_begin = 0;
  std::size_t value_end = 0;
};

/// An object and its members.
struct JsonObject {
  std::size_t begin = 0;  ///< of its `{`
  std::size_t end = 0;    ///< after its `}`
  std::vector<JsonMember> members;

  /// The first member of that name; nullptr when there is none.
  [[nodiscard]] const JsonMember* find(std::string_view key) const;
};

/// The object that starts at `offset`, whose values are stepped over and not looked at: a text of
/// megabytes costs milliseconds. Empty where there is no object; of text that is no JSON the answer
/// is some object or none, and never a place outside the text.
[[nodiscard]] std::optional<JsonObject> scan_object(std::string_view text, std::size_t offset);

}  // namespace dcr::formats
