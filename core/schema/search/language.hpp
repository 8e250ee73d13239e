// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The sets of strings that patterns describe, as automata: which string is in these and in none of
/// those, or is there none?
///
/// A pattern becomes a nondeterministic automaton, and that a deterministic one whose states are
/// made when they are asked for. Only what is certain to mean here what it means to RE2 is read; a
/// pattern with anything else (`\b`, `\p{L}`, large repeats) has no automaton.
namespace dcr::schema::search {

/// Code points, disjoint and in order.
struct Range {
  std::uint32_t from;
  std::uint32_t to;
};
using Letters = std::vector<Range>;

/// Strings without surrogates: what UTF-8 can hold.
[[nodiscard]] Letters all_letters();
[[nodiscard]] Letters merged(Letters letters);
[[nodiscard]] Letters complement(const Letters& letters);

struct Nfa {
  enum class EdgeKind { letters, empty, at_begin, at_end };
  struct Edge {
    EdgeKind kind;
    std::size_t letters;  ///< index into `sets`
    std::size_t to;
  };
  std::vector<std::vector<Edge>> states;
  std::vector<Letters> sets;
  std::size_t start = 0;
  std::size_t accept = 0;

  std::size_t add_state();
  void connect(std::size_t from, std::size_t to, EdgeKind kind = EdgeKind::empty);
  void connect(std::size_t from, std::size_t to, Letters letters);
};

/// The strings in which `pattern` (of ECMA-262) is found; empty when it is not certain which.
[[nodiscard]] std::optional<Nfa> read_pattern(std::string_view pattern);

/// These strings alone.
[[nodiscard]] Nfa words(const std::vector<std::string_view>& list);

/// A set of strings, as an automaton whose states are made when they are reached.
class Language {
 public:
  explicit Language(Nfa nfa);

  [[nodiscard]] static constexpr int start() { return 0; }
  /// -1 when there are too many states.
  int step(int state, std::uint32_t letter);
  bool accepts(int state);
  [[nodiscard]] const Nfa& nfa() const { return nfa_; }

 private:
  struct State {
    std::vector<std::size_t> members;
    bool at_begin;
    std::optional<bool> accepts;
    std::map<std::uint32_t, int> next;
  };
  std::vector<std::size_t> closure(std::vector<std::size_t> states, bool at_begin, bool at_end);
  int state_of(std::vector<std::size_t> members, bool at_begin);

  Nfa nfa_;
  std::vector<State> states_;
  std::map<std::pair<std::vector<std::size_t>, bool>, int> known_;
};

struct Requirement {
  Language* language;
  bool inside;
};

/// Units: code points.
struct Lengths {
  std::size_t least = 0;
  std::optional<std::size_t> most{};
};

struct Word {
  enum class Status { none, found, unknown };
  Status status;
  std::string text{};
};

/// A shortest string that meets all requirements; takes what it costs off `steps_left`.
[[nodiscard]] Word find_word(const std::vector<Requirement>& requirements, const Lengths& lengths,
                             std::size_t& steps_left);

}  // namespace dcr::schema::search
