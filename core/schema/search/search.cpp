// SPDX-License-Identifier: Apache-2.0
#include "core/schema/search/search.hpp"

#include "core/base/sort_unique.hpp"
#include "core/schema/identity.hpp"
#include "core/schema/search/values.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace dcr::schema::search {

namespace {

constexpr auto kinds_in_order =
    std::to_array({Kind::null, Kind::boolean, Kind::integer, Kind::whole, Kind::fraction,
                   Kind::string, Kind::array, Kind::object});
constexpr std::size_t most_samples = 400;

/// Strings that formats and common patterns fit.
constexpr auto common_strings = std::to_array<std::string_view>(
    {"", "a", "abc", "0", "2020-01-01", "2020-01-01T00:00:00Z", "00:00:00Z", "a@example.com",
     "localhost", "127.0.0.1", "::1", "00000000-0000-4000-8000-000000000000", "http://example.com/",
     "/a", "a b", "A", "É"});

/// `enum`, `const`, `default` and `examples` show what people write.
void add_strings(const yaml::Node& value, std::vector<std::string>& found) {
  if (found.size() >= most_samples) return;
  if (value.is_string() && value.text.size() < 200) found.push_back(value.text);
  for (const auto& item : value.items) add_strings(*item, found);
}

/// The words in a pattern: one of them may be all it asks for.
void add_words(std::string_view pattern, std::vector<std::string>& found) {
  std::string word;
  for (std::size_t i = 0; i <= pattern.size(); ++i) {
    const char c = i < pattern.size() ? pattern[i] : ' ';
    const bool is_letter =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (is_letter) {
      word += c;
    } else if (!word.empty() && found.size() < most_samples) {
      found.push_back(std::exchange(word, {}));
    }
    if (c == '\\') ++i;
  }
}

void add_samples(const Subschema& root, std::vector<std::string>& found) {
  std::unordered_set<const Subschema*> seen{&root};
  std::vector<const Subschema*> open{&root};
  while (!open.empty() && found.size() < most_samples && seen.size() < 2'000) {
    const Subschema& here = *open.back();
    open.pop_back();
    for (const std::string_view key : {"default", "examples", "enum", "const", "example"}) {
      if (const yaml::Node* value = here.source->find(key)) add_strings(*value, found);
    }
    if (here.string && here.string->pattern) add_words(here.string->pattern->source(), found);
    for (const Subschema* next : neighbours(here)) {
      if (seen.insert(next).second) open.push_back(next);
    }
  }
}

}  // namespace

const Subschema& never() {
  static const Resource resource;
  static const yaml::Node source;
  static const Subschema schema = [] {
    Subschema made;
    made.resource = &resource;
    made.source = &source;
    made.always = false;
    return made;
  }();
  return schema;
}

Search::Search(const Subschema& writer, const Subschema& reader, Policy policy,
               const ContainmentLimits& limits)
    : policy_(policy), limits_(limits), targets_(writer, reader), steps_left_(limits.steps) {
  for (const std::string_view text : common_strings) sample_strings_.emplace_back(text);
  add_samples(writer, sample_strings_);
  add_samples(reader, sample_strings_);
  has_draft4_ = writer.resource->any_draft4 || reader.resource->any_draft4;
}

void Search::refill() {
  steps_left_ = limits_.steps;
  obstacle_ = {};
}

bool Search::spend(std::size_t steps) {
  steps += sameness_.take_work() / 4;
  steps_left_ -= std::min(steps, steps_left_);
  return steps_left_ > 0;
}

Outcome Search::unknown(const Goal& goal, std::string_view keyword) {
  if (obstacle_.writer == nullptr && obstacle_.reader == nullptr) {
    obstacle_.keyword = keyword;
    for (const Literal& literal : goal.literals) {
      const Subschema*& place = literal.side == Side::writer ? obstacle_.writer : obstacle_.reader;
      if (place == nullptr) place = literal.schema;
    }
  }
  return {Status::unknown};
}

