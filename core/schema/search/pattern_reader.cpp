// SPDX-License-Identifier: Apache-2.0
// Reads patterns of ECMA-262 as automata. Whatever is not plain is refused: a wrong reading here
// would be a wrong verdict.
#include "core/schema/search/language.hpp"

#include <algorithm>

namespace dcr::schema::search {

namespace {

constexpr std::size_t most_states = 4'000;
constexpr std::size_t most_atoms = 20'000;  // repeats in repeats are read again and again
constexpr std::uint32_t last_letter = 0x10FFFF;

std::optional<std::vector<std::uint32_t>> decoded(std::string_view text) {
  std::vector<std::uint32_t> out;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (i + size > text.size()) return std::nullopt;
    std::uint32_t code = size == 1 ? lead : lead & (0xFFU >> (size + 1));
    for (std::size_t k = 1; k < size; ++k) {
      code = (code << 6U) | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
    }
    out.push_back(code);
    i += size;
  }
  return out;
}

Letters digits() { return {{'0', '9'}}; }
Letters word_letters() { return {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}}; }
Letters spaces() {
  return {{0x9, 0xD},       {' ', ' '},       {0xA0, 0xA0},     {0x1680, 0x1680}, {0x2000, 0x200A},
          {0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000}, {0xFEFF, 0xFEFF}};
}
Letters dot() { return complement({{'\n', '\n'}, {'\r', '\r'}, {0x2028, 0x2029}}); }

/// A recursive descent; every function returns false, or nothing, for what it does not read.
class Reader {
 public:
  explicit Reader(std::vector<std::uint32_t> text) : text_(std::move(text)) {}

  std::optional<Nfa> run() {
    const std::size_t begin = nfa_.add_state();
    const std::size_t inner = nfa_.add_state();
    nfa_.start = begin;
    nfa_.connect(begin, begin, all_letters());
    nfa_.connect(begin, inner);
    const std::optional<std::size_t> end = alternation(inner, 0);
    if (!end || at_ != text_.size()) return std::nullopt;
    nfa_.accept = nfa_.add_state();
    nfa_.connect(*end, nfa_.accept);
    nfa_.connect(nfa_.accept, nfa_.accept, all_letters());
    return std::move(nfa_);
  }

 private:
  [[nodiscard]] bool more() const { return at_ < text_.size(); }
  [[nodiscard]] bool sees(std::uint32_t c) const { return more() && text_[at_] == c; }
  [[nodiscard]] bool sees_at(std::size_t ahead, std::uint32_t c) const {
    return at_ + ahead < text_.size() && text_[at_ + ahead] == c;
  }
  bool take(std::uint32_t c) {
    if (!sees(c)) return false;
    ++at_;
    return true;
  }

  struct Repeat {
    std::size_t least;
    std::optional<std::size_t> most;
  };

  std::optional<std::size_t> alternation(std::size_t from, int depth);
  std::optional<std::size_t> sequence(std::size_t from, int depth);
  std::optional<std::size_t> term(std::size_t from, int depth);
  std::optional<std::size_t> atom(std::size_t from, int depth);
  std::optional<std::size_t> repeated(std::size_t from, std::size_t begin, int depth,
                                      const Repeat& repeat);
  bool read_repeat(std::optional<Repeat>& repeat);
  std::optional<std::size_t> number();
  std::optional<Letters> escape(bool in_class);
  std::optional<Letters> character_class();
  std::optional<std::uint32_t> hex(std::size_t count);
  std::optional<Letters> unicode();
  [[nodiscard]] bool sees_repeat() const;

  std::vector<std::uint32_t> text_;
  std::size_t at_ = 0;
  std::size_t atoms_ = 0;
  Nfa nfa_;
};

std::optional<std::size_t> Reader::alternation(std::size_t from, int depth) {
  if (depth > 50) return std::nullopt;
  const std::size_t end = nfa_.add_state();
  do {
    const std::size_t begin = nfa_.add_state();
    nfa_.connect(from, begin);
    const std::optional<std::size_t> branch = sequence(begin, depth);
    if (!branch) return std::nullopt;
    nfa_.connect(*branch, end);
  } while (take('|'));
  return end;
}

std::optional<std::size_t> Reader::sequence(std::size_t from, int depth) {
  std::size_t here = from;
  while (more() && !sees('|') && !sees(')')) {
    const std::optional<std::size_t> next = term(here, depth);
    if (!next || nfa_.states.size() > most_states) return std::nullopt;
    here = *next;
  }
  return here;
}

bool Reader::sees_repeat() const { return sees('*') || sees('+') || sees('?') || sees('{'); }

