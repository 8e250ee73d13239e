// SPDX-License-Identifier: Apache-2.0
#include "core/model/acceptance.hpp"

#include <doctest/doctest.h>

using dcr::Date;

TEST_CASE("a date reads back as it is written") {
  for (const char* text : {"2027-03-01", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"}) {
    CAPTURE(text);
    REQUIRE(Date::parse(text).has_value());
    CHECK(Date::parse(text)->text() == text);
  }
}

TEST_CASE("a day that does not exist is no date") {
  for (const char* text : {"", "2027-3-1", "2027-02-29", "1900-02-29", "2027-13-01", "2027-00-10",
                           "2027-01-00", "2027-04-31", "0000-01-01", "2027-03-01T00:00",
                           "2027/03/01", "+027-03-01", "2027-03- 1", "20270301"}) {
    CAPTURE(text);
    CHECK_FALSE(Date::parse(text).has_value());
  }
}

TEST_CASE("dates are ordered by the calendar") {
  CHECK(*Date::parse("2026-12-31") < *Date::parse("2027-01-01"));
  CHECK(*Date::parse("2027-01-31") < *Date::parse("2027-02-01"));
}
