// SPDX-License-Identifier: Apache-2.0
#include "core/imports/sql_statements.hpp"

#include "core/imports/build.hpp"

#include <algorithm>
#include <optional>

namespace dcr::imports {
namespace {

constexpr std::size_t most_words = 8;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool is_word(char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '$'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

class Splitter {
 public:
  Splitter(std::string_view text, std::string_view path) : text_(text), path_(path) {}

  Result<std::vector<SqlStatement>> split() {
    while (next_ < text_.size() && !error_) step();
    if (error_) return *std::move(error_);
    close();
    return std::move(statements_);
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return next_ + ahead < text_.size() ? text_[next_ + ahead] : '\0';
  }

  void pass_to(std::size_t end) {
    for (end = std::min(end, text_.size()); next_ < end; ++next_) {
      const char c = text_[next_];
      if (c == '\n') {
        at_ = {at_.line + 1, 1};
      } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
        ++at_.column;
      }
    }
  }

  void step() {
    const char c = peek();
    if (is_blank(c)) return pass_to(next_ + 1);
    if (c == '-' && peek(1) == '-') return pass_to(line_end());
    if (c == '/' && peek(1) == '*') return pass_comment();
    if (c == '\\' && !open_) return pass_to(line_end());
    if (c == ';') return end_statement();
    if (!open_) begin();
    if (c == '\'') return pass_quoted('\'', false);
    if (c == '"') return pass_quoted('"', false);
    if (c == '$' && pass_dollar_quoted()) return;
    if (is_letter(c)) return pass_word();
    listening_ = false;
    if (c >= '0' && c <= '9') return pass_to(word_end());
    pass_to(next_ + 1);
  }

  void begin() {
    open_ = true;
    listening_ = true;
    begin_ = next_;
    statements_.push_back({{}, at_, {}});
  }

  void close() {
    if (!open_) return;
    statements_.back().text = text_.substr(begin_, next_ - begin_);
    open_ = false;
  }

  void end_statement() {
    const bool data = open_ && is_copy_from_stdin();
    close();
    pass_to(next_ + 1);
    if (!data) return;
    pass_to(line_end() + 1);
    while (next_ < text_.size()) {
      const std::string_view line = text_.substr(next_, line_end() - next_);
      pass_to(line_end() + 1);
      if (line == "\\." || line == "\\.\r") return;
    }
  }

  [[nodiscard]] bool is_copy_from_stdin() const {
    const SqlStatement& last = statements_.back();
    if (last.words.empty() || last.words.front() != "copy") return false;
    std::string tail;
    for (const char c : text_.substr(begin_, next_ - begin_)) {
      tail += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return tail.find("from stdin") != std::string::npos;
  }

  [[nodiscard]] std::size_t line_end() const {
    return std::min(text_.find('\n', next_), text_.size());
  }

  [[nodiscard]] std::size_t word_end() const {
    std::size_t end = next_;
    while (end < text_.size() && is_word(text_[end])) ++end;
    return end;
  }

  void pass_word() {
    const std::size_t end = word_end();
    const std::string_view word = text_.substr(next_, end - next_);
    // E'…' has escapes; N'…', B'…', X'…' and U&'…' have none.
    if (end < text_.size() && text_[end] == '\'' && (word == "e" || word == "E")) {
      pass_to(end);
      return pass_quoted('\'', true);
    }
    std::vector<std::string>& words = statements_.back().words;
    if (listening_ && words.size() < most_words) {
      std::string lowered;
      for (const char c : word) {
        lowered += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      }
      words.push_back(std::move(lowered));
    }
    pass_to(end);
  }

  void pass_quoted(char quote, bool escapes) {
    listening_ = false;
    for (std::size_t at = next_ + 1; at < text_.size(); ++at) {
      if (escapes && text_[at] == '\\') {
        ++at;
      } else if (text_[at] == quote) {
        if (at + 1 < text_.size() && text_[at + 1] == quote) {
          ++at;
        } else {
          return pass_to(at + 1);
        }
      }
    }
    refuse("this quote is never closed");
  }

  bool pass_dollar_quoted() {
    std::size_t end = next_ + 1;
    while (end < text_.size() && is_word(text_[end]) && text_[end] != '$') ++end;
    if (end >= text_.size() || text_[end] != '$') return false;
    listening_ = false;
    const std::string_view tag = text_.substr(next_, end + 1 - next_);
    const std::size_t close = text_.find(tag, end + 1);
    if (close == std::string_view::npos) {
      refuse("this dollar quote is never closed");
    } else {
      pass_to(close + tag.size());
    }
    return true;
  }

  void pass_comment() {
    int depth = 0;
    for (std::size_t at = next_; at + 1 < text_.size(); ++at) {
      if (text_[at] == '/' && text_[at + 1] == '*') {
        ++depth;
        ++at;
      } else if (text_[at] == '*' && text_[at + 1] == '/') {
        ++at;
        if (--depth == 0) return pass_to(at + 1);
      }
    }
    refuse("this comment is never closed");
  }

  void refuse(std::string message) { error_ = fault(path_, {at_, 1}, std::move(message)); }

  std::string_view text_;
  std::string_view path_;
  std::size_t next_ = 0;
  Position at_{1, 1};
  bool open_ = false;       // inside of a statement
  bool listening_ = false;  // its first words are still being heard
  std::size_t begin_ = 0;
  std::vector<SqlStatement> statements_;
  std::optional<Error> error_;
};

}  // namespace

Result<std::vector<SqlStatement>> sql_statements(std::string_view text, std::string_view path) {
  return Splitter(text, path).split();
}

Position StatementPlaces::after(std::size_t bytes) {
  if (bytes < bytes_) {
    bytes_ = 0;
    at_ = statement_.at;
  }
  bytes = std::min(bytes, statement_.text.size());
  for (const char c : statement_.text.substr(bytes_, bytes - bytes_)) {
    if (c == '\n') {
      at_ = {at_.line + 1, 1};
    } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
      ++at_.column;
    }
  }
  bytes_ = bytes;
  return at_;
}

}  // namespace dcr::imports