std::optional<std::size_t> Reader::term(std::size_t from, int depth) {
  if (sees('^') || sees('$')) {
    const auto kind = sees('^') ? Nfa::EdgeKind::at_begin : Nfa::EdgeKind::at_end;
    ++at_;
    if (sees_repeat()) return std::nullopt;
    const std::size_t next = nfa_.add_state();
    nfa_.connect(from, next, kind);
    return next;
  }
  const std::size_t begin = at_;
  // A state of its own: what loops back to it must not loop back to what was before.
  const std::size_t entry = nfa_.add_state();
  nfa_.connect(from, entry);
  const std::size_t states = nfa_.states.size();
  const std::size_t sets = nfa_.sets.size();
  const std::optional<std::size_t> once = atom(entry, depth);
  if (!once) return std::nullopt;
  std::optional<Repeat> repeat;
  if (!read_repeat(repeat)) return std::nullopt;
  if (!repeat) return once;
  const std::size_t after = at_;
  // What was read is forgotten: it is read once for each time that it may stand there.
  nfa_.states.resize(states);
  nfa_.sets.resize(sets);
  nfa_.states[entry].clear();
  const std::optional<std::size_t> end = repeated(entry, begin, depth, *repeat);
  at_ = after;
  return end;
}

/// Reads the atom that begins at `begin` again for each time that it may stand there.
std::optional<std::size_t> Reader::repeated(std::size_t from, std::size_t begin, int depth,
                                            const Repeat& repeat) {
  const auto once = [&](std::size_t state) {
    at_ = begin;
    return nfa_.states.size() > most_states ? std::nullopt : atom(state, depth);
  };
  std::size_t here = from;
  for (std::size_t i = 0; i < repeat.least; ++i) {
    const std::optional<std::size_t> next = once(here);
    if (!next) return std::nullopt;
    here = *next;
  }
  const std::size_t end = nfa_.add_state();
  nfa_.connect(here, end);
  if (!repeat.most) {
    const std::size_t loop = nfa_.add_state();
    nfa_.connect(here, loop);
    const std::optional<std::size_t> next = once(loop);
    if (!next) return std::nullopt;
    nfa_.connect(*next, loop);
    nfa_.connect(*next, end);
    return end;
  }
  for (std::size_t i = repeat.least; i < *repeat.most; ++i) {
    const std::optional<std::size_t> next = once(here);
    if (!next) return std::nullopt;
    here = *next;
    nfa_.connect(here, end);
  }
  return end;
}

std::optional<std::size_t> Reader::number() {
  const std::size_t begin = at_;
  std::size_t value = 0;
  while (more() && text_[at_] >= '0' && text_[at_] <= '9' && value <= 1'000) {
    value = value * 10 + (text_[at_++] - '0');
  }
  if (at_ == begin || value > 1'000) return std::nullopt;
  return value;
}

bool Reader::read_repeat(std::optional<Repeat>& repeat) {
  if (take('*')) {
    repeat = {0, std::nullopt};
  } else if (take('+')) {
    repeat = {1, std::nullopt};
  } else if (take('?')) {
    repeat = {0, 1};
  } else if (take('{')) {
    const std::optional<std::size_t> least = number();
    if (!least) return false;
    repeat = {*least, *least};
    if (take(',')) repeat->most = sees('}') ? std::nullopt : number();
    const bool is_open = !repeat->most && !sees('}');
    if (is_open || !take('}') || (repeat->most && *repeat->most < *least)) return false;
  } else {
    return true;
  }
  take('?');  // lazy or not, the strings are the same
  return !sees_repeat();
}

std::optional<std::size_t> Reader::atom(std::size_t from, int depth) {
  if (++atoms_ > most_atoms) return std::nullopt;
  if (take('(')) {
    if (take('?') && !take(':')) return std::nullopt;
    const std::optional<std::size_t> inner = alternation(from, depth + 1);
    return inner && take(')') ? inner : std::nullopt;
  }
  std::optional<Letters> letters;
  if (sees('[')) {
    letters = character_class();
  } else if (take('\\')) {
    letters = escape(false);
  } else if (take('.')) {
    letters = dot();
  } else if (!sees('*') && !sees('+') && !sees('?') && !sees('{') && !sees('}') && !sees(']')) {
    letters = Letters{{text_[at_], text_[at_]}};
    ++at_;
  }
  if (!letters) return std::nullopt;
  const std::size_t next = nfa_.add_state();
  nfa_.connect(from, next, std::move(*letters));
  return next;
}

std::optional<std::uint32_t> Reader::hex(std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < count; ++i, ++at_) {
    if (!more()) return std::nullopt;
    const std::uint32_t c = text_[at_] | 0x20U;
    const bool is_digit = text_[at_] >= '0' && text_[at_] <= '9';
    if (!is_digit && (text_[at_] > 'f' || c < 'a' || c > 'f')) return std::nullopt;
    value = value * 16 + (is_digit ? text_[at_] - '0' : c - 'a' + 10);
  }
  return value;
}

