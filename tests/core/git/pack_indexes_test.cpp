// SPDX-License-Identifier: Apache-2.0
#include "core/git/pack_indexes.hpp"

#include "core/base/atomic_file.hpp"
#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>

#include <filesystem>

namespace dcr::git {

namespace {

/// A repository of one pack; its `.idx`.
std::string pack_index(const test::TempRepo& repo) {
  repo.git({"commit", "-q", "--allow-empty", "-m", "one"});
  repo.git({"commit", "-q", "--allow-empty", "-m", "two"});
  repo.git({"repack", "-q", "-a", "-d"});
  for (const auto& each : std::filesystem::directory_iterator(repo.path() + "/.git/objects/pack")) {
    if (each.path().extension() == ".idx") return each.path().string();
  }
  return {};
}

void replace(const std::string& path, const std::string& bytes) {
  std::filesystem::remove(path);
  REQUIRE(write_atomically(path, bytes, Durability::cache));
}

}  // namespace

TEST_CASE("the index of a pack that points outside of it is refused, and its pack named") {
  const test::TempRepo repo;
  const std::string path = pack_index(repo);
  const std::string folder = repo.path() + "/.git/objects";
  CHECK(check_pack_indexes(folder));
  const std::string whole = *read_whole_file(path, 1U << 20U);
  // Two commits and the empty tree: their three offsets stand before the two ids at the end.
  const std::size_t offsets = whole.size() - 40 - 12;
  for (std::size_t at = offsets; at < offsets + 12; at += 4) {
    for (const char high : {'\x01', '\x7f', '\x80', '\xff'}) {
      std::string damaged = whole;
      damaged[at] = high;
      replace(path, damaged);
      const auto checked = check_pack_indexes(folder);
      REQUIRE_FALSE(checked);
      CHECK(checked.error().kind == ErrorKind::git);
      const std::string name = std::filesystem::path(path).stem().string();
      CHECK(checked.error().message.find(name) != std::string::npos);
    }
  }
}

TEST_CASE("what is no whole index of a pack is left to libgit2") {
  const test::TempRepo repo;
  const std::string path = pack_index(repo);
  const std::string folder = repo.path() + "/.git/objects";
  const std::string whole = *read_whole_file(path, 1U << 20U);
  for (const std::size_t length :
       {std::size_t{0}, std::size_t{7}, std::size_t{1032}, std::size_t{1072}, whole.size() - 1}) {
    replace(path, whole.substr(0, length));
    CHECK(check_pack_indexes(folder));
  }
  std::string huge = whole;
  huge.replace(1028, 4, "\xff\xff\xff\xff");  // so many objects
  replace(path, huge);
  CHECK(check_pack_indexes(folder));
  CHECK(check_pack_indexes(repo.path() + "/nowhere"));
}

}  // namespace dcr::git