Validity Search::fits(const Subschema& schema, const yaml::Node& value) {
  if (!spend(3)) return Validity::undecided;
  ValidationLimits limits;
  limits.steps = 200'000;
  return judge(schema, value, limits);
}

bool Search::meets(const Goal& goal, const Value& value) {
  if (goal.cell != nullptr) {
    const auto matches = [&](const Pattern* one) { return one->matches(value->text); };
    const auto& taken = goal.cell->not_these;
    if (!std::all_of(goal.cell->matches.begin(), goal.cell->matches.end(), matches) ||
        std::any_of(goal.cell->avoids.begin(), goal.cell->avoids.end(), matches) ||
        std::find(taken.begin(), taken.end(), value->text) != taken.end()) {
      return false;
    }
  }
  const bool is_taken =
      !goal.not_these.empty() &&
      std::any_of(goal.not_these.begin(), goal.not_these.end(),
                  [&](const Value& one) { return identity(*one) == identity(*value); });
  return !is_taken && std::all_of(goal.literals.begin(), goal.literals.end(), [&](auto& literal) {
    const Validity wanted = literal.holds ? Validity::valid : Validity::invalid;
    return fits(*literal.schema, *value) == wanted;
  });
}

/// What was found is true of facts and breaches; it counts when it is true of the schemas as well.
Outcome Search::confirm(const Goal& goal, Outcome outcome, std::string_view keyword) {
  if (outcome.status != Status::found || meets(goal, outcome.value)) return outcome;
  return unknown(goal, keyword);
}

/// Brings a goal into its one form; false when its literals contradict each other.
bool Search::simplify(Goal& goal) {
  std::vector<Literal> kept;
  for (const Literal& literal : goal.literals) {
    const Subschema& schema = targets_.plain(*literal.schema);
    if (!schema.always) {
      const bool is_writer = literal.side == Side::writer;
      const Subschema& one = sameness_.representative(schema, is_writer ? 0 : 1);
      kept.push_back({&one, literal.holds, literal.side});
    } else if (*schema.always != literal.holds) {
      return false;
    }
  }
  sort_unique(kept);
  goal.literals = std::move(kept);
  for (const Literal& a : goal.literals) {
    if (!a.holds) continue;
    for (const Literal& b : goal.literals) {
      if (!b.holds && sameness_.same(*a.schema, *b.schema)) return false;
    }
  }
  return true;
}

Outcome Search::solve(Goal goal) {
  if (!simplify(goal)) return {};
  const bool is_plain = goal.not_these.empty() && goal.cell == nullptr;
  if (is_plain) {
    const auto known = known_.find(goal.literals);
    if (known != known_.end()) return known->second;
    const auto open = open_keys_.find(goal.literals);
    if (open != open_keys_.end()) {
      leans_on_ = std::min(leans_on_, open->second);
      return {};
    }
  }
  if (open_ >= limits_.depth || !spend(10)) return unknown(goal, "");
  const std::size_t here = open_;
  const std::size_t leans_on_before = std::exchange(leans_on_, no_goal);
  ++open_;
  if (is_plain) open_keys_.emplace(goal.literals, here);
  Outcome outcome = solve_kinds(goal);
  --open_;
  if (is_plain) open_keys_.erase(goal.literals);
  if (leans_on_ >= here) leans_on_ = no_goal;
  const bool is_final = outcome.status != Status::none || leans_on_ == no_goal;
  if (is_plain && is_final && steps_left_ > 0) known_.emplace(goal.literals, outcome);
  leans_on_ = std::min(leans_on_, leans_on_before);
  return outcome;
}

