// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.hpp"

#include "core/base/descriptor.hpp"
#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <string>
#include <string_view>

namespace fs = std::filesystem;

TEST_CASE("a file is replaced whole and keeps its permissions") {
  const dcr::test::TempFolder folder;
  const std::string path = folder.path() + "/a.txt";
  REQUIRE(dcr::write_atomically(path, "one").has_value());
  REQUIRE(::chmod(path.c_str(), 0600) == 0);
  REQUIRE(dcr::write_atomically(path, "two").has_value());
  CHECK(dcr::read_whole_file(path, 10) == "two");
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777U) == 0600U);
  CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
}

TEST_CASE("a write that fails names the file and leaves nothing behind") {
  const dcr::test::TempFolder folder;
  const auto written = dcr::write_atomically(folder.path() + "/none/a.txt", "one");
  REQUIRE_FALSE(written.has_value());
  CHECK(written.error().kind == dcr::ErrorKind::io);
  CHECK(written.error().message ==
        "cannot write '" + folder.path() + "/none/a.txt': No such file or directory");
  const auto over_folder = dcr::write_atomically(folder.path(), "one");
  CHECK_FALSE(over_folder.has_value());
  CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("what is added to a file stands after what was there") {
  const dcr::test::TempFolder folder;
  const std::string path = folder.path() + "/log";
  REQUIRE(dcr::append_to_file(path, "one\n"));
  REQUIRE(dcr::append_to_file(path, "two\n"));
  CHECK(dcr::read_whole_file(path, 100) == "one\ntwo\n");
  CHECK_FALSE(dcr::append_to_file(folder.path() + "/missing/log", "x"));
}

TEST_CASE("a pipe or a device is written into, never replaced") {
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  const dcr::Descriptor reader(ends[0]);
  const dcr::Descriptor writer(ends[1]);
  const std::string path = "/proc/self/fd/" + std::to_string(writer.number());
  CHECK(dcr::write_atomically(path, "text"));
  std::array<char, 8> got{};
  CHECK(read(reader.number(), got.data(), got.size()) == 4);
  CHECK(std::string_view(got.data(), 4) == "text");

  const dcr::test::TempFolder folder;
  const std::string unread = folder.path() + "/fifo";
  REQUIRE(mkfifo(unread.c_str(), 0600) == 0);
  const auto refused = dcr::write_atomically(unread, "text");
  REQUIRE(!refused);
  CHECK(refused.error().kind == dcr::ErrorKind::io);
}

TEST_CASE("only a regular file of the allowed size is read") {
  const dcr::test::TempFolder folder;
  const std::string path = folder.path() + "/a.txt";
  REQUIRE(dcr::write_atomically(path, "0123456789").has_value());
  CHECK(dcr::read_whole_file(path, 10) == "0123456789");
  CHECK_FALSE(dcr::read_whole_file(path, 9).has_value());
  CHECK_FALSE(dcr::read_whole_file(folder.path(), 1000).has_value());
  CHECK_FALSE(dcr::read_whole_file(folder.path() + "/none", 1000).has_value());
  const std::string pipe = folder.path() + "/pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  CHECK_FALSE(dcr::read_whole_file(pipe, 1000).has_value());
}

TEST_CASE("a new file is made whole, and what is there is left alone") {
  const dcr::test::TempFolder folder;
  const std::string path = folder.path() + "/a.txt";
  CHECK(*dcr::create_atomically(path, "one"));
  CHECK_FALSE(*dcr::create_atomically(path, "two"));
  CHECK(dcr::read_whole_file(path, 10) == "one");
  // A link counts as something, wherever it leads.
  fs::create_symlink("nowhere", folder.path() + "/link");
  CHECK_FALSE(*dcr::create_atomically(folder.path() + "/link", "two"));
  CHECK_FALSE(fs::exists(folder.path() + "/nowhere"));
  const auto nowhere = dcr::create_atomically(folder.path() + "/none/a.txt", "one");
  REQUIRE_FALSE(nowhere.has_value());
  CHECK(nowhere.error().message ==
        "cannot write '" + folder.path() + "/none/a.txt': No such file or directory");
  CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 2);
}
