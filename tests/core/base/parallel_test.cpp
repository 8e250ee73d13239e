// SPDX-License-Identifier: Apache-2.0
#include "core/base/parallel.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

namespace dcr {

TEST_CASE("every index is worked on once, by however many threads") {
  for (const std::size_t threads : {std::size_t{0}, std::size_t{1}, std::size_t{7}}) {
    for (const std::size_t count : {std::size_t{0}, std::size_t{1}, std::size_t{1000}}) {
      std::vector<std::atomic<int>> visits(count);
      for_each_index(
          count, [&](std::size_t index) { ++visits.at(index); }, threads);
      for (const auto& visit : visits) CHECK(visit == 1);
    }
  }
}

TEST_CASE("an exception of the work reaches the caller") {
  for (const std::size_t threads : {std::size_t{1}, std::size_t{4}}) {
    CHECK_THROWS_AS(for_each_index(
                        100,
                        [](std::size_t index) {
                          if (index == 42) throw std::runtime_error("42");
                        },
                        threads),
                    std::runtime_error);
  }
}

TEST_CASE("of several failures the first in order is told, and what stands before it is done") {
  std::vector<std::atomic<int>> visits(1000);
  const auto done = try_each_index(visits.size(), [&](std::size_t index) -> Result<void> {
    ++visits.at(index);
    if (index % 100 == 42) return Error{ErrorKind::io, std::to_string(index), {}, {}};
    return {};
  });
  REQUIRE_FALSE(done);
  CHECK(done.error().message == "42");
  for (std::size_t i = 0; i <= 42; ++i) CHECK(visits.at(i) == 1);
  CHECK(try_each_index(10, [](std::size_t) -> Result<void> { return {}; }));
}

TEST_CASE("there is a processor") { CHECK(processor_count() >= 1); }

}  // namespace dcr
