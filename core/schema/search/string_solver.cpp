// SPDX-License-Identifier: Apache-2.0
// Finds a string of a length, in which patterns are found and others are not.
#include "core/base/text.hpp"
#include "core/schema/search/search.hpp"
#include "core/schema/search/values.hpp"

#include <algorithm>
#include <set>

namespace dcr::schema::search {

namespace {

/// What facts and atoms of a branch ask of a string.
struct Wanted {
  Lengths lengths;
  std::vector<const Pattern*> patterns;
  std::vector<const Pattern*> no_patterns;
  std::set<std::string_view> formats;
  std::set<std::string_view> no_formats;
  std::set<std::string_view> excluded;
};

void add_excluded(const Value& value, Wanted& wanted) {
  if (value->is_string()) wanted.excluded.insert(value->text);
}

void at_most(std::size_t most, Wanted& wanted) {
  wanted.lengths.most = std::min(wanted.lengths.most.value_or(most), most);
}

void add_atom(const Atom& atom, Wanted& wanted, bool& is_impossible) {
  const StringKeywords& keywords = *atom.schema->string;
  switch (atom.breach) {
    case Breach::min_length: at_most(*keywords.min_length - 1, wanted); break;
    case Breach::max_length:
      is_impossible = is_impossible || *keywords.max_length == static_cast<std::size_t>(-1);
      wanted.lengths.least = std::max(wanted.lengths.least, *keywords.max_length + 1);
      break;
    case Breach::pattern: wanted.no_patterns.push_back(keywords.pattern.get()); break;
    case Breach::format: wanted.no_formats.insert(*keywords.format); break;
    default: break;
  }
}

Wanted wanted_of(const Goal& goal, const Branch& branch, bool& is_impossible) {
  Wanted wanted;
  for (const Fact& fact : branch.facts) {
    const StringKeywords& keywords = *fact.schema->string;
    wanted.lengths.least = std::max(wanted.lengths.least, keywords.min_length.value_or(0));
    if (keywords.max_length) at_most(*keywords.max_length, wanted);
    if (keywords.pattern) wanted.patterns.push_back(keywords.pattern.get());
    if (keywords.asserts_format) wanted.formats.insert(*keywords.format);
  }
  for (const Atom& atom : branch.atoms) {
    if (atom.breach != Breach::opaque) add_atom(atom, wanted, is_impossible);
  }
  for (const Values* values : branch.not_these) {
    for (const Value& value : values->nodes) add_excluded(value, wanted);
  }
  for (const Value& value : goal.not_these) add_excluded(value, wanted);
  if (goal.cell == nullptr) return wanted;
  const NameCell& cell = *goal.cell;
  wanted.patterns.insert(wanted.patterns.end(), cell.matches.begin(), cell.matches.end());
  wanted.no_patterns.insert(wanted.no_patterns.end(), cell.avoids.begin(), cell.avoids.end());
  wanted.excluded.insert(cell.not_these.begin(), cell.not_these.end());
  return wanted;
}

/// Whether some pattern is to be found and not found.
bool is_torn(const Wanted& wanted) {
  const auto same = [](const Pattern* a) {
    return [a](const Pattern* b) { return a->source() == b->source(); };
  };
  const bool by_pattern =
      std::any_of(wanted.patterns.begin(), wanted.patterns.end(), [&](const Pattern* one) {
        return std::any_of(wanted.no_patterns.begin(), wanted.no_patterns.end(), same(one));
      });
  return by_pattern ||
         std::any_of(wanted.formats.begin(), wanted.formats.end(),
                     [&](std::string_view one) { return wanted.no_formats.contains(one); });
}

/// A string of `length` letters that is none of those excluded. Of a length above zero there are
/// more strings than can be excluded.
std::optional<std::string> any_string(std::size_t length, const Wanted& wanted) {
  if (length == 0) {
    return wanted.excluded.contains("") ? std::nullopt : std::optional<std::string>("");
  }
  std::string text(length, 'a');
  if (!wanted.excluded.contains(text)) return text;
  for (const char letter : std::string_view("bcdefghijklmnopqrstuvwxyz0123456789")) {
    text.back() = letter;
    if (!wanted.excluded.contains(text)) return text;
  }
  text.pop_back();
  for (std::uint32_t code = 0x100;; ++code) {
    std::string candidate = text;
    candidate += static_cast<char>(0xE0U | (code >> 12U));
    candidate += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
    candidate += static_cast<char>(0x80U | (code & 0x3FU));
    if (code < 0x800) {
      candidate = text;
      candidate += static_cast<char>(0xC0U | (code >> 6U));
      candidate += static_cast<char>(0x80U | (code & 0x3FU));
    }
    if (!wanted.excluded.contains(candidate)) return candidate;
    if (code > 0xD000) return std::nullopt;
  }
}

}  // namespace

Outcome Search::solve_string(const Goal& goal, const Branch& branch) {
  bool is_impossible = false;
  Wanted wanted = wanted_of(goal, branch, is_impossible);
  const bool is_empty = wanted.lengths.most && *wanted.lengths.most < wanted.lengths.least;
  if (is_impossible || is_empty || is_torn(wanted)) return {};
  if (!spend(2)) return unknown(goal, "");
  std::vector<Requirement> requirements;
  for (const bool inside : {true, false}) {
    for (const Pattern* pattern : inside ? wanted.patterns : wanted.no_patterns) {
      // A pattern that cannot be reasoned about is left out: more strings seem possible.
      if (Language* one = language(*pattern)) requirements.push_back({one, inside});
    }
  }
  if (requirements.empty()) {
    if (wanted.lengths.least > limits_.witness_size) return unknown(goal, "maxLength");
    // A name is better not empty.
    const bool is_name =
        goal.cell != nullptr && wanted.lengths.least == 0 && wanted.lengths.most.value_or(1) > 0;
    std::size_t length = wanted.lengths.least + (is_name ? 1U : 0U);
    std::optional<std::string> text = any_string(length, wanted);
    if (!text && length == 0 && wanted.lengths.most.value_or(1) > 0) text = any_string(1, wanted);
    if (text) return {Status::found, string_value(std::move(*text))};
    return wanted.lengths.most == std::size_t{0} ? Outcome{} : unknown(goal, "enum");
  }
  std::unique_ptr<Language> excluded;
  if (!wanted.excluded.empty()) {
    std::size_t letters = 0;
    for (const std::string_view one : wanted.excluded) letters += one.size() + 1;
    if (letters > 20'000) return unknown(goal, "enum");
    excluded = std::make_unique<Language>(words({wanted.excluded.begin(), wanted.excluded.end()}));
    requirements.push_back({excluded.get(), false});
  }
  const std::size_t most_steps = std::min<std::size_t>(60'000, steps_left_ / 2);
  std::size_t steps = most_steps;
  const Word word = find_word(requirements, wanted.lengths, steps);
  if (!spend((most_steps - steps) / 2)) return unknown(goal, "");
  if (word.status == Word::Status::none) return {};
  if (word.status == Word::Status::unknown) return unknown(goal, "pattern");
  return {Status::found, string_value(word.text)};
}

}  // namespace dcr::schema::search
