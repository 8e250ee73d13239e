// SPDX-License-Identifier: Apache-2.0
#include "core/git/working_file.hpp"

#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>

#include <filesystem>

namespace dcr {

namespace fs = std::filesystem;
using test::TempRepo;

TEST_CASE("a working file is read, replaced with its permissions, and deleted") {
  const TempRepo repo;
  repo.write("a/b.yaml", "x: 1\r\n");
  fs::permissions(repo.path() + "/a/b.yaml", fs::perms::owner_read | fs::perms::owner_write);
  const auto opened = repo.open();
  CHECK(git::read_working_file(*opened, "a/b.yaml").value() == "x: 1\r\n");
  CHECK(git::read_working_file(*opened, "a/c.yaml").value() == std::nullopt);
  CHECK(git::read_working_file(*opened, "new/c.yaml").value() == std::nullopt);
  REQUIRE(git::write_working_file(*opened, "a/b.yaml", "x: 2").has_value());
  CHECK(repo.read("a/b.yaml") == "x: 2");
  CHECK(fs::status(repo.path() + "/a/b.yaml").permissions() ==
        (fs::perms::owner_read | fs::perms::owner_write));
  REQUIRE(git::write_working_file(*opened, "new/c.yaml", "y").has_value());
  CHECK(repo.read("new/c.yaml") == "y");
  REQUIRE(git::write_working_file(*opened, "deep/er/c.yaml", "z").has_value());
  CHECK(repo.read("deep/er/c.yaml") == "z");
  REQUIRE(git::delete_working_file(*opened, "a/b.yaml").has_value());
  CHECK(!fs::exists(repo.path() + "/a/b.yaml"));
  CHECK(!git::delete_working_file(*opened, "a/b.yaml").has_value());
}

TEST_CASE("no link leads out of the worktree") {
  const TempRepo repo;
  fs::create_directory(repo.around() + "/outside");
  fs::create_directory_symlink(repo.around() + "/outside", repo.path() + "/folder");
  fs::create_symlink(repo.around() + "/outside/x", repo.path() + "/file");
  const auto opened = repo.open();
  for (const char* path : {"folder/x", "file"}) {
    CAPTURE(path);
    CHECK(git::read_working_file(*opened, path).error().kind == ErrorKind::usage);
    CHECK(git::write_working_file(*opened, path, "x").error().kind == ErrorKind::usage);
    CHECK(git::delete_working_file(*opened, path).error().kind == ErrorKind::usage);
  }
  CHECK(git::write_working_file(*opened, "folder/new/x", "x").error().kind == ErrorKind::usage);
  CHECK(fs::is_empty(repo.around() + "/outside"));
}

TEST_CASE("a bare repository has no working files") {
  const TempRepo repo({"--bare"});
  const auto opened = repo.open();
  CHECK(git::read_working_file(*opened, "a").error().kind == ErrorKind::usage);
  CHECK(git::write_working_file(*opened, "a", "x").error().kind == ErrorKind::usage);
}

}  // namespace dcr
