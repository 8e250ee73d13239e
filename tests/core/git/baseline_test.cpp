// SPDX-License-Identifier: Apache-2.0
#include "core/git/baseline.hpp"

#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace dcr::git {

namespace {

using test::TempRepo;

Result<Baseline> try_baseline(const TempRepo& repo, BaselineRequest request = {}) {
  request.environment = repo.environment();
  return find_baseline(*repo.open(), request);
}

/// The base as one text: "id reason"; "none reason" without one.
std::string base(const TempRepo& repo, BaselineRequest request = {}) {
  const Result<Baseline> found = try_baseline(repo, std::move(request));
  if (!found) return "error: " + found.error().message + " | " + found.error().help;
  return (found->commit ? found->commit->hex() : "none") + " " + found->reason;
}

/// main: A, B, C; topic leaves at B and adds D.
struct Fork {
  TempRepo repo;
  std::string a = repo.commit_file("a", "1");
  std::string b = repo.commit_file("b", "1");
  std::string d = commit_on_topic();
  std::string c = commit_on_main();

  std::string commit_on_topic() {
    repo.git({"checkout", "-q", "-b", "topic"});
    return repo.commit_file("d", "1");
  }
  std::string commit_on_main() {
    repo.git({"checkout", "-q", "main"});
    return repo.commit_file("c", "1");
  }
  void on_topic() const { repo.git({"checkout", "-q", "topic"}); }
  /// A remote whose branch is at `id`, as a fetch would leave it.
  void track(const std::string& remote, const std::string& branch, const std::string& id) const {
    repo.git({"config", "remote." + remote + ".url", "file:///nowhere"});
    repo.git({"update-ref", "refs/remotes/" + remote + "/" + branch, id});
  }
};

}  // namespace

TEST_CASE("without a commit there is nothing to compare with") {
  const TempRepo repo;
  CHECK(base(repo) == "none no commit yet");
}

TEST_CASE("on the mainline the base is the last commit") {
  Fork fork;
  CHECK(base(fork.repo) == fork.c + " the last commit");
  const Result<Baseline> found = try_baseline(fork.repo);
  REQUIRE(found);
  CHECK(found->revision == "HEAD");
  CHECK(found->mainline_name == "main");
  CHECK(found->mainline_tip->hex() == fork.c);
  CHECK_FALSE(found->is_ci);
}

TEST_CASE("on another branch the base is where it left the mainline, however far that moved") {
  Fork fork;
  fork.on_topic();
  CHECK(base(fork.repo) == fork.b + " merge base with main");
  const Result<Baseline> found = try_baseline(fork.repo);
  REQUIRE(found);
  CHECK(found->revision == "main");
  CHECK(found->mainline_tip->hex() == fork.c);
  fork.repo.git({"checkout", "-q", "--detach"});
  CHECK(base(fork.repo) == fork.b + " merge base with main");
}

TEST_CASE("master is the mainline where there is no main") {
  Fork fork;
  fork.repo.git({"branch", "-m", "main", "master"});
  fork.on_topic();
  CHECK(base(fork.repo) == fork.b + " merge base with master");
}

TEST_CASE("where no mainline is known the base is the last commit") {
  Fork fork;
  fork.repo.git({"branch", "-m", "main", "trunk"});
  fork.on_topic();
  CHECK(base(fork.repo) == fork.d + " the last commit; no mainline is known");
  CHECK(base(fork.repo, {.mainline = {"tunk"}}) ==
        fork.d + " the last commit; no mainline is known");
}

TEST_CASE("a branch without a common commit is compared with its last commit") {
  Fork fork;
  fork.repo.git({"checkout", "-q", "--orphan", "pages"});
  const std::string page = fork.repo.commit_file("page", "1");
  CHECK(base(fork.repo) == page + " the last commit; no common commit with main");
}

