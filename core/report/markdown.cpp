// SPDX-License-Identifier: Apache-2.0
#include "core/report/markdown.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <cctype>

namespace dcr::report {
namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

/// `snake_case` is no emphasis, and stays readable in the source.
bool joins_words(std::string_view text, std::size_t at) {
  return text[at] == '_' && at > 0 && at + 1 < text.size() && is_word(text[at - 1]) &&
         is_word(text[at + 1]);
}

/// How many characters at the beginning could make a heading, a quote or a list.
std::size_t block_mark(std::string_view text) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const bool number =
      digits > 0 && digits < text.size() && (text[digits] == '.' || text[digits] == ')');
  const bool sign =
      !text.empty() && std::string_view("#-+=>").find(text.front()) != std::string_view::npos;
  return number ? digits + 1 : sign ? 1 : 0;
}

/// Whether a word is one that only reads: no reference, no address, no markup.
bool only_reads(std::string_view word) {
  constexpr std::string_view signs = "'\"(),.;-_/+=";
  const std::string_view body = word.ends_with(':') ? word.substr(0, word.size() - 1) : word;
  const bool plain = std::ranges::all_of(body, [&](char c) {
    return is_word(c) || static_cast<unsigned char>(c) >= 0x80U ||
           signs.find(c) != std::string_view::npos;
  });
  return plain && body.find("www.") == std::string_view::npos;
}

/// Backslashes before all that is markup, and before the first `mark` characters' last.
std::string escaped(std::string_view shown, std::size_t mark) {
  std::string out;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const bool special = std::string_view("\\`*_[]<>|~&!").find(shown[i]) != std::string_view::npos;
    if ((special && !joins_words(shown, i)) || i + 1 == mark) {
      out += '\\';
    }
    out += shown[i];
  }
  return out;
}

/// A word of a sentence without the signs around it: `("#team"),`.
struct Word {
  std::string_view lead;
  std::string_view core;
  std::string_view tail;
};

Word split(std::string_view word) {
  const std::size_t begin = std::min(word.find_first_not_of("(\"'"), word.size());
  const std::size_t end = word.find_last_not_of("\"'),.;");
  if (end == std::string_view::npos || end < begin) return {word, "", ""};
  return {word.substr(0, begin), word.substr(begin, end + 1 - begin), word.substr(end + 1)};
}

/// Writes words that only read as text, runs of the others as one piece of code.
class SentenceWriter {
 public:
  void add(std::string_view whole, std::string_view blank) {
    const Word word = split(whole);
    if (word.core.empty() || only_reads(word.core)) {
      end_code();
      out_ += escaped(whole, 0);
    } else {
      if (!word.lead.empty()) end_code();
      if (code_.empty()) {
        out_ += blanks_;
        out_ += word.lead;
      } else {
        code_ += blanks_;
      }
      blanks_.clear();
      code_ += word.core;
      if (!word.tail.empty()) {
        end_code();
        out_ += word.tail;
      }
    }
    blanks_ += blank;
    if (code_.empty()) {
      out_ += blanks_;
      blanks_.clear();
    }
  }

  [[nodiscard]] std::string take() {
    end_code();
    return std::move(out_);
  }

 private:
  void end_code() {
    if (!code_.empty()) out_ += markdown_code(code_);
    code_.clear();
    out_ += blanks_;
    blanks_.clear();
  }

  std::string out_;
  std::string code_;
  std::string blanks_;  // after the last word, not yet known to be code or text
};

std::string sentence_words(std::string_view text) {
  SentenceWriter writer;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::size_t next = std::min(text.find_first_not_of(' ', end), text.size());
    writer.add(text.substr(begin, end - begin), text.substr(end, next - end));
    begin = next;
  }
  return writer.take();
}

}  // namespace

std::string markdown_text(std::string_view text) {
  const std::string shown = printable(text);
  return escaped(shown, block_mark(shown));
}

std::string markdown_code(std::string_view text) {
  const std::string shown = printable(text);
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : shown) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  // A blank keeps a backtick of the text from the fence, and an empty text from being none.
  const bool padded = shown.empty() || shown.front() == '`' || shown.back() == '`';
  const char* pad = padded ? " " : "";
  return fence + pad + shown + pad + fence;
}

std::string markdown_sentence(std::string_view text) {
  const std::string shown = printable(text);
  // A backtick without its partner opens nothing.
  const bool paired = std::ranges::count(shown, '`') % 2 == 0;
  std::string out;
  bool inside = false;
  for (std::size_t begin = 0; paired && begin <= shown.size(); inside = !inside) {
    const std::size_t end = std::min(shown.find('`', begin), shown.size());
    const std::string_view part = std::string_view(shown).substr(begin, end - begin);
    if (inside && part.empty()) return sentence_words(shown);
    const std::string next = inside ? markdown_code(part) : sentence_words(part);
    // Two pieces of code side by side would be read as one, or as none.
    if (out.ends_with('`') && next.starts_with('`')) return sentence_words(shown);
    out += next;
    begin = end + 1;
  }
  return paired ? out : sentence_words(shown);
}

std::string html_text(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string markdown_link(std::string_view address) {
  const bool web = address.starts_with("https://") || address.starts_with("http://");
  const bool plain = std::ranges::all_of(address, [](char c) {
    return static_cast<unsigned char>(c) > ' ' && static_cast<unsigned char>(c) < 0x7f &&
           c != '<' && c != '>' && c != '\\';
  });
  return web && plain ? "<" + std::string(address) + ">" : markdown_code(address);
}

}  // namespace dcr::report
