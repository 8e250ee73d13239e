// SPDX-License-Identifier: Apache-2.0
#include "core/registry/entry_cache.hpp"

#include "core/base/cache_file.hpp"
#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>

#include <filesystem>

namespace dcr {
namespace {

namespace fs = std::filesystem;

ObjectId blob(std::uint8_t number) {
  ObjectId id;
  id.bytes.fill(number);
  return id;
}

TEST_CASE("what a blob has of a mod is remembered") {
  const test::TempFolder folder;
  EntryCache cache = EntryCache::open(folder.path(), "m");
  CHECK_FALSE(cache.find(blob(1)));
  cache.add(blob(1), {"\"m\": {}", {3, 5}});
  cache.add(blob(2), {"\"m\": {}", {3, 5}});
  cache.add(blob(3), {});
  cache.save();
  const EntryCache again = EntryCache::open(folder.path(), "m");
  REQUIRE(again.find(blob(2)));
  CHECK(again.find(blob(2))->text == "\"m\": {}");
  CHECK(again.find(blob(2))->at == Position{3, 5});
  CHECK(again.find(blob(3))->text.empty());
  CHECK_FALSE(again.find(blob(4)));
  CHECK_FALSE(EntryCache::open(folder.path(), "other").find(blob(1)));
  EntryCache nowhere = EntryCache::open("", "m");
  nowhere.add(blob(1), {"x", {1, 1}});
  CHECK_FALSE(nowhere.find(blob(1)));
}

TEST_CASE("a damaged cache is an empty one") {
  const std::string line = "0101010101010101010101010101010101010101 0\n";
  const std::string entry = "1 2 3\nabc\n";
  const auto found = [&](const std::string& text) {
    const test::TempFolder folder;
    EntryCache cache = EntryCache::open(folder.path(), "m");
    cache.add(blob(9), {"x", {1, 1}});
    cache.save();
    const fs::directory_iterator file(folder.path() + "/mods");
    write_cache(file->path().string(), "mod-entries-2", text);
    return EntryCache::open(folder.path(), "m").find(blob(1)).has_value();
  };
  CHECK(found("1 1 1\nm\n" + entry + line));
  CHECK_FALSE(found(""));
  CHECK_FALSE(found("1 1 1"));
  CHECK_FALSE(found("1 1 1\nn\n" + entry + line));
  CHECK_FALSE(found("1 1 1\nm\n" + line));
  CHECK_FALSE(found("1 0 1\nm\n" + line));
  CHECK_FALSE(found("1 1 2\nm\n" + entry + line));
  CHECK_FALSE(found("1 1 1\nm\n1 2 999999999999999999999\nabc\n" + line));
  CHECK_FALSE(found("1 1 1\nm\n1 2 9999\nabc\n" + line));
}

}  // namespace
}  // namespace dcr
