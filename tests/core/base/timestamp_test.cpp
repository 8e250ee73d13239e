// SPDX-License-Identifier: Apache-2.0
#include "core/base/timestamp.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

namespace dcr {
namespace {

struct Good {
  std::string text;
  std::string utc;
  std::int32_t nanoseconds = 0;
};

TEST_CASE("timestamps are read as RFC 3339 and databases write them") {
  for (const Good& c : std::to_array<Good>({
           {"2026-11-20T10:00:00Z", "2026-11-20T10:00:00Z"},
           {"2026-11-20t10:00:00z", "2026-11-20T10:00:00Z"},
           {"2026-11-20 10:00:00", "2026-11-20T10:00:00Z"},
           {"2026-11-20 10:00:00 UTC", "2026-11-20T10:00:00Z"},
           {"2026-11-20 10:00:00+00", "2026-11-20T10:00:00Z"},
           {"2026-11-20 10:00:00 +0130", "2026-11-20T08:30:00Z"},
           {"2026-11-20T10:00:00-08:00", "2026-11-20T18:00:00Z"},
           {"2026-11-20T23:30:00-00:45", "2026-11-21T00:15:00Z"},
           {"2026-11-20T10:00:00-00:00", "2026-11-20T10:00:00Z"},
           {"2026-11-20T10:00", "2026-11-20T10:00:00Z"},
           {"2026-11-20T10:00+02:00", "2026-11-20T08:00:00Z"},
           {"2026-11-20", "2026-11-20T00:00:00Z"},
           {"2024-02-29", "2024-02-29T00:00:00Z"},
           {"2026-11-20T10:00:00.5Z", "2026-11-20T10:00:00Z", 500000000},
           {"2026-11-20T10:00:00,000000001Z", "2026-11-20T10:00:00Z", 1},
           {"2026-11-20T10:00:00.12345678999Z", "2026-11-20T10:00:00Z", 123456789},
           {"2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"},
           {"2017-01-01T00:59:60.5+01:00", "2017-01-01T00:00:00Z", 500000000},
           {"0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"},
           {"9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"},
       })) {
    CAPTURE(c.text);
    const Result<Timestamp> read = parse_timestamp(c.text);
    REQUIRE(read.has_value());
    CHECK(utc_text(read->seconds) == c.utc);
    CHECK(read->nanoseconds == c.nanoseconds);
  }
}

struct Bad {
  std::string text;
  std::string fault;
};

TEST_CASE("what is no timestamp is refused with the part that is wrong") {
  for (const Bad& c : std::to_array<Bad>({
           {"yesterday", "its year is not 4 digits"},
           {"12026-01-01", "a '-' is missing after the year"},
           {"-001-01-01", "its year is not 4 digits"},
           {"2026/11/20", "a '-' is missing after the year"},
           {"2026-13-01", "there is no month 13"},
           {"2026-00-01", "there is no month 00"},
           {"2026-02-29", "there is no day 29 in 2026-02"},
           {"2026-11-31T10:00:00Z", "there is no day 31 in 2026-11"},
           {"2026-11-00", "there is no day 00"},
           {"2026-1-1", "its month is not 2 digits"},
           {"2026-11-20x", "a 'T' is missing after the day"},
           {"2026-11-20T", "its hour is not 2 digits"},
           {"2026-11-20T24:00:00Z", "there is no hour 24"},
           {"2026-11-20T10", "a ':' is missing after the hour"},
           {"2026-11-20T10:60:00Z", "there is no minute 60"},
           {"2026-11-20T10:00:61Z", "there is no second 61"},
           {"2026-11-20T10:00:60Z", "a second 60 is only at 23:59 UTC"},
           {"2026-12-31T23:59:60+01:00", "a second 60 is only at 23:59 UTC"},
           {"2026-11-20T10:00:00.Z", "no digit follows the point of its seconds"},
           {"2026-11-20T10:00.5Z", "its zone is neither Z nor an offset as +01:00"},
           {"2026-11-20T10:00:00CET", "its zone is neither Z nor an offset as +01:00"},
           {"2026-11-20T10:00:00Zx", "its zone is neither Z nor an offset as +01:00"},
           {"2026-11-20T10:00:00+24:00", "there is no hour of an offset 24"},
           {"2026-11-20T10:00:00+01:", "its minute of an offset is not 2 digits"},
           {"0000-01-01T00:00:00+00:01", "it lies outside of the years 0 to 9999"},
           {"9999-12-31T23:59:60Z", "it lies outside of the years 0 to 9999"},
       })) {
    CAPTURE(c.text);
    const Result<Timestamp> read = parse_timestamp(c.text);
    REQUIRE(!read.has_value());
    CHECK(read.error().kind == ErrorKind::usage);
    CHECK(read.error().message == "'" + c.text + "' is no timestamp: " + c.fault);
  }
  CHECK(parse_timestamp("").error().message == "there is no timestamp");
  CHECK(parse_timestamp("2026\x1b[31m").error().message ==
        "'2026\\x1b[31m' is no timestamp: a '-' is missing after the year");
}

TEST_CASE("moments differ to the nanosecond, in both directions") {
  const Timestamp a{100, 750000000};
  const Timestamp b{102, 250000000};
  CHECK(seconds_between(a, b) == doctest::Approx(1.5));
  CHECK(seconds_between(b, a) == doctest::Approx(-1.5));
  CHECK(a < b);
}

}  // namespace
}  // namespace dcr