/// Surrogates and `\u{…}` are refused.
std::optional<Letters> Reader::unicode() {
  const std::optional<std::uint32_t> code = hex(4);
  if (!code || (*code >= 0xD800 && *code < 0xE000)) return std::nullopt;
  return Letters{{*code, *code}};
}

std::optional<Letters> Reader::escape(bool in_class) {
  if (!more()) return std::nullopt;
  const std::uint32_t c = text_[at_++];
  const auto one = [](std::uint32_t letter) { return Letters{{letter, letter}}; };
  switch (c) {
    case 'd': return digits();
    case 'D': return complement(digits());
    case 'w': return word_letters();
    case 'W': return complement(word_letters());
    case 's': return spaces();
    case 'S': return complement(spaces());
    case 'n': return one('\n');
    case 'r': return one('\r');
    case 't': return one('\t');
    case 'f': return one('\f');
    case 'v': return one('\v');
    case 'u': return unicode();
    case 'x': {
      const std::optional<std::uint32_t> code = hex(2);
      return code ? std::optional(one(*code)) : std::nullopt;
    }
    default: break;
  }
  const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  const bool is_digit = c >= '0' && c <= '9';
  if (is_letter || is_digit || c > 0x7F || (in_class && c == '_')) return std::nullopt;
  return one(c);
}

std::optional<Letters> Reader::character_class() {
  ++at_;
  const bool is_negated = take('^');
  Letters found;
  bool is_first = true;
  while (more() && !sees(']')) {
    std::optional<Letters> letters;
    const bool is_dash = sees('-');
    if (is_dash && !is_first && !sees_at(1, ']')) return std::nullopt;
    if (take('\\')) {
      letters = escape(true);
    } else if (!sees('[')) {
      letters = Letters{{text_[at_], text_[at_]}};
      ++at_;
    }
    if (!letters) return std::nullopt;
    is_first = false;
    if (sees('-') && !sees_at(1, ']')) {
      ++at_;
      if (!more() || sees('[') || is_dash) return std::nullopt;
      std::optional<Letters> end = Letters{{text_[at_], text_[at_]}};
      const bool is_escape = take('\\');
      if (is_escape) {
        end = escape(true);
      } else {
        ++at_;
      }
      const auto is_one = [](const Letters& set) {
        return set.size() == 1 && set.front().from == set.front().to;
      };
      if (!end || !is_one(*end) || !is_one(*letters)) return std::nullopt;
      letters->front().to = end->front().from;
      if (letters->front().to < letters->front().from) return std::nullopt;
    }
    found.insert(found.end(), letters->begin(), letters->end());
  }
  if (!take(']')) return std::nullopt;
  found = merged(std::move(found));
  return is_negated ? complement(found) : found;
}

}  // namespace

Letters all_letters() { return {{0, 0xD7FF}, {0xE000, last_letter}}; }

Letters merged(Letters letters) {
  std::sort(letters.begin(), letters.end(),
            [](const Range& a, const Range& b) { return a.from < b.from; });
  Letters out;
  for (const Range& range : letters) {
    if (!out.empty() && range.from <= out.back().to + 1) {
      out.back().to = std::max(out.back().to, range.to);
    } else {
      out.push_back(range);
    }
  }
  return out;
}

Letters complement(const Letters& letters) {
  Letters out;
  for (Range range : all_letters()) {
    for (const Range& hole : letters) {
      if (hole.to < range.from || hole.from > range.to) continue;
      if (hole.from > range.from) out.push_back({range.from, hole.from - 1});
      range.from = hole.to + 1;
      if (range.from > range.to) break;
    }
    if (range.from <= range.to) out.push_back(range);
  }
  return out;
}

std::optional<Nfa> read_pattern(std::string_view pattern) {
  std::optional<std::vector<std::uint32_t>> text = decoded(pattern);
  if (!text) return std::nullopt;
  return Reader(std::move(*text)).run();
}

Nfa words(const std::vector<std::string_view>& list) {
  Nfa nfa;
  nfa.start = nfa.add_state();
  nfa.accept = nfa.add_state();
  for (const std::string_view word : list) {
    const std::optional<std::vector<std::uint32_t>> letters = decoded(word);
    if (!letters) continue;
    std::size_t here = nfa.add_state();
    nfa.connect(nfa.start, here);
    for (const std::uint32_t letter : *letters) {
      const std::size_t next = nfa.add_state();
      nfa.connect(here, next, Letters{{letter, letter}});
      here = next;
    }
    nfa.connect(here, nfa.accept);
  }
  return nfa;
}

}  // namespace dcr::schema::search
