// SPDX-License-Identifier: Apache-2.0
#include "core/formats/csv.hpp"

#include "core/base/text.hpp"

#include <algorithm>

namespace dcr::formats {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

class Reader {
 public:
  Reader(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter) {
    if (text_.starts_with(byte_order_mark)) text_.remove_prefix(byte_order_mark.size());
  }

  CsvTable read() {
    if (const std::size_t readable = utf8_prefix(text_); readable < text_.size()) {
      while (next_ < readable) pass();
      fail(at_, "the file is not UTF-8 text");
      return std::move(table_);
    }
    while (next_ < text_.size() && table_.problems.empty()) read_row();
    return std::move(table_);
  }

 private:
  [[nodiscard]] char peek() const { return next_ < text_.size() ? text_[next_] : '\0'; }
  [[nodiscard]] bool at_line_end() const {
    return next_ == text_.size() || peek() == '\n' || peek() == '\r';
  }

  /// Passes one byte, and keeps count of lines and columns.
  char pass() {
    const char c = text_[next_++];
    const bool ends = c == '\n' || (c == '\r' && peek() != '\n');
    if (ends) {
      at_ = {at_.line + 1, 1};
    } else if (!is_continuation(c) && c != '\r') {
      ++at_.column;
    }
    return c;
  }

  void fail(Position place, std::string message) {
    Problem problem;
    problem.message = std::move(message);
    problem.at = {place, 1};
    table_.problems.push_back(std::move(problem));
  }

  void read_row() {
    std::vector<CsvField> row;
    do {
      row.push_back(read_field());
    } while (table_.problems.empty() && peek() == delimiter_ && pass() == delimiter_);
    if (next_ < text_.size() && pass() == '\r' && peek() == '\n') pass();
    if (row.size() > 1 || !row.front().text.empty()) table_.rows.push_back(std::move(row));
  }

  CsvField read_field() {
    CsvField field;
    const Position begin = at_;
    if (peek() == '"') {
      read_quoted(field, begin);
    } else {
      while (!at_line_end() && peek() != delimiter_) field.text += pass();
    }
    const int width = at_.line == begin.line ? at_.column - begin.column : 1;
    field.at = {begin, std::max(width, 1)};
    return field;
  }

  void read_quoted(CsvField& field, Position begin) {
    pass();
    while (next_ < text_.size()) {
      const char c = pass();
      if (c != '"') {
        field.text += c;
      } else if (peek() == '"') {
        field.text += pass();
      } else {
        if (!at_line_end() && peek() != delimiter_)
          fail(at_, "text follows the closing quote of a field");
        return;
      }
    }
    fail(begin, "the quote of this field is never closed");
  }

  std::string_view text_;
  char delimiter_;
  std::size_t next_ = 0;
  Position at_{1, 1};
  CsvTable table_;
};

}  // namespace

CsvTable parse_csv(std::string_view text, char delimiter) { return Reader(text, delimiter).read(); }

}  // namespace dcr::formats
