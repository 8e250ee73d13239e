// SPDX-License-Identifier: Apache-2.0
// Finds a number between bounds, among multiples, and not among others. Exact: bounds and divisors
// are whole numbers of the smallest decimal place that occurs, and what does not fit 120 bits is
// not known.
#include "core/schema/search/search.hpp"
#include "core/schema/search/values.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dcr::schema::search {

namespace {

__extension__ typedef __int128 Wide;  // NOLINT: no other form is free of -Wpedantic
constexpr int most_digits = 34;
constexpr int most_tries = 3'000;

/// digits * 10^exponent
struct Parts {
  bool negative;
  std::string digits;
  long long exponent;
};

Parts parts_of(const Decimal& number) {
  std::string text = number.canonical();
  Parts parts{text.starts_with('-'), {}, 0};
  if (parts.negative) text.erase(0, 1);
  const std::size_t mark = text.find('e');
  if (mark != std::string::npos) {
    std::from_chars(text.data() + mark + 1, text.data() + text.size(), parts.exponent);
  }
  parts.digits = text.substr(0, mark);
  return parts;
}

Wide power_of_ten(long long exponent) {
  Wide value = 1;
  for (; exponent > 0; --exponent) value *= 10;
  return value;
}

std::optional<Wide> in_units(const Decimal& number, long long unit) {
  const Parts parts = parts_of(number);
  const long long zeros = number.is_zero() ? 0 : parts.exponent - unit;
  if (zeros < 0 || zeros > most_digits ||
      static_cast<long long>(parts.digits.size()) + zeros > most_digits) {
    return std::nullopt;
  }
  Wide value = 0;
  for (const char c : parts.digits) value = value * 10 + (c - '0');
  value *= power_of_ten(zeros);
  return parts.negative ? -value : value;
}

std::string text_of(Wide value, long long unit, bool with_fraction) {
  const bool negative = value < 0;
  std::string digits;
  for (Wide rest = negative ? -value : value; rest > 0; rest /= 10) {
    digits += static_cast<char>('0' + static_cast<int>(rest % 10));
  }
  const auto places = static_cast<std::size_t>(-unit);
  while (digits.size() <= places) digits += '0';
  std::reverse(digits.begin(), digits.end());
  std::string whole = digits.substr(0, digits.size() - places);
  std::string fraction = digits.substr(digits.size() - places);
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  if (fraction.empty() && with_fraction) fraction = "0";
  return (negative ? "-" : "") + whole + (fraction.empty() ? "" : "." + fraction);
}

Wide gcd(Wide a, Wide b) {
  while (b != 0) {
    a %= b;
    std::swap(a, b);
  }
  return a;
}

std::optional<Wide> lcm(Wide a, Wide b) {
  const Wide step = a / gcd(a, b);
  if (step > power_of_ten(most_digits) / b) return std::nullopt;
  return step * b;
}

Wide floor_of(Wide a, Wide b) { return a / b - (a % b != 0 && a < 0 ? 1 : 0); }

struct Bound {
  Decimal value;
  bool excluded;
};

class NumberSolver {
 public:
  NumberSolver(Kind kind, const Goal& goal, const Branch& branch);

  /// `found` holds a number in the right place; nothing when it is not known.
  std::optional<Outcome> solve();

 private:
  void add_fact(const NumberKeywords& keywords);
  void add_atom(const Atom& atom);
  void add_excluded(const Value& value);
  void at_least(const std::optional<Decimal>& value, bool excluded);
  void at_most(const std::optional<Decimal>& value, bool excluded);
  [[nodiscard]] bool is_fit(const Decimal& number) const;
  [[nodiscard]] long long finest() const;
  std::optional<Outcome> among_multiples(Wide step, long long unit);
  std::optional<Outcome> between(long long unit);
  std::optional<Outcome> try_text(std::string text);
  std::optional<Outcome> guess();

