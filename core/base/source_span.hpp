// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <string>

namespace dcr {

/// A place in a text.
///
/// Units: lines and columns count from 1, columns in code points; 0 means unknown.
struct Position {
  int line = 0;
  int column = 0;

  [[nodiscard]] bool known() const { return line > 0; }
  friend auto operator<=>(const Position&, const Position&) = default;
};

/// A run of text on one line: a token, or the first line of a longer one.
///
/// Units: `length` in code points, at least 1 when the position is known.
struct Span {
  Position begin;
  int length = 0;

  [[nodiscard]] bool known() const { return begin.known(); }
  friend auto operator<=>(const Span&, const Span&) = default;
};

/// A span in a named file.
///
/// Units: `path` as the user knows it: relative to the repository root with `/`, or as given.
struct SourceSpan {
  std::string path;
  Span at;

  friend auto operator<=>(const SourceSpan&, const SourceSpan&) = default;
};

}  // namespace dcr
