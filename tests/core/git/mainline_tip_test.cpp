// SPDX-License-Identifier: Apache-2.0
#include "core/git/mainline_tip.hpp"

#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>

#include <string>

namespace {

std::string mainline_at(const dcr::test::TempRepo& repo, const std::string& revision) {
  const auto found =
      dcr::git::mainline_at(*repo.open(), dcr::test::object_id(repo.git({"rev-parse", "main"})),
                            dcr::test::object_id(repo.git({"rev-parse", revision})));
  REQUIRE(found.has_value());
  return *found ? (*found)->hex() : "none";
}

}  // namespace

TEST_CASE("the mainline at a commit ends where that commit left it") {
  dcr::test::TempRepo repo;
  const std::string a = repo.commit_file("a", "1");
  const std::string b = repo.commit_file("a", "2");
  repo.git({"checkout", "-q", "-b", "topic"});
  const std::string t = repo.commit_file("t", "1");
  repo.git({"checkout", "-q", "main"});
  const std::string c = repo.commit_file("a", "3");
  CHECK(mainline_at(repo, a) == a);
  CHECK(mainline_at(repo, c) == c);
  CHECK(mainline_at(repo, t) == b);
  // Merged now, but at `t` the mainline had not seen it.
  repo.git({"merge", "-q", "--no-ff", "-m", "merge", "topic"});
  const std::string later = repo.commit_file("a", "4");
  CHECK(mainline_at(repo, t) == b);
  CHECK(mainline_at(repo, later) == later);
}

TEST_CASE("a history unrelated to the mainline has none of it") {
  dcr::test::TempRepo repo;
  repo.commit_file("a", "1");
  repo.git({"checkout", "-q", "--orphan", "other"});
  repo.commit_file("b", "1");
  CHECK(mainline_at(repo, "other") == "none");
}

TEST_CASE("the tip is that of the pushed mainline, of the one HEAD is on, or HEAD itself") {
  dcr::test::TempRepo repo;
  const std::string first = repo.commit_file("a", "1");
  repo.git({"branch", "release/1"});
  const std::string second = repo.commit_file("a", "2");
  const auto head = dcr::test::object_id(second);
  auto tip = dcr::git::mainline_tip(*repo.open(), {}, head);
  REQUIRE(tip.has_value());
  CHECK(tip->commit->hex() == second);
  CHECK(tip->name == "main");

  tip = dcr::git::mainline_tip(*repo.open(), {"main", "release/*"}, head);
  CHECK(tip->name == "main");
  repo.git({"checkout", "-q", "--detach", "release/1"});
  repo.git({"branch", "-q", "-m", "main", "trunk"});
  tip = dcr::git::mainline_tip(*repo.open(), {}, dcr::test::object_id(first));
  CHECK(tip->name == "HEAD");
  CHECK(tip->commit->hex() == first);
}

TEST_CASE("with several mainlines the one that HEAD left last counts") {
  dcr::test::TempRepo repo;
  repo.commit_file("a", "1");
  repo.git({"checkout", "-q", "-b", "release/1"});
  repo.commit_file("a", "2");
  repo.git({"checkout", "-q", "-b", "fix"});
  const std::string fix = repo.commit_file("a", "3");
  const auto tip =
      dcr::git::mainline_tip(*repo.open(), {"main", "release/*"}, dcr::test::object_id(fix));
  REQUIRE(tip.has_value());
  CHECK(tip->name == "release/1");
}
