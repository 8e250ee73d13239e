// SPDX-License-Identifier: Apache-2.0
#include "core/schema/decimal.hpp"

#include <doctest/doctest.h>

#include <array>
#include <limits>
#include <string>

namespace dcr::schema {

namespace {

Decimal decimal(std::string_view text) {
  const std::optional<Decimal> read = Decimal::read(text);
  REQUIRE_MESSAGE(read, text);
  return *read;
}

}  // namespace

TEST_CASE("a decimal has one spelling for each value") {
  struct Case {
    const char* text;
    const char* canonical;
  };
  for (const Case& c : std::to_array<Case>({
           {"0", "0"},
           {"-0.000e7", "0"},
           {"1", "1"},
           {"+1.0", "1"},
           {"100", "1e2"},
           {"1e2", "1e2"},
           {"-.5", "-5e-1"},
           {"1.50", "15e-1"},
           {"12.", "12"},
           {"0x1F", "31"},
           {"0o17", "15"},
           {"0xffffffffffffffffffff", "1208925819614629174706175"},
           {"1e400", "1e400"},
           {"1E-000000000000000000400", "1e-400"},
       })) {
    CAPTURE(c.text);
    CHECK(decimal(c.text).canonical() == c.canonical);
  }
}

TEST_CASE("what is no finite number, or too long to be one, is not read") {
  for (const char* text : {"", "-", ".", ".inf", "-.inf", ".nan", "1e", "1e+", "e5", "abc", "0x",
                           "0xg", "0o8", "1e9999999999999999", "1.2.3", "1 2", "--1"}) {
    CAPTURE(text);
    CHECK_FALSE(Decimal::read(text));
  }
}

TEST_CASE("decimals compare by value, whatever their size") {
  constexpr auto ascending = std::to_array<const char*>(
      {"-1e400", "-12", "-11.9", "-1", "-0.1", "-1e-400", "0", "1e-400", "0.09", "0.1", "0.11", "1",
       "9", "10", "18446744073709551615", "18446744073709551616", "18446744073709551617", "1e400"});
  for (std::size_t i = 0; i < ascending.size(); ++i) {
    for (std::size_t j = 0; j < ascending.size(); ++j) {
      CAPTURE(ascending.at(i));
      CAPTURE(ascending.at(j));
      CHECK((decimal(ascending.at(i)) <=> decimal(ascending.at(j))) == (i <=> j));
      CHECK((decimal(ascending.at(i)) == decimal(ascending.at(j))) == (i == j));
    }
  }
}

TEST_CASE("multiples are exact") {
  struct Case {
    const char* value;
    const char* divisor;
    bool expected;
  };
  for (const Case& c : std::to_array<Case>({
           {"0.3", "0.1", true},
           {"0.35", "0.1", false},
           {"0", "7", true},
           {"-9", "3", true},
           {"4.5", "1.5", true},
           {"1e308", "0.123456789", false},
           {"1e400", "2", true},
           {"1e400", "3", false},
           {"12345678900000000000000000000", "100", true},
           {"1", "1e-15", true},
           {"1e-16", "1e-15", false},
           {"1e999999999999999", "1024", true},
           {"1e999999999999999", "1025", false},
           {"246913578024691357802469135780", "123456789012345678901234567890", true},
           {"246913578024691357802469135781", "123456789012345678901234567890", false},
           {"246913578024691357802469135780e50", "123456789012345678901234567890.5", false},
       })) {
    CAPTURE(c.value);
    CAPTURE(c.divisor);
    CHECK(decimal(c.value).is_multiple_of(decimal(c.divisor)) == c.expected);
  }
  const std::string long_one(20'000, '7');
  CHECK_FALSE(decimal(long_one).is_multiple_of(decimal(long_one + "1")).value_or(false));
}

TEST_CASE("a size is whole and not negative, and huge ones are cut") {
  constexpr std::size_t largest = std::numeric_limits<std::size_t>::max();
  CHECK(decimal("0").as_size() == 0U);
  CHECK(decimal("2.0").as_size() == 2U);
  CHECK(decimal("1e3").as_size() == 1000U);
  CHECK(decimal("18446744073709551615").as_size() == largest);
  CHECK(decimal("18446744073709551616").as_size() == largest);
  CHECK(decimal("1e400").as_size() == largest);
  CHECK_FALSE(decimal("-1").as_size());
  CHECK_FALSE(decimal("1.5").as_size());
  CHECK(decimal("12").is_integer());
  CHECK_FALSE(decimal("1.2").is_integer());
  CHECK(Decimal::of(120) == decimal("120"));
}

}  // namespace dcr::schema
