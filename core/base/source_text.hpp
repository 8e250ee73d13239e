// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/source_span.hpp"

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dcr {

/// A line of a text as a report quotes it.
struct QuotedLine {
  std::string_view text;  ///< without its line end; of a very long line the part around a place
  int first_column = 1;   ///< where `text` begins in the line, in code points
  bool goes_on = false;   ///< the line is longer than `text`

  /// How many characters on each side of a place are kept.
  static constexpr int reach = 256;
};

/// A text that reports quote lines of. Where its lines are is found when one is first asked for,
/// so that each costs the same however many there are, and however long they are.
class SourceText {
 public:
  SourceText() = default;
  explicit SourceText(std::string text) : text_(std::move(text)) {}
  SourceText(const SourceText&) = delete;
  SourceText& operator=(const SourceText&) = delete;
  SourceText(SourceText&&) = delete;
  SourceText& operator=(SourceText&&) = delete;
  ~SourceText() = default;

  // NOLINTNEXTLINE(google-explicit-constructor): it is a text, and read like one.
  operator std::string_view() const { return text_; }
  [[nodiscard]] std::string_view view() const { return text_; }

  /// The line of `place`; empty when there is none. Threads may ask at once.
  [[nodiscard]] QuotedLine line(Position place) const;

 private:
  /// Where every 1024th code point of a line begins.
  using Marks = std::vector<std::size_t>;

  void index() const;
  [[nodiscard]] std::string_view whole_line(int number) const;
  /// The bytes before character `index` of line `number`; its size where it has fewer.
  [[nodiscard]] std::size_t offset(int number, std::size_t index) const;

  std::string text_;
  mutable std::once_flag indexed_;
  mutable std::vector<std::size_t> lines_;  // where each begins
  mutable std::unordered_map<int, Marks> long_lines_;
};

}  // namespace dcr
