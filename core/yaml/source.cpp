// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/source.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <utility>

namespace dcr::yaml {

namespace {

constexpr std::size_t stride = 64;

bool starts_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

}  // namespace

Source::Source(std::string_view text) : text_(text), lines_{0} {
  for (std::size_t at = text.find('\n'); at != text.npos; at = text.find('\n', at + 1)) {
    lines_.push_back(static_cast<std::uint32_t>(at + 1));
  }
  const auto is_ascii = [](char c) { return (static_cast<unsigned char>(c) & 0x80U) == 0; };
  if (std::all_of(text.begin(), text.end(), is_ascii)) return;
  code_points_.reserve(text.size() / stride + 1);
  std::uint32_t seen = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i % stride == 0) code_points_.push_back(seen);
    if (starts_code_point(text[i])) ++seen;
  }
  if (text.size() % stride == 0) code_points_.push_back(seen);
}

std::size_t Source::code_points_before(std::size_t offset) const {
  if (code_points_.empty()) return offset;
  const std::size_t known = offset / stride;
  const auto rest = text_.substr(known * stride, offset % stride);
  return code_points_[known] +
         static_cast<std::size_t>(std::count_if(rest.begin(), rest.end(), starts_code_point));
}

int Source::line(std::size_t offset) const {
  const auto next = std::upper_bound(lines_.begin(), lines_.end(), offset);
  return static_cast<int>(next - lines_.begin());
}

std::size_t Source::line_begin(std::size_t offset) const {
  return lines_[static_cast<std::size_t>(line(offset)) - 1];
}

std::size_t Source::line_end(std::size_t offset) const {
  return std::min(text_.find('\n', offset), text_.size());
}

Position Source::position(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  const int at = line(offset);
  const std::size_t begin = lines_[static_cast<std::size_t>(at) - 1];
  const std::size_t column = code_points_before(offset) - code_points_before(begin);
  return {at, static_cast<int>(column) + 1};
}

std::size_t Source::offset(Position position) const {
  std::size_t at = lines_[static_cast<std::size_t>(position.line) - 1];
  for (int column = 1; column < position.column && at < text_.size(); ++column) {
    do {
      ++at;
    } while (at < text_.size() && !starts_code_point(text_[at]));
  }
  return at;
}

Span Source::span(std::size_t begin, std::size_t end) const {
  begin = std::min(begin, text_.size());
  end = std::clamp(end, begin, text_.size());
  const std::string_view token = text_.substr(begin, end - begin);
  if (const std::size_t broken = token.find('\n'); broken != std::string_view::npos) {
    end = begin + broken;
    while (end > begin && is_blank(text_[end - 1])) --end;
  }
  const std::size_t length = code_points_before(end) - code_points_before(begin);
  return {position(begin), std::max(1, static_cast<int>(length))};
}

bool Source::starts_line(std::size_t offset) const {
  return skip_blanks(line_begin(offset)) >= offset;
}

std::size_t Source::skip_blanks(std::size_t offset) const {
  while (is_blank((*this)[offset])) ++offset;
  return offset;
}

std::size_t Source::skip_space(std::size_t offset) const {
  for (;;) {
    const std::size_t from = offset;
    offset = skip_blanks(offset);
    if ((*this)[offset] == '\n') {
      ++offset;
    } else if ((*this)[offset] == '#' &&
               (offset == 0 || offset > from || is_gap(text_[offset - 1]))) {
      offset = line_end(offset);
    } else {
      return offset;
    }
  }
}

std::string quote(std::string_view text) {
  constexpr std::size_t longest = 60;
  if (text.size() <= longest) return "'" + printable(text) + "'";
  std::size_t cut = longest;
  while (cut > 0 && !starts_code_point(text[cut])) --cut;
  return "'" + printable(text.substr(0, cut)) + "…'";
}

Problem problem_at(Span at, std::string message, std::string help) {
  Problem problem;
  problem.message = std::move(message);
  problem.at = at;
  problem.help = std::move(help);
  return problem;
}

}  // namespace dcr::yaml
