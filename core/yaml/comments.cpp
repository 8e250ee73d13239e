// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/comments.hpp"

#include <string_view>
#include <utility>

namespace dcr::yaml {

namespace {

/// `---`, `...` and `%YAML`: lines that say nothing a comment could be about.
bool is_marker(std::string_view line) {
  if (line.starts_with('%')) return true;
  if (!line.starts_with("---") && !line.starts_with("...")) return false;
  const std::size_t rest = line.find_first_not_of(" \t", 3);
  return rest == std::string_view::npos || (rest > 3 && line[rest] == '#');
}

Comment comment_at(const Source& source, std::size_t offset) {
  const std::size_t end = source.line_end(offset);
  std::string_view text = source.text().substr(offset + 1, end - offset - 1);
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) {
    text = {};
  } else {
    text = text.substr(first, text.find_last_not_of(" \t") - first + 1);
  }
  Comment comment;
  comment.at = source.span(offset, end);
  comment.text = std::string(text);
  return comment;
}

/// Gives the comments that wait for content the next line that has some.
void resolve_waiting(const Source& source, std::vector<PlacedComment>& comments) {
  std::size_t next = source.size();  // offset of the next line with content; the end when none
  for (auto comment = comments.rbegin(); comment != comments.rend(); ++comment) {
    const std::size_t line = source.line_begin(comment->offset);
    const std::size_t line_end = source.line_end(line);
    const std::size_t until =
        comment == comments.rbegin() ? source.size() : std::prev(comment)->offset;
    for (std::size_t at = line_end + 1; at < until; at = source.line_end(at) + 1) {
      const std::size_t visible = source.skip_blanks(at);
      if (visible >= until || source[visible] == '\n') continue;
      if (is_marker(source.text().substr(at, source.line_end(at) - at))) continue;
      next = at;
      break;
    }
    const bool own_line = source.starts_line(comment->offset) ||
                          is_marker(source.text().substr(line, line_end - line));
    if (!own_line) next = line;
    comment->comment.applies_to_line = next < source.size() ? source.line(next) : 0;
  }
}

}  // namespace

std::vector<PlacedComment> find_comments(const Source& source, const std::vector<Range>& opaque) {
  std::vector<PlacedComment> comments;
  const std::string_view text = source.text();
  auto covered = opaque.begin();
  for (std::size_t at = text.find('#'); at != std::string_view::npos; at = text.find('#', at)) {
    while (covered != opaque.end() && covered->end <= at) ++covered;
    if (covered != opaque.end() && covered->begin <= at) {
      at = covered->end;
    } else if (at == 0 || is_gap(text[at - 1])) {
      comments.push_back({at, comment_at(source, at)});
      at = source.line_end(at);
    } else {
      ++at;
    }
  }
  resolve_waiting(source, comments);
  return comments;
}

}  // namespace dcr::yaml