  Kind kind_;
  std::optional<Bound> low_;
  std::optional<Bound> high_;
  std::vector<Decimal> divisors_;
  std::vector<Decimal> no_divisors_;
  std::vector<Decimal> excluded_;
};

NumberSolver::NumberSolver(Kind kind, const Goal& goal, const Branch& branch) : kind_(kind) {
  for (const Fact& fact : branch.facts) add_fact(*fact.schema->number);
  for (const Atom& atom : branch.atoms) {
    if (atom.breach != Breach::opaque) add_atom(atom);
  }
  for (const Values* values : branch.not_these) {
    for (const Value& value : values->nodes) add_excluded(value);
  }
  for (const Value& value : goal.not_these) add_excluded(value);
}

void NumberSolver::add_excluded(const Value& value) {
  if (value->kind != yaml::Kind::integer && value->kind != yaml::Kind::number) return;
  if (const std::optional<Decimal> number = Decimal::read(value->text)) {
    excluded_.push_back(*number);
  }
}

void NumberSolver::at_least(const std::optional<Decimal>& value, bool excluded) {
  if (!value) return;
  if (!low_ || *value > low_->value || (*value == low_->value && excluded)) {
    low_ = Bound{*value, excluded};
  }
}

void NumberSolver::at_most(const std::optional<Decimal>& value, bool excluded) {
  if (!value) return;
  if (!high_ || *value < high_->value || (*value == high_->value && excluded)) {
    high_ = Bound{*value, excluded};
  }
}

void NumberSolver::add_fact(const NumberKeywords& keywords) {
  at_least(keywords.minimum, false);
  at_least(keywords.exclusive_minimum, true);
  at_most(keywords.maximum, false);
  at_most(keywords.exclusive_maximum, true);
  if (keywords.multiple_of) divisors_.push_back(*keywords.multiple_of);
}

void NumberSolver::add_atom(const Atom& atom) {
  const NumberKeywords& keywords = *atom.schema->number;
  switch (atom.breach) {
    case Breach::minimum: at_most(keywords.minimum, true); break;
    case Breach::exclusive_minimum: at_most(keywords.exclusive_minimum, false); break;
    case Breach::maximum: at_least(keywords.maximum, true); break;
    case Breach::exclusive_maximum: at_least(keywords.exclusive_maximum, false); break;
    case Breach::multiple_of: no_divisors_.push_back(*keywords.multiple_of); break;
    default: break;
  }
}

bool NumberSolver::is_fit(const Decimal& number) const {
  if (low_ && (number < low_->value || (low_->excluded && number == low_->value))) return false;
  if (high_ && (number > high_->value || (high_->excluded && number == high_->value))) return false;
  if (number.is_integer() == (kind_ == Kind::fraction)) return false;
  const auto divides = [&](const Decimal& one) {
    return number.is_multiple_of(one).value_or(false);
  };
  return std::all_of(divisors_.begin(), divisors_.end(), divides) &&
         std::none_of(
             no_divisors_.begin(), no_divisors_.end(),
             [&](const Decimal& one) { return number.is_multiple_of(one).value_or(true); }) &&
         std::find(excluded_.begin(), excluded_.end(), number) == excluded_.end();
}

std::optional<Outcome> NumberSolver::try_text(std::string text) {
  const std::optional<Decimal> number = Decimal::read(text);
  if (!number || !is_fit(*number)) return std::nullopt;
  return Outcome{Status::found, number_value(std::move(text))};
}

/// The exponent of the smallest decimal place of all numbers.
long long NumberSolver::finest() const {
  long long least = 0;
  const auto look_at = [&](const Decimal& number) {
    if (!number.is_zero()) least = std::min(least, parts_of(number).exponent);
  };
  for (const auto* list : {&divisors_, &no_divisors_, &excluded_}) {
    std::for_each(list->begin(), list->end(), look_at);
  }
  if (low_) look_at(low_->value);
  if (high_) look_at(high_->value);
  return least;
}

/// Bounds too large for exact work: a number near them, or a plain one, may still do.
std::optional<Outcome> NumberSolver::guess() {
  std::vector<std::string> texts{"0", "1", "-1", "2", "0.5", "-0.5", "1.5"};
  for (const std::optional<Bound>& bound : {low_, high_}) {
    if (!bound) continue;
    const Parts parts = parts_of(bound->value);
    const std::string sign = parts.negative ? "-" : "";
    texts.push_back(bound->value.canonical());
    texts.push_back(sign + parts.digits + "e" + std::to_string(parts.exponent + 1));
  }
  for (std::string& text : texts) {
    if (kind_ == Kind::whole && text.find_first_of(".e") == std::string::npos) text += ".0";
    std::optional<Outcome> found = try_text(text);
    if (found) return found;
  }
  return std::nullopt;
}

/// One of ..., -step, 0, step, ... between the bounds.
std::optional<Outcome> NumberSolver::among_multiples(Wide step, long long unit) {
  std::optional<Wide> first;
  std::optional<Wide> last;
  if (low_) {
    const std::optional<Wide> low = in_units(low_->value, unit);
    if (!low) return guess();
    first = -floor_of(-*low, step);
    if (low_->excluded && *first * step == *low) ++*first;
  }
  if (high_) {
    const std::optional<Wide> high = in_units(high_->value, unit);
    // Beyond what is exact there is room enough, but it is not looked through to its end.
    if (!high && high_->value.is_negative()) return guess();
    if (high) {
      last = floor_of(*high, step);
      if (high_->excluded && *last * step == *high) --*last;
    }
  }
  if (first && last && *first > *last) return Outcome{};
  for (const Decimal& divisor : no_divisors_) {
    const std::optional<Wide> units = in_units(divisor, unit);
    if (!units) return guess();
    if (step % *units == 0) return Outcome{};
  }
  if (kind_ == Kind::fraction && step % power_of_ten(-unit) == 0) return Outcome{};
  const int tries = most_tries + static_cast<int>(std::min<std::size_t>(excluded_.size(), 100'000));
  for (int i = 0; i < tries; ++i) {
    Wide times = i;
    if (first) {
      times = *first + i;
      if (last && times > *last) return Outcome{};
    } else if (last) {
      times = *last - i;
    } else {
      times = i % 2 == 0 ? i / 2 : -(i / 2) - 1;
    }
    std::optional<Outcome> found = try_text(text_of(times * step, unit, kind_ == Kind::whole));
    if (found) return found;
  }
  return std::nullopt;
}

/// Numbers lie close together: one between the bounds with more decimal places than any that is
/// named is no multiple of anything.
std::optional<Outcome> NumberSolver::between(long long unit) {
  if (low_ && high_ && low_->value == high_->value) {
    const std::optional<Wide> point = in_units(low_->value, unit);
    const bool is_exact = std::all_of(no_divisors_.begin(), no_divisors_.end(),
                                      [&](auto& one) { return in_units(one, unit).has_value(); });
    if (!point || !is_exact) return guess();
    std::optional<Outcome> found = try_text(text_of(*point, unit, false));
    return found ? found : std::optional(Outcome{});
  }
  const long long fine = unit - 2;
  const Wide one = power_of_ten(-fine);
  std::vector<Wide> candidates;
  for (const std::optional<Bound>& bound : {low_, high_}) {
    const std::optional<Wide> at = bound ? in_units(bound->value, fine) : std::optional<Wide>(0);
    if (!at) return guess();
    candidates.insert(candidates.end(), {*at, *at + one / 2, *at - one / 2, *at + one / 4});
    for (int i = 1; i < 100; ++i) candidates.push_back(*at + i);
  }
  for (const Wide candidate : candidates) {
    std::optional<Outcome> found = try_text(text_of(candidate, fine, false));
    if (found) return found;
  }
  return std::nullopt;
}

std::optional<Outcome> NumberSolver::solve() {
  if (low_ && high_) {
    const bool is_open = low_->excluded || high_->excluded;
    if (low_->value > high_->value || (is_open && low_->value == high_->value)) return Outcome{};
  }
  const long long unit = finest();
  if (unit < -most_digits / 2) return guess();
  std::optional<Wide> step;
  if (kind_ != Kind::fraction) step = power_of_ten(-unit);
  for (const Decimal& divisor : divisors_) {
    const std::optional<Wide> units = in_units(divisor, unit);
    if (!units) return guess();
    step = step ? lcm(*step, *units) : *units;
    if (!step) return guess();
  }
  if (!step) return between(unit);
  return among_multiples(*step, unit);
}

}  // namespace

Outcome Search::solve_number(const Goal& goal, const Branch& branch) {
  if (!spend(2)) return unknown(goal, "");
  std::optional<Outcome> found = NumberSolver(branch.kind, goal, branch).solve();
  return found ? *found : unknown(goal, "multipleOf");
}

}  // namespace dcr::schema::search
