// SPDX-License-Identifier: Apache-2.0
#include "core/schema/search/language.hpp"

#include "core/base/sort_unique.hpp"

#include <algorithm>
#include <set>

namespace dcr::schema::search {

namespace {

constexpr std::size_t most_states = 3'000;

bool has_letter(const Letters& letters, std::uint32_t letter) {
  const auto after = std::upper_bound(
      letters.begin(), letters.end(), letter,
      [](std::uint32_t wanted, const Range& range) { return wanted < range.from; });
  return after != letters.begin() && std::prev(after)->to >= letter;
}

void append(std::string& out, std::uint32_t code) {
  const auto byte = [&](std::uint32_t value) { out += static_cast<char>(value); };
  if (code < 0x80) {
    byte(code);
  } else if (code < 0x800) {
    byte(0xC0U | (code >> 6U));
    byte(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    byte(0xE0U | (code >> 12U));
    byte(0x80U | ((code >> 6U) & 0x3FU));
    byte(0x80U | (code & 0x3FU));
  } else {
    byte(0xF0U | (code >> 18U));
    byte(0x80U | ((code >> 12U) & 0x3FU));
    byte(0x80U | ((code >> 6U) & 0x3FU));
    byte(0x80U | (code & 0x3FU));
  }
}

/// The letter of a range that a person would rather read.
std::uint32_t pleasant(const Range& range) {
  for (const std::uint32_t start : {0x61U, 0x41U, 0x30U, 0x5FU, 0x21U, 0xA1U}) {
    if (range.from <= start && start <= range.to) return start;
  }
  return range.from >= 0x20 || range.to < 0x20 ? range.from : 0x20;
}

/// One letter for each set of letters that no requirement tells apart, pleasant ones first.
std::vector<std::uint32_t> alphabet(const std::vector<Requirement>& requirements) {
  std::set<std::uint32_t> begins{0, 0x20, 0x7F, 0xE000};
  for (const Requirement& requirement : requirements) {
    for (const Letters& letters : requirement.language->nfa().sets) {
      for (const Range& range : letters) {
        begins.insert(range.from);
        if (range.to < 0x10FFFF) begins.insert(range.to == 0xD7FF ? 0xE000 : range.to + 1);
      }
    }
  }
  std::vector<std::uint32_t> found;
  for (auto at = begins.begin(); at != begins.end(); ++at) {
    const auto next = std::next(at);
    const std::uint32_t end = next == begins.end() ? 0x10FFFF : *next - 1;
    found.push_back(pleasant({*at, *at < 0xD800 && end > 0xD7FF ? 0xD7FF : end}));
  }
  const auto rank = [](std::uint32_t c) {
    if (c >= 'a' && c <= 'z') return 0;
    if (c >= 'A' && c <= 'Z') return 1;
    if (c >= '0' && c <= '9') return 2;
    if (c > 0x7F) return 6;
    return c > 0x20 && c < 0x7F ? 3 : c == 0x20 ? 4 : c == '\n' ? 5 : 7;
  };
  std::stable_sort(found.begin(), found.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return rank(a) < rank(b); });
  return found;
}

/// Breadth first through the product of the automata, one layer for each length.
class Finder {
 public:
  Finder(const std::vector<Requirement>& requirements, const Lengths& lengths, std::size_t& steps)
      : requirements_(requirements), lengths_(lengths), steps_(steps) {}

  Word run();

 private:
  using States = std::vector<int>;
  struct Reached {
    States states;
    std::size_t before;
    std::uint32_t letter;
  };

  bool is_word(const States& states) {
    return std::all_of(requirements_.begin(), requirements_.end(), [&](const Requirement& one) {
      return one.language->accepts(states[static_cast<std::size_t>(&one - requirements_.data())]) ==
             one.inside;
    });
  }
  /// The next layer; false when there is too much of it.
  bool advance(std::size_t length);
  std::string text_of(std::size_t at) const;

