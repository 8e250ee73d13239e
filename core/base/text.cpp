// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace dcr {
namespace {

/// One step through a text: a code point of `length` bytes, or, where `length` is 0, a byte that
/// belongs to none.
struct Decoded {
  char32_t code_point = 0;
  std::size_t length = 0;
};

unsigned char byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

bool is_continuation(std::string_view text, std::size_t at) {
  return at < text.size() && (byte_at(text, at) & 0xC0U) == 0x80U;
}

// Overlong forms and surrogates are not UTF-8 (RFC 3629): the smallest code point of each length
// tells the first, a range the second.
Decoded decode(std::string_view text, std::size_t at) {
  const unsigned char lead = byte_at(text, at);
  if (lead < 0x80U) return {lead, 1};
  std::size_t length = 0;
  char32_t smallest = 0;
  char32_t code_point = 0;
  if ((lead & 0xE0U) == 0xC0U) {
    length = 2, smallest = 0x80U, code_point = lead & 0x1FU;
  } else if ((lead & 0xF0U) == 0xE0U) {
    length = 3, smallest = 0x800U, code_point = lead & 0x0FU;
  } else if ((lead & 0xF8U) == 0xF0U) {
    length = 4, smallest = 0x10000U, code_point = lead & 0x07U;
  } else {
    return {};
  }
  for (std::size_t next = at + 1; next < at + length; ++next) {
    if (!is_continuation(text, next)) return {};
    code_point = (code_point << 6U) | (byte_at(text, next) & 0x3FU);
  }
  const bool surrogate = code_point >= 0xD800U && code_point <= 0xDFFFU;
  if (code_point < smallest || code_point > 0x10FFFFU || surrogate) return {};
  return {code_point, length};
}

/// Characters that move the cursor, end a line or reorder what follows.
bool is_unsafe(char32_t c) {
  const bool control = c < 0x20U || (c >= 0x7FU && c <= 0x9FU);
  const bool line_break = c == 0x2028U || c == 0x2029U;
  const bool bidi = c == 0x061CU || c == 0x200EU || c == 0x200FU ||
                    (c >= 0x202AU && c <= 0x202EU) || (c >= 0x2066U && c <= 0x2069U);
  return control || line_break || bidi;
}

std::string escaped(char32_t c) {
  switch (c) {
    case U'\n': return "\\n";
    case U'\r': return "\\r";
    case U'\t': return "\\t";
    default: break;
  }
  // C1 controls as code points, so that \x always means a byte.
  const auto value = static_cast<std::uint32_t>(c);
  return value < 0x80U ? fmt::format("\\x{:02x}", value) : fmt::format("\\u{:04x}", value);
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lowered(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), lower);
  return result;
}

/// The first byte from `at` on that is no printable ASCII.
std::size_t end_of_plain(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] >= ' ' && text[at] <= '~') ++at;
  return at;
}

/// Edits between two words, counting two neighbours that changed places as one edit.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> two_back;
  std::vector<std::size_t> previous(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) previous[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::vector<std::size_t> row(b.size() + 1, i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U);
      row[j] = std::min({previous[j] + 1, row[j - 1] + 1, replaced});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], two_back[j - 2] + 1);
    }
    two_back = std::exchange(previous, std::move(row));
  }
  return previous[b.size()];
}

}  // namespace

std::optional<std::string> nearest(std::string_view word,
                                   const std::vector<std::string_view>& candidates) {
  constexpr std::size_t longest_word = 200;  // the distance costs the product of both lengths
  if (word.empty() || word.size() > longest_word) return std::nullopt;
  const std::string wanted = lowered(word);
  // A third of the letters may be wrong: 'ownr' means 'owners', 'x' means nothing.
  std::size_t best_distance = (word.size() + 2) / 3 + 1;
  if (word.size() < 3) best_distance = 2;
  std::optional<std::string> best;
  for (const std::string_view candidate : candidates) {
    if (candidate.size() > longest_word) continue;
    const std::string known = lowered(candidate);
    // The better half of a word is a word cut short: 'warn' means 'warning'.
    const bool cut_short = wanted.size() >= 3 && known.starts_with(wanted) &&
                           wanted.size() * 2 >= known.size() && wanted != known;
    const std::size_t edits = cut_short ? 1 : distance(wanted, known);
    // A word of which no letter is left was not meant.
    if (edits >= best_distance || edits >= std::max(word.size(), candidate.size())) continue;
    best_distance = edits;
    best = std::string(candidate);
  }
  return best;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates) {
  const std::optional<std::string> meant = nearest(word, candidates);
  return meant ? fmt::format("; did you mean '{}'?", printable(*meant)) : std::string();
}

std::string printable(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    // Most of what is printed is plain, and there may be megabytes of it.
    const std::size_t plain = end_of_plain(text, at);
    result += text.substr(at, plain - at);
    at = plain;
    if (at == text.size()) break;
    const Decoded next = decode(text, at);
    if (next.length == 0) {
      result += fmt::format("\\x{:02x}", byte_at(text, at));
      ++at;
      continue;
    }
    if (is_unsafe(next.code_point)) {
      result += escaped(next.code_point);
    } else {
      result += text.substr(at, next.length);
    }
    at += next.length;
  }
  return result;
}

std::string counted(std::size_t number, std::string_view singular) {
  if (number == 1) return fmt::format("1 {}", singular);
  const auto ends_with = [&](std::string_view tail) { return singular.ends_with(tail); };
  const bool vowel_y = ends_with("ay") || ends_with("ey") || ends_with("oy") || ends_with("uy");
  if (ends_with("y") && !vowel_y) {
    return fmt::format("{} {}ies", number, singular.substr(0, singular.size() - 1));
  }
  const bool hisses = ends_with("s") || ends_with("x") || ends_with("ch") || ends_with("sh");
  return fmt::format("{} {}{}", number, singular, hisses ? "es" : "s");
}

std::size_t utf8_prefix(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t length = decode(text, at).length;
    if (length == 0) break;
    at += length;
  }
  return at;
}

bool is_utf8(std::string_view text) { return utf8_prefix(text) == text.size(); }

std::size_t code_points(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++at) count += is_continuation(text, at) ? 0U : 1U;
  return count;
}

std::string_view line_of(std::string_view text, int number) {
  if (number < 1) return {};
  std::size_t begin = 0;
  for (int line = 1; line < number; ++line) {
    const std::size_t line_end = text.find('\n', begin);
    if (line_end == std::string_view::npos) return {};
    begin = line_end + 1;
  }
  const std::size_t end = text.find('\n', begin);
  std::string_view line = text.substr(begin, end == std::string_view::npos ? end : end - begin);
  if (end != std::string_view::npos && line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::string path_component(std::string_view name) {
  if (!name.empty() && name.find_first_of(".\"[]") == std::string_view::npos) {
    return std::string(name);
  }
  std::string quoted = "\"";
  for (const char c : name) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

std::string join_path(std::string_view parent, std::string_view name) {
  if (parent.empty()) return std::string(name);
  return fmt::format("{}.{}", parent, name);
}

}  // namespace dcr
