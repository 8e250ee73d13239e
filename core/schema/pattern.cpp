// SPDX-License-Identifier: Apache-2.0
#include "core/schema/pattern.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

namespace dcr::schema {

namespace {

// ECMA-262's white space and line ends, and all the rest, as the inside of a character class.
constexpr std::string_view space =
    R"(\t-\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff})";
constexpr std::string_view no_space =
    R"(\x{0}-\x{8}\x{e}-\x{1f}\x{21}-\x{9f}\x{a1}-\x{167f}\x{1681}-\x{1fff}\x{200b}-\x{2027})"
    R"(\x{202a}-\x{202e}\x{2030}-\x{205e}\x{2060}-\x{2fff}\x{3001}-\x{fefe}\x{ff00}-\x{10ffff})";
constexpr std::string_view dot = R"([^\n\r\x{2028}\x{2029}])";

/// RE2 knows general categories by their short names only.
constexpr auto categories = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"Letter", "L"},
    {"Cased_Letter", "LC"},
    {"Uppercase_Letter", "Lu"},
    {"Lowercase_Letter", "Ll"},
    {"Titlecase_Letter", "Lt"},
    {"Modifier_Letter", "Lm"},
    {"Other_Letter", "Lo"},
    {"Mark", "M"},
    {"Nonspacing_Mark", "Mn"},
    {"Spacing_Mark", "Mc"},
    {"Enclosing_Mark", "Me"},
    {"Number", "N"},
    {"Decimal_Number", "Nd"},
    {"digit", "Nd"},
    {"Letter_Number", "Nl"},
    {"Other_Number", "No"},
    {"Punctuation", "P"},
    {"punct", "P"},
    {"Symbol", "S"},
    {"Math_Symbol", "Sm"},
    {"Currency_Symbol", "Sc"},
    {"Separator", "Z"},
    {"Space_Separator", "Zs"},
    {"Other", "C"},
    {"Control", "Cc"},
    {"cntrl", "Cc"},
    {"Format", "Cf"},
});

/// Rewrites a pattern of ECMA-262 as RE2 reads it, from left to right; `problem` ends it.
class Translation {
 public:
  explicit Translation(std::string_view source) : source_(source) {}

  std::string run() {
    while (at_ < source_.size() && problem_.empty()) step();
    if (problem_.empty() && in_class_) problem_ = "a '[' is not closed";
    return std::move(out_);
  }
  [[nodiscard]] const std::string& problem() const { return problem_; }

 private:
  [[nodiscard]] bool sees(std::string_view text) const {
    return source_.substr(at_).starts_with(text);
  }
  void copy(std::size_t count) {
    out_ += source_.substr(at_, count);
    at_ += count;
  }
  void put(std::size_t count, std::string_view text) {
    out_ += text;
    at_ += count;
  }
  void put_code(std::size_t count, std::uint32_t code) {
    put(count, fmt::format("\\x{{{:x}}}", code));
  }
  void refuse(std::string why) { problem_ = std::move(why); }

  void step();
  void step_in_class();
  void open_class();
  void group();
  void brace();
  void escape();
  void property();
  void unicode();
  [[nodiscard]] std::optional<std::uint32_t> hex(std::size_t from, std::size_t count) const;

  std::string_view source_;
  std::size_t at_ = 0;
  bool in_class_ = false;
  std::string out_;
  std::string problem_;
};

void Translation::step() {
  const char c = source_[at_];
  if (c == '\\') return escape();
  if (in_class_) return step_in_class();
  switch (c) {
    case '.': return put(1, dot);
    case '[': return open_class();
    case '(': return group();
    case '{': return brace();
    // Alone they are themselves in ECMA-262's patterns without the u flag.
    case '}':
    case ']': return put(1, c == '}' ? "\\}" : "\\]");
    default: return copy(1);
  }
}

void Translation::step_in_class() {
  // RE2 would take "[:" for the start of a POSIX class.
  if (source_[at_] == '[') return put(1, "\\[");
  in_class_ = source_[at_] != ']';
  copy(1);
}

void Translation::open_class() {
  // To RE2 a ']' in front is a member; to ECMA-262 it closes: nothing, or anything.
  if (sees("[]")) return put(2, R"([^\x{0}-\x{10ffff}])");
  if (sees("[^]")) return put(3, R"([\x{0}-\x{10ffff}])");
  in_class_ = true;
  copy(sees("[^") ? 2 : 1);
}

void Translation::group() {
  if (sees("(?=") || sees("(?!")) return refuse("it looks ahead, which dcr cannot match");
  if (sees("(?<=") || sees("(?<!")) return refuse("it looks behind, which dcr cannot match");
  if (sees("(?:")) return copy(3);
  if (sees("(?<")) return put(3, "(?P<");
  if (sees("(?")) {
    return refuse(fmt::format("'{}' is no group of ECMA-262", source_.substr(at_, 3)));
  }
  copy(1);
}

void Translation::brace() {
  std::size_t end = at_ + 1;
  const auto digits = [&] {
    const std::size_t from = end;
    while (end < source_.size() && source_[end] >= '0' && source_[end] <= '9') ++end;
    return end > from;
  };
  bool repeats = digits();
  if (repeats && end < source_.size() && source_[end] == ',') {
    ++end;
    digits();
  }
  repeats = repeats && end < source_.size() && source_[end] == '}';
  if (!repeats) return put(1, "\\{");
  copy(end + 1 - at_);
}

