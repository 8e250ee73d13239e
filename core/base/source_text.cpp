// SPDX-License-Identifier: Apache-2.0
#include "core/base/source_text.hpp"

#include "core/base/steps.hpp"

#include <algorithm>

namespace dcr {
namespace {

constexpr std::size_t stride = 1024;
// No line of so few bytes is cut, and a walk along it is short.
constexpr std::size_t short_line = 2 * QuotedLine::reach;

bool begins_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

/// The bytes that `characters` take from `from` on.
std::size_t walk(std::string_view line, std::size_t from, std::size_t characters) {
  std::size_t at = from;
  for (; characters > 0 && at < line.size(); --characters) {
    do ++at;
    while (at < line.size() && !begins_character(line[at]));
  }
  count_steps(at - from);
  return at;
}

}  // namespace

void SourceText::index() const {
  count_steps(text_.size());
  for (std::size_t begin = 0;;) {
    lines_.push_back(begin);
    const std::size_t end = std::min(text_.find('\n', begin), text_.size());
    if (end - begin > short_line) {
      const auto number = static_cast<int>(lines_.size());
      const std::string_view line = std::string_view(text_).substr(begin, end - begin);
      Marks& marks = long_lines_[number];
      for (std::size_t at = 0; at < line.size(); at = walk(line, at, stride)) marks.push_back(at);
    }
    if (end == text_.size()) return;
    begin = end + 1;
  }
}

std::string_view SourceText::whole_line(int number) const {
  if (number < 1 || static_cast<std::size_t>(number) > lines_.size()) return {};
  const std::size_t begin = lines_[static_cast<std::size_t>(number) - 1];
  const std::size_t end = std::min(text_.find('\n', begin), text_.size());
  std::string_view line = std::string_view(text_).substr(begin, end - begin);
  if (end != text_.size() && line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::size_t SourceText::offset(int number, std::size_t index) const {
  const std::string_view line = whole_line(number);
  const Marks& marks = long_lines_.at(number);
  const std::size_t mark = std::min(index / stride, marks.size() - 1);
  return walk(line, std::min(marks[mark], line.size()), index - mark * stride);
}

QuotedLine SourceText::line(Position place) const {
  std::call_once(indexed_, [this] { index(); });
  QuotedLine out{whole_line(place.line)};
  if (out.text.size() <= short_line) return out;
  const int column = std::max(place.column, 1);
  out.first_column = std::max(column - QuotedLine::reach, 1);
  const std::size_t begin = offset(place.line, static_cast<std::size_t>(out.first_column) - 1);
  const std::size_t end =
      offset(place.line, static_cast<std::size_t>(column) - 1 + QuotedLine::reach);
  out.goes_on = end < out.text.size();
  out.text = out.text.substr(begin, end - begin);
  return out;
}

}  // namespace dcr
