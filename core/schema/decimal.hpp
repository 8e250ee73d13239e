// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dcr::schema {

/// A number as it is written, of any size and precision.
///
/// Doubles would call 0.3 no multiple of 0.1 and 2^64 + 1 equal to 2^64.
class Decimal {
 public:
  Decimal() = default;

  /// Reads JSON's and YAML's spellings: `-1.5e3`, `+.5`, `0x1F`, `0o17`. Empty for `.inf`, `.nan`,
  /// exponents of more than 15 digits and whatever is no number.
  [[nodiscard]] static std::optional<Decimal> read(std::string_view text);
  [[nodiscard]] static Decimal of(std::size_t value);

  [[nodiscard]] bool is_zero() const { return digits_.empty(); }
  [[nodiscard]] bool is_negative() const { return negative_; }
  [[nodiscard]] bool is_integer() const { return exponent_ >= 0; }
  /// The value where it is a whole number from 0 to the largest std::size_t; a larger one is cut to
  /// that.
  [[nodiscard]] std::optional<std::size_t> as_size() const;

  /// Whether this is `divisor` times a whole number; empty when it costs too much to find out.
  [[nodiscard]] std::optional<bool> is_multiple_of(const Decimal& divisor) const;

  /// One spelling for each value: "15e-1" for 1.5 and for 1.50.
  [[nodiscard]] std::string canonical() const;
  /// A whole number without an exponent, "120" for 1.2e2; empty for a fraction, and for what has
  /// more than `most` digits.
  [[nodiscard]] std::optional<std::string> plain_integer(std::size_t most) const;

  friend bool operator==(const Decimal&, const Decimal&) = default;
  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);

 private:
  void normalise();

  bool negative_ = false;
  std::string digits_;         // without zeros at either end; empty for zero
  std::int64_t exponent_ = 0;  // value = digits * 10^exponent
};

}  // namespace dcr::schema
