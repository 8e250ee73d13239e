// SPDX-License-Identifier: Apache-2.0
#include "core/git/repository.hpp"
#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>

#include <array>

namespace dcr::git {
namespace {

using test::object_id;
using test::TempRepo;

/// main: one - two - merge(two, side); origin/main behind it; an upstream, tags and reflogs.
struct History {
  TempRepo repo;
  std::string one = repo.commit_file("contracts/a.yaml", "1");
  std::string side;
  std::string two;
  std::string merge;

  History() {
    repo.git({"checkout", "-q", "-b", "side"});
    side = repo.commit_file("side", "x");
    repo.git({"checkout", "-q", "main"});
    two = repo.commit_file("contracts/a.yaml", "2");
    repo.git({"merge", "-q", "--no-ff", "-m", "merge: side", "side"});
    merge = repo.git({"rev-parse", "HEAD"});
    repo.git({"tag", "light", two});
    repo.git({"tag", "-a", "-m", "x", "v1", one});
    repo.git({"tag", "-a", "-m", "x", "v1-signed", "v1"});
    repo.git({"remote", "add", "origin", "https://example.com/o"});
    repo.git({"update-ref", "refs/remotes/origin/main", two});
    repo.git({"symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main"});
    repo.git({"branch", "-q", "--set-upstream-to=origin/main"});
  }
};

TEST_CASE("resolve gives the commit git gives, and the reference where one is named") {
  const History history;
  const auto repository = history.repo.open();
  struct Case {
    const char* text;
    const char* ref;
  };
  for (const Case& c : std::to_array<Case>({
           {"HEAD", "HEAD"},
           {"@", "HEAD"},
           {"main", "refs/heads/main"},
           {"heads/main", "refs/heads/main"},
           {"refs/heads/side", "refs/heads/side"},
           {"origin/main", "refs/remotes/origin/main"},
           {"origin", "refs/remotes/origin/HEAD"},
           {"light", "refs/tags/light"},
           {"v1", "refs/tags/v1"},
           {"v1-signed", "refs/tags/v1-signed"},
           {"@{u}", "refs/remotes/origin/main"},
           {"@{upstream}", "refs/remotes/origin/main"},
           {"main@{u}", "refs/remotes/origin/main"},
           {"@{-1}", "refs/heads/side"},
           {"HEAD~1", ""},
           {"HEAD~2", ""},
           {"HEAD^2", ""},
           {"HEAD^^", ""},
           {"HEAD^1~1^0", ""},
           {"v1^{}", ""},
           {"v1^{commit}", ""},
           {"v1-signed^0", ""},
           {"main^{/change}", ""},
           {"HEAD^{/!-merge}", ""},
           {":/merge: side", ""},
           {"HEAD@{1}", ""},
           {"main@{0}", ""},
           {"main@{1}", ""},
           {"HEAD@{2023-11-14 22:15:00 +0000}", ""},
           {"@{yesterday}", ""},
           {"light-0-g", nullptr},
       })) {
    CAPTURE(c.text);
    const Result<Revision> revision = repository->resolve(c.text);
    if (c.ref == nullptr) {
      CHECK_FALSE(revision.has_value());
      continue;
    }
    REQUIRE_MESSAGE(revision.has_value(), revision.error().message);
    const std::string expected = history.repo.git(
        {"rev-parse", "--verify", "--quiet", "--end-of-options", std::string(c.text)});
    CHECK(revision->commit.hex() ==
          history.repo.git({"rev-parse", "--verify", expected + "^{commit}"}));
    CHECK(revision->ref == c.ref);
    CHECK(revision->text == c.text);
    CHECK(revision->folder.empty());
  }
}

TEST_CASE("ids resolve whole and short, and describe names too") {
  const History history;
  const auto repository = history.repo.open();
  for (const std::string& text :
       {history.two, history.two.substr(0, 10), "light-0-g" + history.two.substr(0, 10)}) {
    CAPTURE(text);
    const Result<Revision> revision = repository->resolve(text);
    REQUIRE(revision.has_value());
    CHECK(revision->commit == object_id(history.two));
    CHECK(revision->ref.empty());
    CHECK_FALSE(revision->is_branch());
  }
}

TEST_CASE("only branches, local and remote, count as branches") {
  const History history;
  const auto repository = history.repo.open();
  CHECK(repository->resolve("main")->is_branch());
  CHECK(repository->resolve("origin/main")->is_branch());
  CHECK(repository->resolve("@{u}")->is_branch());
  CHECK_FALSE(repository->resolve("HEAD")->is_branch());
  CHECK_FALSE(repository->resolve("v1")->is_branch());
  CHECK_FALSE(repository->resolve("main~1")->is_branch());
  CHECK_FALSE(repository->resolve("main@{0}")->is_branch());
}

TEST_CASE("a folder behind a colon is taken from the root, or with ./ from where dcr runs") {
  const History history;
  struct Case {
    const char* start;
    const char* text;
    const char* folder;
  };
  for (const Case& c : std::to_array<Case>({
           {"", "HEAD:contracts", "contracts"},
           {"", "HEAD:contracts/", "contracts"},
           {"", "HEAD:", ""},
           {"", "HEAD:./contracts//x/../y", "contracts/y"},
           {"contracts", "HEAD:contracts", "contracts"},
           {"contracts", "HEAD:./", "contracts"},
           {"contracts", "HEAD:..", ""},
           {"contracts", "HEAD:../side", "side"},
           {"", "HEAD@{2023-11-14 22:15:00 +0000}:contracts", "contracts"},
           {"", "HEAD^{/merge: side}:contracts", "contracts"},
           {"", "main:odd:name", "odd:name"},
       })) {
    CAPTURE(c.start);
    CAPTURE(c.text);
    const Result<Revision> revision = history.repo.open(c.start)->resolve(c.text);
    REQUIRE_MESSAGE(revision.has_value(), revision.error().message);
    CHECK(revision->folder == c.folder);
  }
}

TEST_CASE("what names no commit says so") {
  const History history;
  history.repo.git({"tag", "tree-tag", "HEAD^{tree}"});
  history.repo.git({"update-ref", "refs/heads/-x", "HEAD"});
  const auto repository = history.repo.open();
  struct Case {
    std::string text;
    ErrorKind kind;
    const char* message;
  };
  for (const Case& c : std::to_array<Case>({
           {"-x", ErrorKind::usage, "a revision cannot begin with '-': '-x'"},
           {"--all", ErrorKind::usage, "a revision cannot begin with '-': '--all'"},
           {"", ErrorKind::not_found, "'' is not a revision of this repository"},
           {"sid", ErrorKind::not_found,
            "'sid' is not a revision of this repository; did you mean 'side'?"},
           {"origin/mian", ErrorKind::not_found,
            "'origin/mian' is not a revision of this repository; did you mean 'origin/main'?"},
           {"mian~2", ErrorKind::not_found,
            "'mian~2' is not a revision of this repository; did you mean 'main'?"},
           {"HEAD~99", ErrorKind::not_found, "'HEAD~99' is not a revision of this repository"},
           {"HEAD^3", ErrorKind::not_found, "'HEAD^3' is not a revision of this repository"},
           {"HEAD..main", ErrorKind::not_found,
            "'HEAD..main' is not a revision of this repository"},
           {"main^!", ErrorKind::not_found, "'main^!' is not a revision of this repository"},
           {"main^@", ErrorKind::not_found, "'main^@' is not a revision of this repository"},
           {"1234567890123456789012345678901234567890", ErrorKind::not_found,
            "'1234567890123456789012345678901234567890' is not a revision of this repository"},
           {"tree-tag", ErrorKind::not_found, "'tree-tag' does not lead to a commit"},
           {"HEAD^{tree}", ErrorKind::not_found, "'HEAD^{tree}' does not lead to a commit"},
           {":side", ErrorKind::not_found, "':side' names a file of the index, not a commit"},
           {std::string("ma\0in", 5), ErrorKind::not_found,
            "'ma\\x00in' is not a revision of this repository"},
           {"a\nb", ErrorKind::not_found, "'a\\nb' is not a revision of this repository"},
           {"\xff\xfe", ErrorKind::not_found, "'\\xff\\xfe' is not a revision of this repository"},
           {"HEAD:../..", ErrorKind::usage, "the folder '../..' is outside of the repository"},
       })) {
    CAPTURE(c.text);
    const Result<Revision> revision = repository->resolve(c.text);
    REQUIRE_FALSE(revision.has_value());
    CHECK(revision.error().kind == c.kind);
    CHECK(revision.error().message == c.message);
  }
}

TEST_CASE("a remote branch that was never fetched comes with the fetch that gets it") {
  const History history;
  const Result<Revision> revision = history.repo.open()->resolve("origin/release/2024");
  REQUIRE_FALSE(revision.has_value());
  CHECK(revision.error().help == "git fetch origin release/2024:refs/remotes/origin/release/2024");
}

TEST_CASE("a tag comes before a branch of the same name, as in git") {
  const History history;
  history.repo.git({"tag", "side", history.one});
  const Result<Revision> revision = history.repo.open()->resolve("side");
  REQUIRE(revision.has_value());
  CHECK(revision->commit == object_id(history.one));
  CHECK(revision->ref == "refs/tags/side");
}

TEST_CASE("a branch that leads to a missing commit is unavailable") {
  const History history;
  history.repo.write(".git/refs/heads/lost", "1234567890123456789012345678901234567890\n");
  const Result<Revision> revision = history.repo.open()->resolve("lost");
  REQUIRE_FALSE(revision.has_value());
  CHECK(revision.error().kind == ErrorKind::unavailable);
  CHECK(revision.error().message ==
        "object 1234567890123456789012345678901234567890 is not in this clone");
  CHECK(revision.error().help == "git fsck");
}

}  // namespace
}  // namespace dcr::git