TEST_CASE("dcr.yaml names the mainline, by patterns too, and the nearest merge base wins") {
  Fork fork;
  fork.repo.git({"branch", "release/1", fork.a});
  fork.repo.git({"branch", "release/2/x", fork.a});
  fork.on_topic();
  CHECK(base(fork.repo, {.mainline = {"release/1"}}) == fork.a + " merge base with release/1");
  CHECK(base(fork.repo, {.mainline = {"release/*"}}) == fork.a + " merge base with release/1");
  CHECK(base(fork.repo, {.mainline = {"{nothing,release/2}/**"}}) ==
        fork.a + " merge base with release/2/x");
  CHECK(base(fork.repo, {.mainline = {"release/*", "main"}}) == fork.b + " merge base with main");
  CHECK(base(fork.repo, {.mainline = {"main", "release/*"}}) == fork.b + " merge base with main");
  fork.repo.git({"checkout", "-q", "release/1"});
  CHECK(base(fork.repo, {.mainline = {"release/*"}}) == fork.a + " the last commit");
}

TEST_CASE("the remote's HEAD names the mainline, and its branch is what consumers can see") {
  Fork fork;
  fork.track("origin", "develop", fork.a);
  fork.repo.git({"symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/develop"});
  fork.on_topic();
  CHECK(base(fork.repo) == fork.a + " merge base with origin/develop");
}

TEST_CASE("commits of a local main that nobody pushed are part of the proposal") {
  Fork fork;
  fork.track("origin", "main", fork.a);
  fork.on_topic();
  CHECK(base(fork.repo) == fork.a + " merge base with origin/main");
  fork.repo.git({"checkout", "-q", "main"});
  const Result<Baseline> found = try_baseline(fork.repo);
  REQUIRE(found);
  CHECK(found->commit->hex() == fork.c);
  CHECK(found->reason == "the last commit");
  CHECK(found->mainline_name == "origin/main");
  CHECK(found->mainline_tip->hex() == fork.a);
}

TEST_CASE("a fork's stale main blames nobody: the nearest merge base wins") {
  Fork fork;
  fork.track("origin", "main", fork.a);
  fork.track("upstream", "main", fork.c);
  fork.on_topic();
  CHECK(base(fork.repo) == fork.b + " merge base with upstream/main");
}

TEST_CASE("a moved main that is being merged into the branch is seen already") {
  Fork fork;
  fork.on_topic();
  fork.repo.git({"merge", "-q", "--no-commit", "--no-ff", "main"});
  CHECK(base(fork.repo) == fork.c + " merge base with main");
  fork.repo.commit("merge");
  CHECK(base(fork.repo) == fork.c + " merge base with main");
}

TEST_CASE("merging a branch into the mainline compares with the last commit, but a pull does not") {
  Fork fork;
  fork.repo.git({"merge", "-q", "--no-commit", "--no-ff", "topic"});
  CHECK(base(fork.repo) == fork.c + " the last commit");
  fork.track("origin", "main", fork.d);
  CHECK(base(fork.repo) == fork.d + " merge base with origin/main");
}

TEST_CASE("--head puts a commit in the place of HEAD, and never compares it with itself") {
  Fork fork;
  CHECK(base(fork.repo, {.head_revision = "topic"}) == fork.b + " merge base with main");
  CHECK(base(fork.repo, {.head_revision = fork.d}) == fork.b + " merge base with main");
  CHECK(base(fork.repo, {.head_revision = "main"}) == fork.b + " first parent");
  CHECK(base(fork.repo, {.head_revision = "HEAD"}) == fork.b + " first parent");
  CHECK(base(fork.repo, {.head_revision = fork.b}) == fork.a + " first parent");
  CHECK(base(fork.repo, {.head_revision = fork.a}) == "none the first commit");
  CHECK(base(fork.repo, {.head_revision = "topc"}) ==
        "error: 'topc' is not a revision of this repository; did you mean 'topic'? | ");
}