  const std::vector<Requirement>& requirements_;
  const Lengths& lengths_;
  std::size_t& steps_;
  std::vector<std::uint32_t> alphabet_;
  std::vector<Reached> reached_;
  std::size_t layer_ = 0;       // where the last layer begins
  std::set<States> seen_long_;  // at some length that is long enough
};

std::string Finder::text_of(std::size_t at) const {
  std::vector<std::uint32_t> letters;
  for (; at != 0; at = reached_[at].before) letters.push_back(reached_[at].letter);
  std::string out;
  for (std::size_t i = letters.size(); i-- > 0;) append(out, letters[i]);
  return out;
}

bool Finder::advance(std::size_t length) {
  const std::size_t begin = layer_;
  const std::size_t end = reached_.size();
  layer_ = end;
  std::set<States> seen_here;
  for (std::size_t at = begin; at < end; ++at) {
    for (const std::uint32_t letter : alphabet_) {
      if (steps_ == 0) return false;
      --steps_;
      States next;
      for (std::size_t i = 0; i < requirements_.size(); ++i) {
        next.push_back(requirements_[i].language->step(reached_[at].states[i], letter));
        if (next.back() < 0) return false;
      }
      const bool is_new =
          length >= lengths_.least ? seen_long_.insert(next).second : seen_here.insert(next).second;
      if (is_new) reached_.push_back({std::move(next), at, letter});
    }
  }
  return true;
}

Word Finder::run() {
  alphabet_ = alphabet(requirements_);
  reached_.push_back({States(requirements_.size(), Language::start()), 0, 0});
  if (lengths_.least == 0) seen_long_.insert(reached_.front().states);
  for (std::size_t length = 0;; ++length) {
    for (std::size_t at = layer_; length >= lengths_.least && at < reached_.size(); ++at) {
      if (is_word(reached_[at].states)) return {Word::Status::found, text_of(at)};
    }
    const bool is_over = lengths_.most && length >= *lengths_.most;
    if (is_over || layer_ == reached_.size()) return {Word::Status::none};
    if (!advance(length + 1)) return {Word::Status::unknown};
  }
}

}  // namespace

std::size_t Nfa::add_state() {
  states.emplace_back();
  return states.size() - 1;
}

void Nfa::connect(std::size_t from, std::size_t to, EdgeKind kind) {
  states[from].push_back({kind, 0, to});
}

void Nfa::connect(std::size_t from, std::size_t to, Letters letters) {
  states[from].push_back({EdgeKind::letters, sets.size(), to});
  sets.push_back(std::move(letters));
}

Language::Language(Nfa nfa) : nfa_(std::move(nfa)) {
  state_of(closure({nfa_.start}, true, false), true);
}

std::vector<std::size_t> Language::closure(std::vector<std::size_t> states, bool at_begin,
                                           bool at_end) {
  std::vector<bool> seen(nfa_.states.size());
  for (const std::size_t state : states) seen[state] = true;
  for (std::size_t i = 0; i < states.size(); ++i) {
    for (const Nfa::Edge& edge : nfa_.states[states[i]]) {
      const bool is_free = edge.kind == Nfa::EdgeKind::empty ||
                           (edge.kind == Nfa::EdgeKind::at_begin && at_begin) ||
                           (edge.kind == Nfa::EdgeKind::at_end && at_end);
      if (!is_free || seen[edge.to]) continue;
      seen[edge.to] = true;
      states.push_back(edge.to);
    }
  }
  std::sort(states.begin(), states.end());
  return states;
}

int Language::state_of(std::vector<std::size_t> members, bool at_begin) {
  const auto [known, is_new] =
      known_.try_emplace({std::move(members), at_begin}, static_cast<int>(states_.size()));
  if (is_new) {
    if (states_.size() >= most_states) {
      known_.erase(known);
      return -1;
    }
    states_.push_back({known->first.first, at_begin, std::nullopt, {}});
  }
  return known->second;
}

int Language::step(int state, std::uint32_t letter) {
  const auto index = static_cast<std::size_t>(state);
  const auto known = states_[index].next.find(letter);
  if (known != states_[index].next.end()) return known->second;
  std::vector<std::size_t> next;
  for (const std::size_t member : states_[index].members) {
    for (const Nfa::Edge& edge : nfa_.states[member]) {
      if (edge.kind == Nfa::EdgeKind::letters && has_letter(nfa_.sets[edge.letters], letter)) {
        next.push_back(edge.to);
      }
    }
  }
  sort_unique(next);
  const int found = state_of(closure(std::move(next), false, false), false);
  states_[index].next.emplace(letter, found);
  return found;
}

bool Language::accepts(int state) {
  State& here = states_[static_cast<std::size_t>(state)];
  if (!here.accepts) {
    const std::vector<std::size_t> end = closure(here.members, here.at_begin, true);
    here.accepts = std::binary_search(end.begin(), end.end(), nfa_.accept);
  }
  return *here.accepts;
}

Word find_word(const std::vector<Requirement>& requirements, const Lengths& lengths,
               std::size_t& steps_left) {
  if (lengths.most && *lengths.most < lengths.least) return {Word::Status::none};
  return Finder(requirements, lengths, steps_left).run();
}

}  // namespace dcr::schema::search
