// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/scalar.hpp"

#include <algorithm>

namespace dcr::yaml {

namespace {

std::size_t trimmed_end(const Source& source, std::size_t begin, std::size_t end) {
  while (end > begin && is_gap(source[end - 1])) --end;
  return end;
}

/// A line break in a plain scalar reads as one blank, n breaks as n-1 line ends; blanks around
/// them are dropped. Everything else stands for itself: plain scalars have no escapes.
std::size_t plain_end(const Source& source, std::size_t begin, std::string_view value) {
  std::size_t at = begin;
  std::size_t read = 0;
  while (read < value.size() && at < source.size()) {
    std::size_t next = source.skip_blanks(at);
    if (source[next] != '\n') {
      const std::size_t run = std::max<std::size_t>(next - at, 1);
      at += run;
      read += run;
      continue;
    }
    std::size_t breaks = 0;
    for (; source[next] == '\n'; next = source.skip_blanks(next + 1)) ++breaks;
    at = next;
    read += std::max<std::size_t>(breaks - 1, 1);
  }
  return trimmed_end(source, begin, std::min(at, source.size()));
}

std::size_t indentation(const Source& source, std::size_t line) {
  std::size_t end = line;
  while (source[end] == ' ') ++end;
  return end - line;
}

bool is_empty_line(const Source& source, std::size_t line) {
  const char first = source[line + indentation(source, line)];
  return first == '\n' || first == '\0';
}

/// How far the first line with content is indented beyond the block, as its value shows.
std::size_t extra_indentation(std::string_view value) {
  const std::size_t content = value.find_first_not_of(" \n");
  const std::size_t before = value.substr(0, content).rfind('\n');
  return before == std::string_view::npos ? content : content - before - 1;
}

std::size_t block_end(const Source& source, std::size_t header_end, std::string_view value) {
  if (value.find_first_not_of(" \n") == std::string_view::npos) return header_end;
  std::size_t line = header_end + 1;
  while (line < source.size() && is_empty_line(source, line)) line = source.line_end(line) + 1;
  const std::size_t first = indentation(source, line);
  const std::size_t indent = first - std::min(first, extra_indentation(value));
  std::size_t end = header_end;
  for (; line < source.size(); line = source.line_end(line) + 1) {
    if (is_empty_line(source, line)) continue;
    if (indentation(source, line) < indent) break;
    if (indent == 0 && end != header_end &&
        (source.text().substr(line).starts_with("---") ||
         source.text().substr(line).starts_with("..."))) {
      break;
    }
    end = source.line_end(line);
  }
  return end;
}

}  // namespace

std::size_t Token::visible_end(const Source& source) const {
  if (style != Style::block) return end;
  return std::min(end, source.text().find_first_of(" \t\n", begin));
}

std::size_t closing_quote(std::string_view text, std::size_t begin) {
  const char quote = text[begin];
  for (std::size_t i = begin + 1; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (text[i] == quote) {
      if (quote == '"' || i + 1 >= text.size() || text[i + 1] != quote) return i + 1;
      ++i;
    }
  }
  return std::string_view::npos;
}

Token scalar_token(const Source& source, std::size_t begin, std::string_view value) {
  Token token;
  token.begin = begin;
  token.opaque = begin;
  const char first = source[begin];
  if (first == '"' || first == '\'') {
    token.style = first == '"' ? Style::double_quoted : Style::single_quoted;
    token.end = closing_quote(source.text(), begin);
    token.closed = token.end != std::string_view::npos;
    if (!token.closed) token.end = source.size();
  } else if (first == '|' || first == '>') {
    token.style = Style::block;
    token.opaque = source.line_end(begin);
    token.end = block_end(source, token.opaque, value);
  } else {
    token.end = plain_end(source, begin, value);
  }
  return token;
}

std::size_t skip_properties(const Source& source, std::size_t offset) {
  while (source[offset] == '&' || source[offset] == '!') {
    const bool verbatim = source[offset + 1] == '<';
    while (!is_gap(source[offset])) {
      const char c = source[offset];
      if (!verbatim && (c == ',' || c == '[' || c == ']' || c == '{' || c == '}')) break;
      ++offset;
    }
    offset = source.skip_space(offset);
  }
  return offset;
}

}  // namespace dcr::yaml