std::optional<std::uint32_t> Translation::hex(std::size_t from, std::size_t count) const {
  if (from + count > source_.size() || count == 0) return std::nullopt;
  std::uint32_t value = 0;
  const char* begin = source_.data() + from;
  const auto [end, error] = std::from_chars(begin, begin + count, value, 16);
  if (error != std::errc{} || end != begin + count) return std::nullopt;
  return value;
}

void Translation::unicode() {
  if (sees("\\u{")) {
    const std::size_t close = source_.find('}', at_);
    const auto code =
        close == std::string_view::npos ? std::nullopt : hex(at_ + 3, close - at_ - 3);
    if (!code) return refuse("'\\u{' is not followed by hexadecimal digits and '}'");
    return put_code(close + 1 - at_, *code);
  }
  const std::optional<std::uint32_t> code = hex(at_ + 2, 4);
  if (!code) return refuse("'\\u' is not followed by four hexadecimal digits");
  const bool is_high = *code >= 0xD800 && *code < 0xDC00;
  if (is_high && source_.substr(at_ + 6).starts_with("\\u")) {
    const std::optional<std::uint32_t> low = hex(at_ + 8, 4);
    if (low && *low >= 0xDC00 && *low < 0xE000) {
      return put_code(12, 0x10000 + ((*code - 0xD800) << 10U) + (*low - 0xDC00));
    }
  }
  if (*code >= 0xD800 && *code < 0xE000) return refuse("it names half of a surrogate pair");
  put_code(6, *code);
}

void Translation::property() {
  const std::size_t close = source_.find('}', at_);
  if (at_ + 2 >= source_.size() || source_[at_ + 2] != '{' || close == std::string_view::npos) {
    return refuse(
        fmt::format("'{}' is not followed by a property in braces", source_.substr(at_, 2)));
  }
  std::string_view name = source_.substr(at_ + 3, close - at_ - 3);
  for (const std::string_view prefix :
       {"Script=", "sc=", "Script_Extensions=", "scx=", "General_Category=", "gc="}) {
    if (name.starts_with(prefix)) {
      name.remove_prefix(prefix.size());
      break;
    }
  }
  for (const auto& [full, brief] : categories) {
    if (name == full) name = brief;
  }
  put(close + 1 - at_, fmt::format("\\{}{{{}}}", source_[at_ + 1], name));
}

void Translation::escape() {
  if (at_ + 1 == source_.size()) return refuse("a '\\' ends it");
  const char c = source_[at_ + 1];
  switch (c) {
    case 's': return put(2, in_class_ ? std::string(space) : fmt::format("[{}]", space));
    case 'S': return put(2, in_class_ ? std::string(no_space) : fmt::format("[{}]", no_space));
    case 'b': return put(2, in_class_ ? "\\x{8}" : "\\b");
    case 'B':
      if (in_class_) return refuse("'\\B' stands in a character class");
      return copy(2);
    case 'd':
    case 'D':
    case 'w':
    case 'W':
    case 'n':
    case 'r':
    case 't':
    case 'f':
    case 'v': return copy(2);
    case '0': return put_code(2, 0);
    case 'c':
      if (at_ + 2 == source_.size()) return refuse("'\\c' is not followed by a letter");
      return put_code(3, static_cast<std::uint32_t>(source_[at_ + 2]) % 32U);
    case 'x':
      if (const auto code = hex(at_ + 2, 2)) return put_code(4, *code);
      return refuse("'\\x' is not followed by two hexadecimal digits");
    case 'u': return unicode();
    case 'p':
    case 'P': return property();
    case 'k': return refuse("it refers back to a group, which dcr cannot match");
    default: break;
  }
  if (c >= '1' && c <= '9') return refuse("it refers back to a group, which dcr cannot match");
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
    return refuse(fmt::format("'\\{}' is no escape of ECMA-262", c));
  }
  // RE2 knows escapes of ASCII punctuation only.
  const bool is_ascii = static_cast<unsigned char>(c) < 0x80;
  if (!is_ascii || c == '_') return put(1, "");
  copy(2);
}

std::string explain(const re2::RE2& program) {
  switch (program.error_code()) {
    case re2::RE2::ErrorRepeatSize: return "it repeats something more than 1000 times";
    case re2::RE2::ErrorPatternTooLarge: return "it is too large to match";
    case re2::RE2::ErrorMissingBracket: return "a '[' is not closed";
    case re2::RE2::ErrorMissingParen: return "a '(' is not closed";
    case re2::RE2::ErrorUnexpectedParen: return "a ')' closes nothing";
    case re2::RE2::ErrorRepeatArgument:
    case re2::RE2::ErrorRepeatOp:
      return fmt::format("nothing for '{}' to repeat", program.error_arg());
    case re2::RE2::ErrorBadCharRange:
      return fmt::format("'{}' is no range of characters it knows", program.error_arg());
    default: return program.error();
  }
}

}  // namespace

Pattern::Compiled Pattern::compile(std::string_view source) {
  Translation translation(source);
  const std::string translated = translation.run();
  if (!translation.problem().empty()) return {nullptr, translation.problem()};
  re2::RE2::Options options;
  options.set_log_errors(false);
  auto program = std::make_shared<const re2::RE2>(translated, options);
  if (!program->ok()) return {nullptr, explain(*program)};
  auto pattern = std::make_shared<Pattern>();
  pattern->source_ = std::string(source);
  pattern->program_ = std::move(program);
  return {std::move(pattern), {}};
}

bool Pattern::matches(std::string_view text) const {
  return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *program_);
}

}  // namespace dcr::schema
