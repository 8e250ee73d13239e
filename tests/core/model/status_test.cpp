// SPDX-License-Identifier: Apache-2.0
#include "core/model/status.hpp"

#include <doctest/doctest.h>

using dcr::parse_odcs_status;
using dcr::parse_status;
using dcr::Status;

TEST_CASE("a status reads back as it is written") {
  for (const char* text : {"draft", "active", "deprecated", "archived"}) {
    CAPTURE(text);
    REQUIRE(parse_status(text).has_value());
    CHECK(to_string(*parse_status(text)) == text);
  }
}

TEST_CASE("a native status has no other spelling") {
  for (const char* text : {"", "Active", "retired", "proposed", "active "}) {
    CAPTURE(text);
    CHECK_FALSE(parse_status(text).has_value());
  }
}

TEST_CASE("an ODCS status may have any case and two more names") {
  CHECK(parse_odcs_status("ACTIVE") == Status::active);
  CHECK(parse_odcs_status("Proposed") == Status::draft);
  CHECK(parse_odcs_status("retired") == Status::archived);
  CHECK(parse_odcs_status("deprecated") == Status::deprecated);
  CHECK(parse_odcs_status("current") == Status::active);
}
