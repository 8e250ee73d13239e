// SPDX-License-Identifier: Apache-2.0
#include "core/git/loose_objects.hpp"

#include "core/base/atomic_file.hpp"
#include "core/git/repository.hpp"
#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

namespace dcr::git {
namespace {

namespace fs = std::filesystem;

TEST_CASE("a loose object whose end is missing is damaged, however much of it is there") {
  test::TempRepo repo;
  std::string text;
  for (int i = 0; i < 400; ++i) text += "field " + std::to_string(i * 7919) + "\n";
  repo.write("a.yaml", text);
  repo.commit("one");
  const std::string id = repo.git({"rev-parse", "HEAD:a.yaml"});
  const std::string path =
      repo.path() + "/.git/objects/" + id.substr(0, 2) + "/" + id.substr(2, 38);
  const std::string whole = read_whole_file(path, 1U << 20U).value();
  const auto read = [&]() -> Result<std::string> {
    const auto repository = repo.open();
    const auto snapshot = repository->commit_snapshot(repository->head()->value());
    return (*snapshot)->read((*snapshot)->find("a.yaml").value());
  };
  CHECK(read() == text);
  fs::permissions(path, fs::perms::owner_write, fs::perm_options::add);
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{12},
                                 whole.size() / 2, whole.size() - 5, whole.size() - 1}) {
    CAPTURE(size);
    REQUIRE(write_atomically(path, whole.substr(0, size), Durability::cache));
    CHECK_FALSE(read());
  }
  REQUIRE(write_atomically(path, whole + "x", Durability::cache));
  CHECK_FALSE(read());
  REQUIRE(write_atomically(path, whole, Durability::cache));
  CHECK(read() == text);
}

TEST_CASE("a commit whose end is missing is damaged, also where its id is abbreviated") {
  test::TempRepo repo;
  repo.write("a.yaml", "one");
  repo.commit("one");
  const std::string id = repo.git({"rev-parse", "HEAD"}).substr(0, 40);
  repo.write("a.yaml", "two");
  repo.commit("two");
  const std::string path =
      repo.path() + "/.git/objects/" + id.substr(0, 2) + "/" + id.substr(2, 38);
  const std::string whole = read_whole_file(path, 1U << 20U).value();
  const auto repository = repo.open();
  for (const std::string& asked : {id, id.substr(0, 8), id.substr(0, 7) + "~0"}) {
    const auto found = repository->resolve(asked);
    REQUIRE(found.has_value());
    CHECK(found->commit.hex() == id);
  }
  fs::permissions(path, fs::perms::owner_write, fs::perm_options::add);
  REQUIRE(write_atomically(path, whole.substr(0, whole.size() / 2), Durability::cache));
  for (const std::string& asked : {id, id.substr(0, 8), id.substr(0, 7) + "~0"}) {
    CAPTURE(asked);
    CHECK_FALSE(repo.open()->resolve(asked));
  }
}

}  // namespace
}  // namespace dcr::git
