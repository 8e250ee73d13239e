// SPDX-License-Identifier: Apache-2.0
#include "core/base/duration.hpp"

#include <doctest/doctest.h>

#include <array>
#include <limits>
#include <string>

namespace dcr {
namespace {

struct Case {
  std::int64_t seconds;
  std::string duration;
  std::string age;
};

TEST_CASE("a length of time is said in its two largest units, an age in one") {
  for (const Case& c : std::to_array<Case>({
           {-5, "0 s", "a moment ago"},
           {0, "0 s", "a moment ago"},
           {59, "59 s", "a moment ago"},
           {60, "1 min", "1 minute ago"},
           {61, "1 min 1 s", "1 minute ago"},
           {3599, "59 min 59 s", "59 minutes ago"},
           {3600, "1 h", "1 hour ago"},
           {3601, "1 h", "1 hour ago"},
           {7320, "2 h 2 min", "2 hours ago"},
           {86400, "1 day", "1 day ago"},
           {93600, "1 day 2 h", "1 day ago"},
           {172800 + 3599, "2 days", "2 days ago"},
           {std::numeric_limits<std::int64_t>::max(), "106751991167300 days 15 h",
            "106751991167300 days ago"},
       })) {
    CAPTURE(c.seconds);
    CHECK(duration_text(c.seconds) == c.duration);
    CHECK(age_text(c.seconds) == c.age);
  }
}

}  // namespace
}  // namespace dcr