TEST_CASE("--against a branch is the merge base, with --tip the branch itself") {
  Fork fork;
  fork.on_topic();
  CHECK(base(fork.repo, {.against = "main"}) == fork.b + " merge base with main");
  CHECK(base(fork.repo, {.against = "main", .tip = true}) == fork.c + " tip of main");
  CHECK(base(fork.repo, {.against = "main", .head_revision = "main~1"}) ==
        fork.b + " merge base with main");
}

TEST_CASE("the mainline of an explicit base is the branch it names, else the nearest") {
  Fork fork;
  fork.repo.git({"branch", "release/1", fork.a});
  fork.on_topic();
  const auto mainline_of = [&](const std::string& against) {
    const Result<Baseline> found =
        try_baseline(fork.repo, {.against = against, .mainline = {"release/*", "main"}});
    return found ? found->mainline_name : found.error().message;
  };
  CHECK(mainline_of("release/1") == "release/1");
  CHECK(mainline_of("main") == "main");
  CHECK(mainline_of("HEAD") == "main");
}

TEST_CASE("--against anything but a branch is that commit") {
  Fork fork;
  fork.repo.git({"tag", "v1", fork.c});
  fork.on_topic();
  CHECK(base(fork.repo, {.against = "HEAD"}) == fork.d + " --against HEAD");
  CHECK(base(fork.repo, {.against = "v1"}) == fork.c + " --against v1");
  CHECK(base(fork.repo, {.against = "main~1"}) == fork.b + " --against main~1");
  CHECK(base(fork.repo, {.against = fork.a}) == fork.a + " --against " + fork.a);
  const Result<Baseline> folder = try_baseline(fork.repo, {.against = "v1:sub/folder"});
  REQUIRE(folder);
  CHECK(folder->commit->hex() == fork.c);
  CHECK(folder->folder == "sub/folder");
  CHECK(folder->revision == "v1:sub/folder");
}

TEST_CASE("--against says what is wrong with its revision") {
  Fork fork;
  CHECK(base(fork.repo, {.against = "mian"}) ==
        "error: 'mian' is not a revision of this repository; did you mean 'main'? | ");
  CHECK(base(fork.repo, {.against = "-x"}) == "error: a revision cannot begin with '-': '-x' | ");
  CHECK(base(fork.repo, {.against = "@release"}) ==
        "error: '@release' names no single commit: every contract has release tags of its own | "
        "give a tag or a branch");
  fork.repo.git({"checkout", "-q", "--orphan", "pages"});
  fork.repo.commit_file("page", "1");
  CHECK(base(fork.repo, {.against = "main"}) ==
        "error: 'main' has no commit in common with what is judged | "
        "--tip compares with the branch itself");
  CHECK(base(fork.repo, {.against = "main", .tip = true}) == fork.c + " tip of main");
}

TEST_CASE("--against works before the first commit") {
  Fork fork;
  fork.repo.git({"checkout", "-q", "--orphan", "pages"});
  CHECK(base(fork.repo) == "none no commit yet");
  CHECK(base(fork.repo, {.against = "main"}) == fork.c + " --against main");
}

TEST_CASE("a bare repository has the same bases") {
  Fork fork;
  TempRepo bare({"--bare"});
  fork.repo.git({"push", "-q", bare.path(), "main", "topic"});
  CHECK(base(bare, {.head_revision = "topic"}) == fork.b + " merge base with main");
  CHECK(base(bare) == fork.c + " the last commit");
}

TEST_CASE("the HEAD of a bare repository names the mainline, as it does for its clones") {
  Fork fork;
  TempRepo bare({"--bare"});
  fork.repo.git({"push", "-q", bare.path(), "main", "main:trunk", "topic"});
  bare.git({"symbolic-ref", "HEAD", "refs/heads/trunk"});
  CHECK(base(bare, {.head_revision = "topic"}) == fork.b + " merge base with trunk");
  bare.git({"symbolic-ref", "HEAD", "refs/heads/unborn"});
  CHECK(base(bare, {.head_revision = "topic"}) == fork.b + " merge base with main");
}

}  // namespace dcr::git
