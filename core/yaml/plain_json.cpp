// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/plain_json.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <iterator>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

// Registries of ten thousand mods are read on every command, so this reader does no more than one
// pass: it counts lines as it goes, and gives up at the first thing that is odd.

namespace dcr::yaml {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool continues_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

void append_utf8(unsigned code, std::string& out) {
  const auto add = [&](unsigned byte) { out += static_cast<char>(byte); };
  if (code < 0x80) {
    add(code);
  } else if (code < 0x800) {
    add(0xC0U | (code >> 6U));
    add(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    add(0xE0U | (code >> 12U));
    add(0x80U | ((code >> 6U) & 0x3FU));
    add(0x80U | (code & 0x3FU));
  } else {
    add(0xF0U | (code >> 18U));
    add(0x80U | ((code >> 12U) & 0x3FU));
    add(0x80U | ((code >> 6U) & 0x3FU));
    add(0x80U | (code & 0x3FU));
  }
}

class PlainReader {
 public:
  PlainReader(std::string_view text, const Limits& limits, Position start)
      : text_(text), limits_(limits), line_(start.line), first_column_(start.column) {}

  std::shared_ptr<const Node> read() {
    skip_blanks();
    std::shared_ptr<Node> root = std::make_shared<Node>();
    if (!value(*root, 0)) return nullptr;
    skip_blanks();
    return at_ == text_.size() ? root : nullptr;
  }

 private:
  /// What is to be known of where a token begins to tell its span once it has ended.
  struct Begin {
    std::size_t at;
    std::size_t continued;  // bytes of this line before it that begin no character
    Position position;
  };

  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  bool take_word(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }
  bool charge() { return ++spent_ <= limits_.expanded; }

  void skip_blanks() {
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '\n') {
        ++line_;
        line_begin_ = at_ + 1;
        first_column_ = 1;
        continued_ = 0;
      } else if (c != ' ' && c != '\t' && c != '\r') {
        return;
      }
    }
  }

  [[nodiscard]] Begin begin() const {
    const auto column = static_cast<int>(at_ - line_begin_ - continued_) + first_column_;
    return {at_, continued_, {line_, column}};
  }

  /// The span of what began on this line and ends here.
  [[nodiscard]] Span span(const Begin& begin) const {
    const std::size_t length = at_ - begin.at - (continued_ - begin.continued);
    return {begin.position, static_cast<int>(length)};
  }

  /// The span of a collection that ends here: of its first line where it has several.
  [[nodiscard]] Span collection_span(const Begin& begin) const {
    if (begin.position.line == line_) return span(begin);
    std::size_t end = text_.find('\n', begin.at);
    while (text_[end - 1] == ' ' || text_[end - 1] == '\t' || text_[end - 1] == '\r') --end;
    const std::string_view token = text_.substr(begin.at, end - begin.at);
    const auto continued = std::ranges::count_if(token, continues_code_point);
    return {begin.position, static_cast<int>(token.size()) - static_cast<int>(continued)};
  }

  bool value(Node& node, int depth) {
    if (!charge()) return false;
    const Begin here = begin();
    switch (peek()) {
      case '{': return mapping(node, here, depth);
      case '[': return sequence(node, here, depth);
      case '"':
        node.kind = Kind::string;
        node.quoted = true;
        if (!string(node.text)) return false;
        break;
      case 't':
      case 'f':
        node.kind = Kind::boolean;
        if (!take_word("true") && !take_word("false")) return false;
        node.text = text_.substr(here.at, at_ - here.at);
        break;
      case 'n':
        if (!take_word("null")) return false;
        node.text = "null";
        break;
      default:
        if (!number(node)) return false;
    }
    node.at = span(here);
    return true;
  }

  bool mapping(Node& node, const Begin& here, int depth) {
    if (depth >= limits_.depth) return false;
    node.kind = Kind::mapping;
    const std::size_t first = entries_.size();
    ++at_;
    skip_blanks();
    if (!take('}')) {
      do {
        skip_blanks();
        if (!entry(depth)) return false;
        skip_blanks();
      } while (take(','));
      if (!take('}')) return false;
    }
    const auto from = entries_.begin() + static_cast<std::ptrdiff_t>(first);
    node.entries.assign(std::move_iterator(from), std::move_iterator(entries_.end()));
    entries_.erase(from, entries_.end());
    node.at = collection_span(here);
    return has_unique_keys(node);
  }

