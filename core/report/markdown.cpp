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

}  // namespace

std::string markdown_text(std::string_view text) {
  const std::string shown = printable(text);
  const std::size_t mark = block_mark(shown);
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

std::string markdown_link(std::string_view address) {
  const bool web = address.starts_with("https://") || address.starts_with("http://");
  const bool plain = std::ranges::all_of(address, [](char c) {
    return static_cast<unsigned char>(c) > ' ' && static_cast<unsigned char>(c) < 0x7f &&
           c != '<' && c != '>' && c != '\\';
  });
  return web && plain ? "<" + std::string(address) + ">" : markdown_code(address);
}

}  // namespace dcr::report
