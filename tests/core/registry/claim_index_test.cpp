// SPDX-License-Identifier: Apache-2.0
#include "core/registry/claim_index.hpp"

#include "core/base/atomic_file.hpp"
#include "tests/support/memory_snapshot.hpp"
#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <filesystem>

namespace dcr {

namespace {

using Names = std::set<std::string, std::less<>>;

std::vector<Glob> globs_of(const std::vector<std::string>& patterns) {
  std::vector<Glob> globs;
  for (const std::string& pattern : patterns) globs.push_back(*Glob::compile(pattern));
  return globs;
}

ClaimingFile file(const std::string& path, std::vector<std::string> names, bool opaque = false) {
  return {{path, test::id_of(path)}, {std::move(names), opaque}};
}

const std::vector<Glob>& globs() {
  static const std::vector<Glob> all = globs_of({"contracts/**", "models/**"});
  return all;
}

/// Two hundred contracts of a name each, one that nothing can be said of, one link and one model.
std::vector<ClaimingFile> files() {
  std::vector<ClaimingFile> all;
  for (int i = 0; i < 200; ++i) {
    all.push_back(file(fmt::format("contracts/{:03}.yaml", i), {fmt::format("shop.c{}", i)}));
  }
  all.push_back(file("contracts/opaque.yaml", {}, true));
  all.push_back(file("models/User.json", {"title of it"}));
  ClaimingFile link = file("contracts/link.yaml", {"shop.c7"});
  link.file.kind = FileKind::symlink;
  all.push_back(link);
  return all;
}

std::string paths(const std::optional<std::vector<FileRef>>& found) {
  if (!found) return "damaged";
  std::string out;
  for (const FileRef& each : *found) out += each.path + ' ';
  return out;
}

std::string index_file(const std::string& folder) {
  return std::filesystem::directory_iterator(folder)->path().string();
}

}  // namespace

TEST_CASE("an index finds files by what they claim, by their path, and what it knows nothing of") {
  const test::TempFolder folder;
  const ObjectId commit = test::id_of("commit");
  ClaimIndex::write(folder.path(), "sub", globs(), commit, files());
  const auto index = ClaimIndex::open(folder.path(), "sub", globs());
  REQUIRE(index);
  CHECK(index->commit() == commit);
  CHECK(index->size() == 203);
  CHECK(index->matching(0) == 202);
  CHECK(index->matching(1) == 1);
  CHECK(paths(index->claiming(Names{"shop.c7", "shop.c150"})) ==
        "contracts/007.yaml contracts/150.yaml contracts/opaque.yaml ");
  CHECK(paths(index->claiming(Names{"User"})) == "contracts/opaque.yaml models/User.json ");
  CHECK(paths(index->claiming(Names{"title of it"})) == "contracts/opaque.yaml models/User.json ");
  CHECK(paths(index->claiming(Names{"nobody"})) == "contracts/opaque.yaml ");
  const auto found = index->claiming(Names{"shop.c7"});
  CHECK(found->front().id == test::id_of("contracts/007.yaml"));
}

TEST_CASE("an index serves the folder and the globs it was made for") {
  const test::TempFolder folder;
  ClaimIndex::write(folder.path(), "sub", globs(), test::id_of("commit"), files());
  CHECK_FALSE(ClaimIndex::open(folder.path(), "", globs()));
  CHECK_FALSE(ClaimIndex::open(folder.path(), "sub", globs_of({"contracts/**"})));
  CHECK_FALSE(ClaimIndex::open(folder.path(), "sub", globs_of({"models/**", "contracts/**"})));
  CHECK_FALSE(ClaimIndex::open("", "sub", globs()));
  CHECK_FALSE(ClaimIndex::open(folder.path() + "/absent", "sub", globs()));
}

TEST_CASE("a damaged index answers what the whole one answers, or says that it cannot") {
  const test::TempFolder folder;
  const std::vector<ClaimingFile> all = files();
  ClaimIndex::write(folder.path(), "", globs(), test::id_of("commit"), all);
  const std::string path = index_file(folder.path());
  const std::string whole = *read_whole_file(path, 1U << 20U);
  const Names wanted{"shop.c7", "shop.c150", "User"};
  const std::string expected =
      paths(ClaimIndex::open(folder.path(), "", globs())->claiming(wanted));
  int unusable = 0;
  const auto check = [&](const std::string& bytes) {
    REQUIRE(write_atomically(path, bytes, Durability::cache));
    const auto index = ClaimIndex::open(folder.path(), "", globs());
    const std::string got = index ? paths(index->claiming(wanted)) : "damaged";
    if (got == "damaged") {
      ++unusable;
    } else {
      CHECK(got == expected);
      CHECK(index->size() == all.size());
    }
  };
  for (std::size_t length = 0; length < whole.size(); length += 13) check(whole.substr(0, length));
  CHECK(unusable > 100);
  for (std::size_t at = 0; at < whole.size(); at += 7) {
    std::string flipped = whole;
    flipped[at] = static_cast<char>(flipped[at] ^ 0x10);
    check(flipped);
  }
  check(whole + "more");
}

TEST_CASE("a pipe or a folder in an index's place is no index") {
  const test::TempFolder folder;
  ClaimIndex::write(folder.path(), "", globs(), test::id_of("commit"), files());
  const std::string path = index_file(folder.path());
  std::filesystem::remove(path);
  REQUIRE(mkfifo(path.c_str(), 0600) == 0);
  CHECK_FALSE(ClaimIndex::open(folder.path(), "", globs()));
  std::filesystem::remove(path);
  std::filesystem::create_directory(path);
  CHECK_FALSE(ClaimIndex::open(folder.path(), "", globs()));
}

TEST_CASE("a look-up reads a part of the file, however many files it lists") {
  const test::TempFolder folder;
  std::vector<ClaimingFile> many;
  for (int i = 0; i < 20'000; ++i) {
    many.push_back(file(fmt::format("contracts/{:05}.yaml", i), {fmt::format("shop.c{}", i)}));
  }
  ClaimIndex::write(folder.path(), "", globs(), test::id_of("commit"), many);
  const auto index = ClaimIndex::open(folder.path(), "", globs());
  REQUIRE(index);
  const std::uint64_t before = index->bytes_read();
  CHECK(paths(index->claiming(Names{"shop.c19999"})) == "contracts/19999.yaml ");
  CHECK(index->bytes_read() - before < 20'000);
}

}  // namespace dcr