  bool entry(int depth) {
    const Begin here = begin();
    Entry out;
    if (peek() != '"' || !charge() || !string(out.key)) return false;
    out.key_at = span(here);
    skip_blanks();
    if (!take(':')) return false;
    skip_blanks();
    auto node = std::make_shared<Node>();
    if (!value(*node, depth + 1)) return false;
    out.value = std::move(node);
    entries_.push_back(std::move(out));
    return true;
  }

  bool sequence(Node& node, const Begin& here, int depth) {
    if (depth >= limits_.depth) return false;
    node.kind = Kind::sequence;
    ++at_;
    skip_blanks();
    if (!take(']')) {
      do {
        skip_blanks();
        auto item = std::make_shared<Node>();
        if (!value(*item, depth + 1)) return false;
        node.items.push_back(std::move(item));
        skip_blanks();
      } while (take(','));
      if (!take(']')) return false;
    }
    node.at = collection_span(here);
    return true;
  }

  static bool has_unique_keys(const Node& node) {
    constexpr std::size_t few = 12;
    const auto& entries = node.entries;
    if (entries.size() <= few) {
      for (std::size_t i = 1; i < entries.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
          if (entries[i].key == entries[j].key) return false;
        }
      }
      return true;
    }
    std::vector<std::string_view> keys(entries.size());  // not hashed: collisions can be crafted
    std::ranges::transform(entries, keys.begin(), &Entry::key);
    std::ranges::sort(keys);
    return std::ranges::adjacent_find(keys) == keys.end();
  }

  bool string(std::string& out) {
    ++at_;
    std::size_t from = at_;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"') {
        out.append(text_, from, at_ - from);
        ++at_;
        return true;
      }
      if (static_cast<unsigned char>(c) < 0x20) return false;
      if (c == '\\') {
        out.append(text_, from, at_ - from);
        ++at_;
        if (!escape(out)) return false;
        from = at_;
        continue;
      }
      if (continues_code_point(c)) ++continued_;
      ++at_;
    }
    return false;
  }

  bool escape(std::string& out) {
    const char c = peek();
    ++at_;
    switch (c) {
      case '"':
      case '\\':
      case '/': out += c; return true;
      case 'b': out += '\b'; return true;
      case 'f': out += '\f'; return true;
      case 'n': out += '\n'; return true;
      case 'r': out += '\r'; return true;
      case 't': out += '\t'; return true;
      case 'u': return unicode_escape(out);
      default: return false;
    }
  }

  bool unicode_escape(std::string& out) {
    unsigned code = 0;
    if (!hexadecimal(code)) return false;
    if (code >= 0xDC00 && code <= 0xDFFF) return false;
    if (code >= 0xD800 && code <= 0xDBFF) {
      unsigned low = 0;
      if (!take_word("\\u") || !hexadecimal(low) || low < 0xDC00 || low > 0xDFFF) return false;
      code = 0x10000 + ((code - 0xD800) << 10U) + (low - 0xDC00);
    }
    append_utf8(code, out);
    return true;
  }

  bool hexadecimal(unsigned& out) {
    const std::string_view digits = text_.substr(at_, 4);
    const auto [end, fault] =
        std::from_chars(digits.data(), digits.data() + digits.size(), out, 16);
    if (fault != std::errc{} || end != digits.data() + 4) return false;
    at_ += 4;
    return true;
  }

  bool digits() {
    if (!is_digit(peek())) return false;
    while (is_digit(peek())) ++at_;
    return true;
  }

  bool number(Node& node) {
    const std::size_t from = at_;
    take('-');
    if (!take('0') && !digits()) return false;
    node.kind = Kind::integer;
    bool is_large = at_ - from > 100;
    if (take('.')) {
      node.kind = Kind::number;
      if (!digits()) return false;
    }
    if (take('e') || take('E')) {
      node.kind = Kind::number;
      is_large = true;
      if (!take('+')) take('-');
      if (!digits()) return false;
    }
    node.text = text_.substr(from, at_ - from);
    double value = 0;
    const char* text = node.text.data();
    return !is_large || std::from_chars(text, text + node.text.size(), value).ec == std::errc{};
  }

  std::string_view text_;
  const Limits& limits_;
  std::size_t at_ = 0;
  std::size_t spent_ = 0;
  int line_;
  int first_column_;  // of this line
  std::size_t line_begin_ = 0;
  std::size_t continued_ = 0;   // bytes of this line so far that begin no character
  std::vector<Entry> entries_;  // of the mappings that are open
};

}  // namespace

std::shared_ptr<const Node> read_plain_json(std::string_view text, const Limits& limits,
                                            Position start) {
  return PlainReader(text, limits, start).read();
}

}  // namespace dcr::yaml
