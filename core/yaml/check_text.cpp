// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/check_text.hpp"

#include "core/yaml/source.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <cstring>

namespace dcr::yaml {

namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

struct ByteOrderMark {
  std::string_view bytes;
  std::string_view encoding;
};
// UTF-32 first: its little-endian mark starts with that of UTF-16.
constexpr std::array<ByteOrderMark, 4> foreign_marks{{{{"\xFF\xFE\0\0", 4}, "UTF-32"},
                                                      {{"\0\0\xFE\xFF", 4}, "UTF-32"},
                                                      {{"\xFF\xFE", 2}, "UTF-16"},
                                                      {{"\xFE\xFF", 2}, "UTF-16"}}};

/// A decoded character; `size` is 0 when the bytes are not UTF-8.
struct Character {
  unsigned value = 0;
  std::size_t size = 0;
};

Character decode(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned first = byte(0);
  if (first < 0x80) return {first, 1};
  const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < size) return {};
  unsigned value = first & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return {};
    value = (value << 6U) | (byte(i) & 0x3FU);
  }
  const bool overlong = (size == 3 && value < 0x800) || (size == 4 && value < 0x10000);
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (overlong || surrogate || value > 0x10FFFF) return {};
  return {value, size};
}

/// Source: YAML 1.2.2, production [1] c-printable; `\r` is looked at with what follows it.
bool is_printable(unsigned c) {
  if (c == '\t' || c == '\n' || c == 0x85) return true;
  return c >= 0x20 && c != 0x7F && (c < 0x80 || c > 0x9F) && c != 0xFEFF && c != 0xFFFE &&
         c != 0xFFFF;
}

std::string unprintable(unsigned c) {
  if (c == 0) return "a NUL character; this is not a text file, or not in UTF-8";
  if (c == '\r') return "a carriage return without a line feed; end lines with LF or CRLF";
  if (c == 0xFEFF) return "a byte order mark (U+FEFF) inside the text; remove it";
  return fmt::format("the control character U+{:04X}; remove it, or write it as \"\\u{:04x}\"", c,
                     c);
}

/// How many bytes from the start of `text` on are printable ASCII: nearly all of every document.
std::size_t plain_prefix(std::string_view text) {
  constexpr std::uint64_t ones = 0x0101010101010101U;
  constexpr std::uint64_t tops = ones << 7U;
  std::size_t at = 0;
  for (; text.size() - at >= sizeof(std::uint64_t); at += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, sizeof word);
    const std::uint64_t below_blank = (word - ones * 0x20U) & ~word;
    const std::uint64_t is_delete = word + ones;  // 0x7F becomes 0x80
    if (((word | below_blank | is_delete) & tops) != 0) break;
  }
  return at;
}

}  // namespace

std::optional<Problem> check_text(std::string_view bytes, std::size_t most_bytes) {
  const Span start{{1, 1}, 1};
  if (bytes.size() > most_bytes) {
    return problem_at(
        start,
        fmt::format("the file is larger than {} bytes, the most that dcr reads", most_bytes));
  }
  for (const ByteOrderMark& mark : foreign_marks) {
    if (!bytes.starts_with(mark.bytes)) continue;
    return problem_at(start, fmt::format("the file is in {}; save it as UTF-8", mark.encoding));
  }
  if (bytes.starts_with(utf8_mark)) bytes.remove_prefix(utf8_mark.size());
  const bool may_be_json = bytes.find_first_of("{[") == bytes.find_first_not_of(" \t\r\n");
  Span here = start;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t plain = plain_prefix(bytes.substr(at));
    at += plain;
    here.begin.column += static_cast<int>(plain);
    if (at == bytes.size()) break;
    const Character c = decode(bytes.substr(at));
    if (c.size == 0) {
      return problem_at(here, fmt::format("the byte 0x{:02X} is not UTF-8; save the file as UTF-8",
                                          static_cast<unsigned char>(bytes[at])));
    }
    const bool line_end = c.value == '\r' && bytes.substr(at + 1).starts_with('\n');
    // JSON allows everything from U+0020 on in its strings.
    const bool allowed = is_printable(c.value) || line_end || (may_be_json && c.value >= 0x7F);
    if (!allowed) return problem_at(here, unprintable(c.value));
    at += c.size;
    ++here.begin.column;
    if (c.value == '\n') here.begin = {here.begin.line + 1, 1};
  }
  return std::nullopt;
}

}  // namespace dcr::yaml