Kinds Search::kinds_of_literal(const Literal& literal, int depth) {
  const Subschema& schema = *literal.schema;
  if (!literal.holds) {
    const bool says_more = schema.enumeration || schema.constant || schema.number ||
                           schema.string || schema.array || schema.object || schema.logic ||
                           !schema.references.empty();
    if (says_more || !schema.types) return every_kind;
    return every_kind & ~kinds_of(*schema.types, schema.draft());
  }
  if (schema.always) return *schema.always ? every_kind : 0U;
  Kinds found = schema.types ? kinds_of(*schema.types, schema.draft()) : every_kind;
  if (depth <= 0) return found;
  const auto of = [&](const Subschema* one) {
    return kinds_of_literal({one, true, literal.side}, depth - 1);
  };
  for (const Reference& reference : schema.references) {
    if (const Subschema* target = targets_.of(reference)) found &= of(target);
  }
  if (!schema.logic) return found;
  for (const Subschema* one : schema.logic->all_of) found &= of(one);
  for (const auto* list : {&schema.logic->any_of, &schema.logic->one_of}) {
    Kinds any = list->empty() ? every_kind : 0U;
    for (const Subschema* one : *list) any |= of(one);
    found &= any;
  }
  return found;
}

/// Whether a value of the list of `side` will do; nothing when it will not.
std::optional<Outcome> Search::try_value(const Goal& goal, const Value& value, Side side) {
  if (!spend(1)) return unknown(goal, "");
  const bool undecided = std::any_of(
      goal.literals.begin(), goal.literals.end(),
      [&](const Literal& one) { return fits(*one.schema, *value) == Validity::undecided; });
  if (undecided) return unknown(goal, "enum");
  if (!meets(goal, value)) return std::nullopt;
  // Whether the writer leaves members out of what only the reader lists is not known.
  if (policy_ != Policy::strict && side == Side::reader && !value->is_scalar()) {
    return unknown(goal, "enum");
  }
  return Outcome{Status::found, value};
}

/// One of some values, or none when no value of them will do.
Outcome Search::try_values(const Goal& goal, const Values& values, Side side,
                           std::optional<Kind> kind) {
  bool are_all = true;
  for (const Value& listed : values.nodes) {
    const Spellings spellings = has_draft4_ ? spellings_of(listed) : Spellings{{listed}};
    are_all = are_all && spellings.are_all;
    for (const Value& value : spellings.values) {
      Kind found = kind_of(*value);
      if (!has_draft4_ && found == Kind::whole) found = Kind::integer;
      if (kind && found != *kind) continue;
      if (auto outcome = try_value(goal, value, side)) return *outcome;
    }
  }
  return are_all && steps_left_ > 0 ? Outcome{} : unknown(goal, are_all ? "" : "enum");
}

Outcome Search::solve_kinds(const Goal& goal) {
  const Literal* finite = nullptr;
  const Values* values = nullptr;
  Kinds kinds = goal.cell != nullptr ? bit(Kind::string) : every_kind;
  for (const Literal& literal : goal.literals) {
    kinds &= kinds_of_literal(literal, 4);
    if (!literal.holds) continue;
    for (const auto* one : {&literal.schema->constant, &literal.schema->enumeration}) {
      if (*one && (values == nullptr || (*one)->nodes.size() < values->nodes.size())) {
        values = one->get();
        finite = &literal;
      }
    }
  }
  if (values != nullptr) return try_values(goal, *values, finite->side, std::nullopt);
  if (!has_draft4_) kinds &= ~bit(Kind::whole);
  Outcome all;
  for (const Kind kind : kinds_in_order) {
    if ((kinds & bit(kind)) == 0) continue;
    Branch branch{kind, goal.literals, {}, {}};
    const Outcome one = solve_branch(goal, std::move(branch));
    if (one.status == Status::found) return one;
    if (one.status == Status::unknown) all.status = Status::unknown;
  }
  return all;
}

Language* Search::language(const Pattern& pattern) {
  const auto known = languages_.find(pattern.source());
  if (known != languages_.end()) return known->second.get();
  std::optional<Nfa> nfa = read_pattern(pattern.source());
  std::unique_ptr<Language> made = nfa ? std::make_unique<Language>(std::move(*nfa)) : nullptr;
  return languages_.emplace(pattern.source(), std::move(made)).first->second.get();
}

}  // namespace dcr::schema::search
