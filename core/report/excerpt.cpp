// SPDX-License-Identifier: Apache-2.0
#include "core/report/excerpt.hpp"

#include "core/base/text.hpp"
#include "core/report/display_width.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>

namespace dcr::report {

namespace {

constexpr std::string_view indent = "         ";
constexpr std::size_t longest_line = 120;  // columns; a JSON document may be one line of 8 MiB
constexpr std::size_t shown_before_span = 30;
constexpr std::size_t most_characters = 4 * longest_line;  // marks that join take no column

/// A character of a line as a terminal may see it.
struct Character {
  std::string shown;
  std::size_t width = 0;
};

/// Takes the first character off a text that is not empty.
Character take_character(std::string_view& text) {
  const std::size_t length = character_length(text);
  Character out{printable(text.substr(0, length)), 0};
  out.width = display_width(out.shown);
  text.remove_prefix(length);
  return out;
}

/// The part of a line that is shown, and where the carets go below it.
struct Window {
  std::string text;
  std::size_t cut = 0;  // columns of the ellipsis for what was before
  std::size_t caret_column = 0;
  std::size_t caret_width = 0;  // 0: the column is not known
};

/// Takes the `number` characters before the span off `line`. Of many columns only the last stay.
/// `cut`: there is more of the line before.
Window lead_in(std::string_view& line, std::size_t number, bool cut) {
  std::deque<Character> kept;
  std::size_t width = 0;
  const auto drop_to = [&](std::size_t most) {
    for (; !kept.empty() && (width > most || kept.size() > most_characters); kept.pop_front()) {
      width -= kept.front().width;
      cut = true;
    }
  };
  for (std::size_t i = 0; i < number && !line.empty(); ++i) {
    kept.push_back(take_character(line));
    width += kept.back().width;
    drop_to(longest_line - shown_before_span);
  }
  if (cut) drop_to(shown_before_span);
  Window out;
  out.text = cut ? "…" : "";
  out.cut = cut ? 1 : 0;
  out.caret_column = out.cut + width;
  for (const Character& character : kept) out.text += character.shown;
  return out;
}

Window window(const Location& place) {
  const Span& mark = place.mark.known() ? place.mark : place.at;
  const auto begin = static_cast<std::size_t>(std::max(mark.begin.column - place.source_column, 0));
  const std::size_t length = static_cast<std::size_t>(std::max(1, mark.length));
  std::string_view line = place.source_line;
  Window out = lead_in(line, begin, place.source_column > 1);
  std::size_t width = out.caret_column - out.cut;
  // Escapes are several columns wide: as many characters as keep the whole readable.
  for (std::size_t i = 0; !line.empty() && width < longest_line && i < most_characters; ++i) {
    const Character character = take_character(line);
    width += character.width;
    if (i < length) out.caret_width += character.width;
    out.text += character.shown;
  }
  if (!line.empty() || place.line_goes_on) out.text += "…";
  out.caret_width = mark.begin.column > 0 ? std::max<std::size_t>(1, out.caret_width) : 0;
  return out;
}

}  // namespace

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
