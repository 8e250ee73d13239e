// SPDX-License-Identifier: Apache-2.0
#include "core/git/tag.hpp"

#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

namespace dcr::git {
namespace {

TagRequest request_of(const test::TempRepo& repo, const std::string& name) {
  return {.reference = "refs/tags/" + name,
          .message = "the message",
          .folder = repo.path(),
          .environment = repo.environment()};
}

TEST_CASE("a tag is annotated and leads to the commit") {
  test::TempRepo repo;
  const std::string commit = repo.commit_file("a.txt", "1");
  const TagRequest request = request_of(repo, "users/v1.0.0");
  REQUIRE(require_free_tag(request));
  REQUIRE(make_tag(request, test::object_id(commit)));
  CHECK(repo.git({"cat-file", "-t", "users/v1.0.0"}) == "tag");
  CHECK(repo.git({"rev-parse", "users/v1.0.0^{commit}"}) == commit);
  CHECK(repo.git({"tag", "-l", "--format=%(contents)"}) == "the message\n");
}

TEST_CASE("a tag that cannot be made is known before") {
  struct Case {
    const char* existing;
    const char* wanted;
    const char* message;  // empty = it can be made
  };
  for (const Case& c : std::to_array<Case>({
           {"users/v1.0.0", "users/v1.0.0", "the tag 'users/v1.0.0' already exists"},
           {"users", "users/v1.0.0", "the tag 'users' leaves no room for 'users/v1.0.0'"},
           {"users/v1.0.0/rc", "users/v1.0.0",
            "the tag 'users/v1.0.0/rc' leaves no room for 'users/v1.0.0'"},
           {"users/v1.0.0-rc", "users/v1.0.0", ""},
           {"users/v1.0", "users/v1.0.0", ""},
           {"other", "-x", "'-x' is no name for a tag"},
           {"other", "a..b", "'a..b' is no name for a tag"},
           {"other", "a b", "'a b' is no name for a tag"},
           {"other", "x.lock", "'x.lock' is no name for a tag"},
       })) {
    CAPTURE(c.existing);
    CAPTURE(c.wanted);
    test::TempRepo repo;
    repo.commit_file("a.txt", "1");
    repo.git({"tag", c.existing});
    const auto free = require_free_tag(request_of(repo, c.wanted));
    CHECK((free ? "" : free.error().message) == c.message);
  }
}

TEST_CASE("a tag of a blob is in the way as well") {
  test::TempRepo repo;
  repo.commit_file("a.txt", "1");
  repo.git({"tag", "users/v1.0.0", "HEAD:a.txt"});
  CHECK(!require_free_tag(request_of(repo, "users/v1.0.0")));
}

}  // namespace
}  // namespace dcr::git
