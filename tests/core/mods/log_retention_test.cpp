// SPDX-License-Identifier: Apache-2.0
#include "core/mods/log_retention.hpp"

#include <doctest/doctest.h>

#include <array>

namespace dcr::mods {
namespace {

TEST_CASE("a log has the name of its job, the time and the process") {
  CHECK(log_name("jobs/daily etl.yaml", "2024-08-12T14:30:22.123Z", 77) ==
        "daily_etl_20240812_143022_77.log");
  CHECK(log_name("", "2024-08-12T14:30:22.123Z", 1) == "job_20240812_143022_1.log");
}

TEST_CASE("only names that dcr gives are those of its logs") {
  struct Case {
    const char* name;
    bool is_log;
  };
  for (const Case& c : std::to_array<Case>({
           {"daily_20240812_143022_77.log", true},
           {"a_b_1_20240812_143022_4194304.log", true},
           {"daily_20240812_143022.log", false},
           {"daily_20240812_143022_.log", false},
           {"daily_2024081_143022_77.log", false},
           {"daily_202408123_143022_77.log", false},
           {"daily_20240812_14302_77.log", false},
           {"daily_20240812-143022_77.log", false},
           {"daily_20240812_143022_77.log.gz", false},
           {"daily_20240812_143022_77.txt", false},
           {"daily_20240812_143022_7a.log", false},
           {"_20240812_143022_77.log", false},
           {"20240812_143022_77.log", false},
           {".log", false},
           {"", false},
       })) {
    CAPTURE(c.name);
    CHECK(is_log_name(c.name) == c.is_log);
  }
}

}  // namespace
}  // namespace dcr::mods
