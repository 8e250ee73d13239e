// SPDX-License-Identifier: Apache-2.0
#include "core/base/cache_file.hpp"

#include "core/base/atomic_file.hpp"
#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

namespace dcr {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most = 1000;

/// What is read where `bytes` are in the cache's place.
std::optional<std::string> read_back(const std::string& bytes) {
  const test::TempFolder folder;
  REQUIRE(write_atomically(folder.path() + "/a", bytes, Durability::cache));
  return read_cache(folder.path() + "/a", "names-1", most);
}

std::string cache_of(const std::string& content) {
  const test::TempFolder folder;
  write_cache(folder.path() + "/new/a", "names-1", content);
  return read_whole_file(folder.path() + "/new/a", most).value();
}

TEST_CASE("a cache holds what was written, and nothing for another kind") {
  for (const std::string content : {"", "x", "line\nline\n", "seven b", "eight by", "nine byte"}) {
    CHECK(read_back(cache_of(content)) == content);
  }
  CHECK(read_back(std::string(1, '\0')) == std::nullopt);
  const test::TempFolder folder;
  write_cache(folder.path() + "/a", "names-1", "x");
  CHECK_FALSE(read_cache(folder.path() + "/a", "names-2", most));
  CHECK_FALSE(read_cache(folder.path() + "/a", "names-1", 3));
  CHECK_FALSE(read_cache(folder.path() + "/none", "names-1", most));
}

TEST_CASE("no byte of a cache can change and none be missing without it counting as absent") {
  const std::string whole = cache_of("the first line\nthe second, and half");
  for (std::size_t i = 0; i < whole.size(); ++i) {
    CAPTURE(i);
    CHECK_FALSE(read_back(whole.substr(0, i)));
    for (int bit = 0; bit < 8; ++bit) {
      std::string flipped = whole;
      flipped[i] = static_cast<char>(flipped[i] ^ (1 << bit));
      CHECK_FALSE(read_back(flipped));
    }
  }
  CHECK_FALSE(read_back(whole + "\n"));
  CHECK_FALSE(read_back(whole + whole));
}

TEST_CASE("a cache of another version of dcr counts as absent") {
  std::string other = cache_of("x");
  const std::size_t at = other.find(" cache ");
  other.insert(at, ".9");
  CHECK_FALSE(read_back(other));
}

TEST_CASE("where no cache can be written nothing happens") {
  const test::TempFolder folder;
  fs::create_directories(folder.path() + "/a/b");
  write_cache(folder.path() + "/a", "names-1", "x");
  CHECK(fs::is_directory(folder.path() + "/a/b"));
  write_cache("/proc/none/a", "names-1", "x");
}

}  // namespace
}  // namespace dcr
