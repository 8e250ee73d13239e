// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/problem.hpp"
#include "core/base/source_span.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dcr::yaml {

/// A text and the places in it. Parsers speak of byte offsets, people of lines and columns.
///
/// Units: offsets are bytes from 0. The text is valid UTF-8 with `\n` as its only line end.
class Source {
 public:
  explicit Source(std::string_view text);

  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] std::size_t size() const { return text_.size(); }
  /// The byte at `offset`, or NUL past the end: NUL cannot occur in the text.
  [[nodiscard]] char operator[](std::size_t offset) const {
    return offset < text_.size() ? text_[offset] : '\0';
  }

  [[nodiscard]] int line(std::size_t offset) const;  ///< from 1
  [[nodiscard]] Position position(std::size_t offset) const;
  /// The offset of a position of this text.
  [[nodiscard]] std::size_t offset(Position position) const;
  /// From `begin` to `end` or to the last visible character of the first line, at least 1 long.
  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const;

  [[nodiscard]] std::size_t line_begin(std::size_t offset) const;
  /// The offset of the line end at or after `offset`, or of the end of the text.
  [[nodiscard]] std::size_t line_end(std::size_t offset) const;
  /// Whether only blanks stand before `offset` on its line.
  [[nodiscard]] bool starts_line(std::size_t offset) const;
  /// Where a line starts that has none but blanks, a comment, `---` or `...` before `offset`.
  [[nodiscard]] std::size_t skip_blanks(std::size_t offset) const;
  /// The first offset from `offset` on that is no blank, line end or comment.
  [[nodiscard]] std::size_t skip_space(std::size_t offset) const;

 private:
  [[nodiscard]] std::size_t code_points_before(std::size_t offset) const;

  std::string_view text_;
  std::vector<std::uint32_t> lines_;        // offset of each line's first byte
  std::vector<std::uint32_t> code_points_;  // before every 64th byte: a column costs O(1).
                                            // None in ASCII, where each byte is one.
};

[[nodiscard]] inline bool is_blank(char c) { return c == ' ' || c == '\t'; }
/// A blank, a line end or the end of the text.
[[nodiscard]] inline bool is_gap(char c) { return is_blank(c) || c == '\n' || c == '\0'; }

/// Text of the document as a message quotes it: 'text', cut when long.
[[nodiscard]] std::string quote(std::string_view text);

[[nodiscard]] Problem problem_at(Span at, std::string message, std::string help = {});

/// Thrown where a document cannot be read on; caught in the function that calls the parser, whose
/// callbacks have no other way to stop it.
struct Broken {
  Problem problem;
};

}  // namespace dcr::yaml
