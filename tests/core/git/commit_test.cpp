// SPDX-License-Identifier: Apache-2.0
#include "core/git/commit.hpp"

#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>

#include <array>
#include <filesystem>
#include <string>
#include <vector>

namespace dcr::git {
namespace {

Result<Committed> commit(const test::TempRepo& repo, std::vector<std::string> paths,
                         const std::string& message = "message", const std::string& folder = "") {
  const std::string from = folder.empty() ? repo.path() : repo.path() + "/" + folder;
  return commit_only(*repo.open(folder), {.paths = std::move(paths),
                                          .message = message,
                                          .folder = from,
                                          .environment = repo.environment()});
}

std::string files_of_head(const test::TempRepo& repo) {
  return repo.git({"show", "--no-renames", "--name-only", "--format=", "HEAD"});
}

/// Everything the index says of its entries, and what differs from it and from HEAD.
std::string whole_state(const test::TempRepo& repo) {
  return repo.git({"ls-files", "--stage", "-v"}) + repo.git({"status", "--porcelain=v2", "-uall"}) +
         repo.git({"diff"});
}

void write_hook(const test::TempRepo& repo, const std::string& name, const std::string& text) {
  const std::string path = ".git/hooks/" + name;
  repo.write(path, "#!/bin/sh\n" + text);
  repo.git({"config", "core.hooksPath", repo.path() + "/.git/hooks"});
  std::filesystem::permissions(repo.path() + "/" + path, std::filesystem::perms::owner_all);
}

TEST_CASE("a commit of one file leaves what is staged and changed beside it") {
  test::TempRepo repo;
  repo.write("a.txt", "1");
  repo.write("b.txt", "1");
  repo.commit();
  repo.write("a.txt", "2");
  repo.write("b.txt", "2");
  repo.git({"add", "b.txt"});
  repo.write("b.txt", "3");
  const auto committed = commit(repo, {"a.txt"});
  REQUIRE(committed);
  CHECK(committed->id.hex() == repo.git({"rev-parse", "HEAD"}));
  CHECK(committed->words.empty());
  CHECK(files_of_head(repo) == "a.txt");
  CHECK(repo.git({"status", "--porcelain"}) == "MM b.txt");
}

TEST_CASE("the first commit of a repository can be one file") {
  const test::TempRepo repo;
  repo.write("a.txt", "1");
  repo.write("b.txt", "1");
  REQUIRE(commit(repo, {"a.txt"}));
  CHECK(files_of_head(repo) == "a.txt");
  CHECK(repo.git({"status", "--porcelain"}) == "?? b.txt");
}

TEST_CASE("a file that is gone is removed in the same commit") {
  test::TempRepo repo;
  repo.commit_file("old.txt", "1");
  repo.remove("old.txt");
  repo.write("new.txt", "1");
  REQUIRE(commit(repo, {"new.txt", "old.txt"}));
  CHECK(files_of_head(repo) == "new.txt\nold.txt");
  CHECK(repo.git({"status", "--porcelain"}).empty());
}

TEST_CASE("a path is one file, whatever it looks like, from any folder") {
  test::TempRepo repo;
  repo.commit_file("sub/x.txt", "1");
  for (const char* path : {"sub/*.txt", "-x.txt", ":!x.txt", "[a]\n.txt", "sub/\xff.txt"}) {
    CAPTURE(path);
    repo.write(path, "2");
    REQUIRE(commit(repo, {path}, "message", "sub"));
    CHECK(repo.git({"show", "--name-only", "--format=", "-z", "HEAD"}) == std::string(path) + '\0');
  }
  repo.set_environment("GIT_LITERAL_PATHSPECS", "1");
  repo.write("sub/x.txt", "3");
  CHECK(commit(repo, {"sub/x.txt"}));
}

TEST_CASE("a message may be anything but options and patterns of ours") {
  test::TempRepo repo;
  repo.write("a.txt", "1");
  REQUIRE(commit(repo, {"a.txt"}, "--amend\n\n# not a comment"));
  CHECK(repo.git({"log", "-1", "--format=%B"}) == "--amend\n\n# not a comment\n");
}

TEST_CASE("where a hook refuses, everything is as it was, and its words are told") {
  test::TempRepo repo;
  repo.commit_file("a.txt", "1");
  repo.write("a.txt", "2");
  repo.write("new.txt", "1");
  repo.write("intended.txt", "1");
  repo.git({"add", "-N", "intended.txt"});
  for (const char* hook : {"pre-commit", "commit-msg"}) {
    write_hook(repo, hook, "echo 'not today'\necho 'nor tomorrow' >&2\nexit 3\n");
    for (const char* path : {"a.txt", "new.txt", "intended.txt"}) {
      CAPTURE(hook);
      CAPTURE(path);
      const std::string before = whole_state(repo);
      const auto committed = commit(repo, {path});
      REQUIRE(!committed);
      CHECK(committed.error().kind == ErrorKind::git);
      CHECK(committed.error().message ==
            "git did not commit, and everything is as it was:\nnot today\nnor tomorrow");
      CHECK(whole_state(repo) == before);
    }
    repo.remove(std::string(".git/hooks/") + hook);
  }
}

TEST_CASE("what hooks say of a commit they let pass is handed on") {
  test::TempRepo repo;
  write_hook(repo, "post-commit", "echo thanks\n");
  repo.write("a.txt", "1");
  const auto committed = commit(repo, {"a.txt"});
  REQUIRE(committed);
  CHECK(committed->words == "thanks");
}

TEST_CASE("unfinished work is named with its ways out, a bisection is none") {
  struct Case {
    const char* file;
    const char* message;
    const char* command;
  };
  for (const Case& c : std::to_array<Case>({
           {"MERGE_HEAD", "a merge is unfinished", "merge"},
           {"CHERRY_PICK_HEAD", "a cherry-pick is unfinished", "cherry-pick"},
           {"REVERT_HEAD", "a revert is unfinished", "revert"},
           {"rebase-merge/onto", "a rebase is unfinished", "rebase"},
           {"rebase-apply/rebasing", "a rebase is unfinished", "rebase"},
           {"rebase-apply/applying", "git am is unfinished", "am"},
           {"sequencer/todo", "a revert is unfinished", "revert"},
       })) {
    CAPTURE(c.file);
    test::TempRepo repo;
    repo.commit_file("a.txt", "1");
    repo.write("a.txt", "2");
    repo.write(std::string(".git/") + c.file, "revert 1234567 subject\n");
    const auto committed = commit(repo, {"a.txt"});
    REQUIRE(!committed);
    CHECK(committed.error().message == c.message);
    CHECK(committed.error().help ==
          std::string("git ") + c.command + " --continue, or git " + c.command + " --abort");
  }
  test::TempRepo repo;
  repo.write(".git/BISECT_LOG", "git bisect start\n");
  CHECK(require_committable(*repo.open()));
}

TEST_CASE("a bare repository has nothing to commit from") {
  const test::TempRepo repo({"--bare"});
  const auto possible = require_committable(*repo.open());
  REQUIRE(!possible);
  CHECK(possible.error().kind == ErrorKind::usage);
}

}  // namespace
}  // namespace dcr::git
