// SPDX-License-Identifier: Apache-2.0
#include "core/formats/names.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <array>

namespace dcr::formats {

namespace {

constexpr std::size_t longest_identifier = 128;

/// The UTF-8 of Unicode's White_Space characters, without the control characters among them.
constexpr auto blanks = std::to_array<std::string_view>(
    {" ", "\xc2\xa0", "\xe1\x9a\x80", "\xe2\x80\x80", "\xe2\x80\x81", "\xe2\x80\x82",
     "\xe2\x80\x83", "\xe2\x80\x84", "\xe2\x80\x85", "\xe2\x80\x86", "\xe2\x80\x87", "\xe2\x80\x88",
     "\xe2\x80\x89", "\xe2\x80\x8a", "\xe2\x80\xa8", "\xe2\x80\xa9", "\xe2\x80\xaf", "\xe2\x81\x9f",
     "\xe3\x80\x80"});

bool has_blank(std::string_view text) {
  return text.find_first_of("\t\n\v\f\r") != std::string_view::npos ||
         std::any_of(blanks.begin(), blanks.end(), [&](std::string_view blank) {
           return text.find(blank) != std::string_view::npos;
         });
}

}  // namespace

bool has_control_character(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 || byte == 0x7f) return true;
    // C1 is U+0080 to U+009F: C2 80 to C2 9F.
    if (byte == 0xc2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xa0) {
      return true;
    }
  }
  return false;
}

std::string identifier_fault(std::string_view text) {
  if (text.empty()) return "must not be empty";
  if (has_blank(text)) return "must not contain white space";
  if (has_control_character(text)) return "must not contain control characters";
  if (text.find('@') != std::string_view::npos) return "must not contain '@'";
  if (text.find("::") != std::string_view::npos) return "must not contain '::'";
  if (code_points(text) > longest_identifier) return "must not be longer than 128 characters";
  return {};
}

}  // namespace dcr::formats
