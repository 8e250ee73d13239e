// SPDX-License-Identifier: Apache-2.0
#include "core/report/excerpt.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace dcr::report {

namespace {

constexpr std::string_view indent = "         ";
constexpr std::size_t longest_line = 120;  // columns; a JSON document may be one line of 8 MiB
constexpr std::size_t shown_before_span = 30;

struct CodeRange {
  std::uint32_t first;
  std::uint32_t last;
};

// Source: Unicode's East Asian Width, classes W and F, by block: enough to put a caret in place.
constexpr std::array<CodeRange, 11> wide = {{{0x1100, 0x115f},
                                             {0x2e80, 0x303e},
                                             {0x3041, 0xa4cf},
                                             {0xac00, 0xd7a3},
                                             {0xf900, 0xfaff},
                                             {0xfe30, 0xfe6f},
                                             {0xff00, 0xff60},
                                             {0xffe0, 0xffe6},
                                             {0x1f300, 0x1f64f},
                                             {0x1f900, 0x1f9ff},
                                             {0x20000, 0x3fffd}}};
constexpr std::array<CodeRange, 4> combining = {
    {{0x0300, 0x036f}, {0x200b, 0x200f}, {0x20d0, 0x20ff}, {0xfe00, 0xfe0f}}};

template <std::size_t N>
bool in_any(const std::array<CodeRange, N>& ranges, std::uint32_t code) {
  return std::any_of(ranges.begin(), ranges.end(), [code](const CodeRange& range) {
    return range.first <= code && code <= range.last;
  });
}

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80U; }

std::size_t character_length(std::string_view text) {
  std::size_t length = 1;
  while (length < text.size() && length < 4 && continues(text[length])) ++length;
  return length;
}

std::uint32_t code_of(std::string_view character) {
  const auto lead = static_cast<unsigned char>(character.front());
  if (character.size() == 1) return lead;
  std::uint32_t code = lead & (0xffU >> (character.size() + 1));
  for (const char byte : character.substr(1)) {
    code = (code << 6U) | (static_cast<unsigned char>(byte) & 0x3fU);
  }
  return code;
}

/// The characters of a line, each as a terminal may see it, up to the last that could be shown.
std::vector<std::string> characters(std::string_view line, std::size_t at_most) {
  std::vector<std::string> out;
  while (!line.empty() && out.size() < at_most) {
    const std::size_t length = character_length(line);
    out.push_back(printable(line.substr(0, length)));
    line.remove_prefix(length);
  }
  return out;
}

/// The part of a line that is shown, and where the carets go below it.
struct Window {
  std::string text;
  std::size_t caret_column = 0;
  std::size_t caret_width = 0;  // 0: the column is not known
};

Window window(const Location& place) {
  const Span& mark = place.mark.known() ? place.mark : place.at;
  const std::size_t begin =
      mark.begin.column > 0 ? static_cast<std::size_t>(mark.begin.column) - 1 : std::size_t{0};
  const std::size_t first =
      begin > longest_line - shown_before_span ? begin - shown_before_span : 0;
  const std::vector<std::string> line = characters(place.source_line, first + longest_line + 1);
  // Escapes are several columns wide: as many characters as keep the whole readable.
  std::size_t last = first;
  for (std::size_t width = 0; last < line.size() && width < longest_line; ++last) {
    width += display_width(line[last]);
  }
  const std::size_t length = static_cast<std::size_t>(std::max(1, mark.length));

  Window out;
  if (first > 0) out.text = "…";
  out.caret_column = first > 0 ? 1 : 0;
  for (std::size_t i = first; i < last; ++i) {
    const std::size_t width = display_width(line[i]);
    if (i < begin) out.caret_column += width;
    if (i >= begin && i - begin < length) out.caret_width += width;
    out.text += line[i];
  }
  if (last < line.size()) out.text += "…";
  out.caret_width = mark.begin.column > 0 ? std::max<std::size_t>(1, out.caret_width) : 0;
  return out;
}

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const std::size_t length = character_length(text);
    const std::uint32_t code = code_of(text.substr(0, length));
    if (!in_any(combining, code)) width += in_any(wide, code) ? 2U : 1U;
    text.remove_prefix(length);
  }
  return width;
}

bool has_excerpt(const Location& place) { return place.at.known() && !place.source_line.empty(); }

std::string excerpt(const Location& place, const Paint& paint, Ink caret_ink) {
  const std::string number = std::to_string(place.at.begin.line);
  const Window shown = window(place);
  std::string out = fmt::format("{}{}{}\n", indent, paint(Ink::dim, number + " │ "), shown.text);
  if (shown.caret_width > 0) {
    out +=
        fmt::format("{}{}{}{}\n", indent, paint(Ink::dim, std::string(number.size(), ' ') + " │ "),
                    std::string(shown.caret_column, ' '),
                    paint(caret_ink, std::string(shown.caret_width, '^')));
  }
  return out;
}

}  // namespace dcr::report
