// SPDX-License-Identifier: Apache-2.0
#include "core/check/candidate.hpp"

#include "tests/support/memory_snapshot.hpp"

#include <doctest/doctest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace dcr::check {
namespace {

using Files = std::map<std::string, std::string>;

CandidateSnapshot candidate(Files committed, Files worktree, std::vector<std::string> paths) {
  return {std::make_unique<test::MemorySnapshot>(std::move(committed)),
          std::make_unique<test::MemorySnapshot>(std::move(worktree)), std::move(paths)};
}

Files contents(const Snapshot& snapshot) {
  const auto glob = Glob::compile("**");
  REQUIRE(glob);
  Files all;
  std::string last;
  const auto files = snapshot.list(PathFilter({*glob}));
  REQUIRE(files);
  for (const FileRef& file : *files) {
    CHECK(last < file.path);
    last = file.path;
    all[file.path] = snapshot.read(file).value();
    CHECK(snapshot.find(file.path).value() == file);
  }
  return all;
}

TEST_CASE("the files laid over are those of the working tree, all others the committed ones") {
  const auto snapshot =
      candidate({{"a", "1"}, {"b", "1"}, {"d", "1"}, {"gone", "1"}},
                {{"a", "2"}, {"b", "2"}, {"c", "2"}, {"other", "2"}}, {"gone", "c", "a", "never"});
  CHECK(contents(snapshot) == Files{{"a", "2"}, {"b", "1"}, {"c", "2"}, {"d", "1"}});
  for (const char* path : {"gone", "never", "other"}) {
    const auto found = snapshot.find(path);
    REQUIRE(!found);
    CHECK(found.error().kind == ErrorKind::not_found);
  }
}

TEST_CASE("a filter holds for what is laid over too") {
  const auto snapshot = candidate({{"x/a", "1"}}, {{"x/b", "2"}, {"y/c", "2"}}, {"x/b", "y/c"});
  const auto glob = Glob::compile("x/*");
  REQUIRE(glob);
  const auto files = snapshot.list(PathFilter({*glob})).value();
  REQUIRE(files.size() == 2);
  CHECK(files[0].path == "x/a");
  CHECK(files[1].path == "x/b");
}

}  // namespace
}  // namespace dcr::check
