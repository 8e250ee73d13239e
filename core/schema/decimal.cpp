// SPDX-License-Identifier: Apache-2.0
#include "core/schema/decimal.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <system_error>
#include <vector>

namespace dcr::schema {

namespace {

// Longer hexadecimal numbers would cost quadratic time to turn into decimal ones.
constexpr std::size_t most_hex_digits = 1'000;
constexpr std::size_t most_exponent_digits = 15;
// Of the product of digit counts in a division.
constexpr std::size_t most_division_work = 20'000'000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

int digit_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return 99;
}

/// The decimal digits of an unsigned number in another base; empty when it is none.
std::string in_base_ten(std::string_view text, int base) {
  if (text.empty() || text.size() > most_hex_digits) return {};
  std::string reversed = "0";
  for (const char c : text) {
    int carry = digit_value(c);
    if (carry >= base) return {};
    for (char& digit : reversed) {
      carry += (digit - '0') * base;
      digit = static_cast<char>('0' + carry % 10);
      carry /= 10;
    }
    for (; carry > 0; carry /= 10) reversed += static_cast<char>('0' + carry % 10);
  }
  std::reverse(reversed.begin(), reversed.end());
  return reversed;
}

/// Cuts the exponent off `text`; empty when it is no exponent or too long a one.
std::optional<std::int64_t> take_exponent(std::string_view& text) {
  const std::size_t mark = text.find_first_of("eE");
  if (mark == std::string_view::npos) return 0;
  std::string_view exponent = text.substr(mark + 1);
  text = text.substr(0, mark);
  const bool negative = exponent.starts_with('-');
  if (negative || exponent.starts_with('+')) exponent.remove_prefix(1);
  if (exponent.empty() || !all_digits(exponent)) return std::nullopt;
  exponent.remove_prefix(std::min(exponent.find_first_not_of('0'), exponent.size() - 1));
  if (exponent.size() > most_exponent_digits) return std::nullopt;
  std::int64_t value = 0;
  std::from_chars(exponent.data(), exponent.data() + exponent.size(), value);
  return negative ? -value : value;
}

/// What is left of `digits` and `zeros` zeros after division by `divisor`, which fits 60 bits.
bool small_divides(std::string_view digits, std::size_t zeros, std::uint64_t divisor) {
  std::uint64_t rest = 0;
  for (const char c : digits) {
    rest = (rest * 10 + static_cast<std::uint64_t>(c - '0')) % divisor;
  }
  for (; zeros > 0 && rest != 0; --zeros) rest = rest * 10 % divisor;
  return rest == 0;
}

/// One digit of a long division on paper: takes `divisor` off `rest` as often as it goes. Both hold
/// digits from the lowest up; `rest` is one longer.
void reduce(std::vector<int>& rest, const std::vector<int>& divisor) {
  const auto goes = [&] {
    if (rest.back() != 0) return true;
    for (std::size_t i = divisor.size(); i-- > 0;) {
      if (rest[i] != divisor[i]) return rest[i] > divisor[i];
    }
    return true;
  };
  while (goes()) {
    int borrow = 0;
    for (std::size_t i = 0; i < rest.size(); ++i) {
      const int digit = rest[i] - (i < divisor.size() ? divisor[i] : 0) - borrow;
      borrow = digit < 0 ? 1 : 0;
      rest[i] = digit + borrow * 10;
    }
  }
}

bool large_divides(std::string_view digits, std::size_t zeros, std::string_view divisor_digits) {
  std::vector<int> divisor;
  for (std::size_t i = divisor_digits.size(); i-- > 0;) divisor.push_back(divisor_digits[i] - '0');
  std::vector<int> rest(divisor.size() + 1, 0);
  for (std::size_t i = 0; i < digits.size() + zeros; ++i) {
    std::rotate(rest.rbegin(), rest.rbegin() + 1, rest.rend());
    rest.front() = i < digits.size() ? digits[i] - '0' : 0;
    reduce(rest, divisor);
  }
  return std::all_of(rest.begin(), rest.end(), [](int digit) { return digit == 0; });
}

}  // namespace

