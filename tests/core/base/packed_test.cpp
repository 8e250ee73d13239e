// SPDX-License-Identifier: Apache-2.0
#include "core/base/packed.hpp"

#include <doctest/doctest.h>

#include <string>

TEST_CASE("numbers and texts are read as they were written, and nothing after a fault") {
  std::string bytes;
  dcr::append_number(bytes, 0x1234, 2);
  dcr::append_packed(bytes, "a text");
  dcr::append_packed(bytes, "");
  dcr::PackedReader whole(bytes);
  CHECK(whole.number_below(0x1235, 2) == 0x1234);
  CHECK(whole.text() == "a text");
  CHECK_FALSE(whole.at_end());
  CHECK(whole.text().empty());
  CHECK(whole.is_sound());
  CHECK(whole.at_end());
  CHECK(whole.number(1) == 0);
  CHECK_FALSE(whole.is_sound());

  dcr::PackedReader beyond(bytes);
  CHECK(beyond.number_below(0x1234, 2) == 0);
  CHECK(beyond.text().empty());
  CHECK(beyond.at_end());

  std::string lying;
  dcr::append_number(lying, 0xffffffff, 4);
  lying += 'x';
  dcr::PackedReader huge(lying);
  CHECK(huge.text().empty());
  CHECK_FALSE(huge.is_sound());
}