void Decimal::normalise() {
  const std::size_t first = digits_.find_first_not_of('0');
  if (first == std::string::npos) {
    *this = Decimal();
    return;
  }
  const std::size_t last = digits_.find_last_not_of('0');
  exponent_ += static_cast<std::int64_t>(digits_.size() - 1 - last);
  digits_ = digits_.substr(first, last - first + 1);
}

std::optional<Decimal> Decimal::read(std::string_view text) {
  Decimal number;
  number.negative_ = text.starts_with('-');
  if (number.negative_ || text.starts_with('+')) text.remove_prefix(1);
  if (text.starts_with("0x") || text.starts_with("0o")) {
    number.digits_ = in_base_ten(text.substr(2), text[1] == 'x' ? 16 : 8);
    if (number.digits_.empty()) return std::nullopt;
    number.normalise();
    return number;
  }
  const std::optional<std::int64_t> exponent = take_exponent(text);
  if (!exponent) return std::nullopt;
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view fraction = text.substr(std::min(point + 1, text.size()));
  number.digits_ = std::string(text.substr(0, point)) + std::string(fraction);
  if (number.digits_.empty() || !all_digits(number.digits_)) return std::nullopt;
  number.exponent_ = *exponent - static_cast<std::int64_t>(fraction.size());
  number.normalise();
  return number;
}

Decimal Decimal::of(std::size_t value) {
  Decimal number;
  number.digits_ = std::to_string(value);
  number.normalise();
  return number;
}

std::optional<std::size_t> Decimal::as_size() const {
  if (is_zero()) return 0;
  if (negative_ || !is_integer()) return std::nullopt;
  constexpr std::size_t largest = std::numeric_limits<std::size_t>::max();
  if (exponent_ > 20 || digits_.size() > 20) return largest;
  const std::string text = digits_ + std::string(static_cast<std::size_t>(exponent_), '0');
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} ? value : largest;
}

std::optional<bool> Decimal::is_multiple_of(const Decimal& divisor) const {
  if (is_zero()) return true;
  if (divisor.is_zero()) return false;
  // With no zero at its end, the shorter number has too few tens in it.
  if (exponent_ < divisor.exponent_) return false;
  // Of k digits, a divisor holds fewer than 4k twos and fives: more tens than that add nothing.
  const std::int64_t tens = std::min(exponent_ - divisor.exponent_,
                                     static_cast<std::int64_t>(4 * divisor.digits_.size()));
  const auto zeros = static_cast<std::size_t>(tens);
  if (divisor.digits_.size() <= 18) {
    std::uint64_t value = 0;
    const std::string& text = divisor.digits_;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return small_divides(digits_, zeros, value);
  }
  if ((digits_.size() + zeros) > most_division_work / divisor.digits_.size()) return std::nullopt;
  return large_divides(digits_, zeros, divisor.digits_);
}

std::string Decimal::canonical() const {
  if (is_zero()) return "0";
  return (negative_ ? "-" : "") + digits_ + (exponent_ == 0 ? "" : "e" + std::to_string(exponent_));
}

std::optional<std::string> Decimal::plain_integer(std::size_t most) const {
  if (is_zero()) return "0";
  const bool fits = is_integer() && digits_.size() <= most &&
                    static_cast<std::uint64_t>(exponent_) <= most - digits_.size();
  if (!fits) return std::nullopt;
  return (negative_ ? "-" : "") + digits_ + std::string(static_cast<std::size_t>(exponent_), '0');
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
  const auto sign = [](const Decimal& x) { return x.is_zero() ? 0 : (x.negative_ ? -1 : 1); };
  if (sign(a) != sign(b)) return sign(a) <=> sign(b);
  if (a.is_zero()) return std::strong_ordering::equal;
  // Digits start with no zero, so the position of the first one decides, then the digits as text.
  const auto top = [](const Decimal& x) {
    return x.exponent_ + static_cast<std::int64_t>(x.digits_.size());
  };
  const std::strong_ordering magnitude =
      top(a) != top(b) ? top(a) <=> top(b) : a.digits_.compare(b.digits_) <=> 0;
  return a.negative_ ? 0 <=> magnitude : magnitude;
}

}  // namespace dcr::schema
