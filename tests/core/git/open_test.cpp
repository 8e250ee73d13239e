// SPDX-License-Identifier: Apache-2.0
#include "core/git/open.hpp"

#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>

namespace dcr::git {
namespace {

namespace fs = std::filesystem;
using test::object_id;
using test::TempRepo;

Result<std::shared_ptr<const Handle>> open_with(const TempRepo& repo, const std::string& folder) {
  return open_handle({.start_folder = folder, .environment = repo.environment()});
}

/// What git answers in `folder`.
std::string git_says(const TempRepo& repo, const std::string& folder, const char* question) {
  return repo.git_in(folder, {"rev-parse", "--path-format=absolute", question});
}

void check_like_git(const TempRepo& repo, const std::string& folder) {
  CAPTURE(folder);
  const auto handle = open_with(repo, folder);
  REQUIRE_MESSAGE(handle.has_value(), handle.error().message);
  CHECK((*handle)->git_folder == git_says(repo, folder, "--git-dir"));
  CHECK((*handle)->common_folder == git_says(repo, folder, "--git-common-dir"));
  CHECK((*handle)->is_bare ==
        (repo.git_in(folder, {"rev-parse", "--is-bare-repository"}) == "true"));
  CHECK((*handle)->objects_folder ==
        repo.git_in(folder, {"rev-parse", "--path-format=absolute", "--git-path", "objects"}));
  CHECK((*handle)->index_path ==
        repo.git_in(folder, {"rev-parse", "--path-format=absolute", "--git-path", "index"}));
  if ((*handle)->is_bare) {
    CHECK((*handle)->worktree.empty());
    return;
  }
  CHECK((*handle)->worktree == git_says(repo, folder, "--show-toplevel"));
  const std::string prefix = repo.git_in(folder, {"rev-parse", "--show-prefix"});
  CHECK((*handle)->prefix == prefix.substr(0, prefix.empty() ? 0 : prefix.size() - 1));
}

TEST_CASE("a repository opens from its top and from every folder below") {
  TempRepo repo;
  repo.commit_file("a/b/c.yaml", "x");
  check_like_git(repo, repo.path());
  check_like_git(repo, repo.path() + "/a/b");
  fs::create_directory_symlink(repo.path() + "/a", repo.around() + "/link");
  check_like_git(repo, repo.around() + "/link/b");
}

TEST_CASE("inside .git the repository is the same, with nothing of the worktree below") {
  TempRepo repo;
  const auto handle = open_with(repo, repo.path() + "/.git/refs");
  REQUIRE(handle.has_value());
  CHECK((*handle)->worktree == repo.path());
  CHECK((*handle)->prefix.empty());
}

TEST_CASE("a linked worktree has its own index and HEAD and shares the rest") {
  TempRepo repo;
  repo.commit_file("a/b.yaml", "x");
  const std::string linked = repo.around() + "/linked";
  repo.git({"worktree", "add", "-q", "-b", "topic", linked});
  check_like_git(repo, linked);
  check_like_git(repo, linked + "/a");
  CHECK(repo.open(linked)->head_ref().value() == "refs/heads/topic");
  // What git sets for hooks that run in a linked worktree.
  repo.set_environment("GIT_DIR", repo.path() + "/.git/worktrees/linked");
  check_like_git(repo, linked);
}

TEST_CASE("a submodule and a separate git folder open as git opens them") {
  TempRepo inner;
  inner.commit_file("c.yaml", "x");
  TempRepo repo;
  repo.git({"submodule", "add", "-q", inner.path(), "sub"});
  check_like_git(repo, repo.path() + "/sub");
  TempRepo separate({"--separate-git-dir", "../elsewhere.git"});
  check_like_git(separate, separate.path());
}

TEST_CASE("a bare repository has no worktree, and a worktree linked to it has one") {
  TempRepo repo;
  repo.commit_file("a.yaml", "x");
  const std::string bare = repo.around() + "/bare.git";
  repo.git({"clone", "-q", "--bare", repo.path(), bare});
  check_like_git(repo, bare);
  check_like_git(repo, bare + "/refs");
  const std::string linked = repo.around() + "/linked";
  repo.git_in(bare, {"worktree", "add", "-q", linked, "main"});
  check_like_git(repo, linked);
  // git moves core.bare there when worktrees get configurations of their own.
  repo.git_in(bare, {"config", "extensions.worktreeConfig", "true"});
  repo.git_in(bare, {"config", "--worktree", "core.bare", "true"});
  repo.git_in(bare, {"config", "--file", "config", "--unset", "core.bare"});
  check_like_git(repo, bare);
  check_like_git(repo, linked);
}

TEST_CASE("core.worktree moves the worktree") {
  TempRepo repo;
  fs::create_directories(repo.around() + "/tree/a");
  repo.git({"config", "core.worktree", "../../tree"});
  const auto handle = open_with(repo, repo.path());
  REQUIRE(handle.has_value());
  CHECK((*handle)->worktree == repo.around() + "/tree");
  repo.set_environment("GIT_DIR", repo.path() + "/.git");
  check_like_git(repo, repo.around() + "/tree/a");
}

TEST_CASE("GIT_DIR makes the start folder the top; GIT_WORK_TREE names another") {
  TempRepo repo;
  repo.commit_file("a/b.yaml", "x");
  const std::string elsewhere = repo.around() + "/x.git";
  fs::rename(repo.path() + "/.git", elsewhere);
  repo.set_environment("GIT_DIR", elsewhere);
  check_like_git(repo, repo.path());
  check_like_git(repo, repo.path() + "/a");
  repo.set_environment("GIT_WORK_TREE", repo.path());
  check_like_git(repo, repo.path() + "/a");
  repo.set_environment("GIT_DIR", "../../x.git");
  repo.set_environment("GIT_WORK_TREE", "..");
  check_like_git(repo, repo.path() + "/a");
  repo.git({"--git-dir", elsewhere, "--work-tree", repo.path(), "status"});
}

TEST_CASE("GIT_WORK_TREE works without GIT_DIR") {
  TempRepo repo;
  fs::create_directories(repo.path() + "/tree/a");
  repo.set_environment("GIT_WORK_TREE", repo.path() + "/tree");
  check_like_git(repo, repo.path());
  check_like_git(repo, repo.path() + "/tree/a");
}

TEST_CASE("a relative GIT_INDEX_FILE is taken from the top, whatever the start folder") {
  TempRepo repo;
  repo.commit_file("a/b.yaml", "x");
  repo.set_environment("GIT_INDEX_FILE", ".git/other-index");
  for (const char* folder : {"", "/a"}) {
    CAPTURE(folder);
    const auto handle = open_with(repo, repo.path() + folder);
    REQUIRE(handle.has_value());
    CHECK((*handle)->index_path == repo.path() + "/.git/other-index");
  }
  repo.set_environment("GIT_INDEX_FILE", "/tmp/absolute-index");
  CHECK(open_with(repo, repo.path()).value()->index_path == "/tmp/absolute-index");
}

TEST_CASE("GIT_COMMON_DIR is taken when the repository agrees, and refused otherwise") {
  TempRepo repo;
  repo.set_environment("GIT_COMMON_DIR", repo.path() + "/.git");
  CHECK(open_with(repo, repo.path()).has_value());
  repo.set_environment("GIT_COMMON_DIR", repo.around());
  const auto refused = open_with(repo, repo.path());
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().kind == ErrorKind::git);
  CHECK(refused.error().message == "GIT_COMMON_DIR '" + repo.around() + "' is not the folder '" +
                                       repo.path() + "/.git' that the repository names itself");
  CHECK(refused.error().help == "unset GIT_COMMON_DIR");
}

TEST_CASE("an empty variable is refused by name") {
  for (const char* name :
       {"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"}) {
    CAPTURE(name);
    TempRepo repo;
    repo.set_environment(name, "");
    const auto refused = open_with(repo, repo.path());
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().message == std::string("the environment variable ") + name + " is empty");
  }
}

TEST_CASE("objects of a quarantine are found through its folder and its alternates") {
  TempRepo repo;
  const std::string old = repo.commit_file("a.yaml", "old");
  fs::create_directories(repo.around() + "/incoming");
  repo.set_environment("GIT_OBJECT_DIRECTORY", repo.around() + "/incoming");
  for (const std::string& alternates :
       {repo.path() + "/.git/objects", "\"" + repo.path() + "/.git/obj\\ects\":/nowhere",
        "/nowhere:" + repo.path() + "/.git/objects"}) {
    CAPTURE(alternates);
    repo.set_environment("GIT_ALTERNATE_OBJECT_DIRECTORIES", alternates);
    if (alternates.front() != '"') {
      const std::string tree = repo.git({"rev-parse", old + "^{tree}"});
      const std::string fresh = repo.git({"commit-tree", "-m", "fresh", "-p", old, tree});
      const auto repository = repo.open();
      CHECK(repository->commit(object_id(fresh)).value().subject == "fresh");
      CHECK(repository->resolve(fresh).value().commit == object_id(fresh));
      CHECK(repository->merge_base(object_id(fresh), object_id(old)).value() == object_id(old));
    }
    CHECK(repo.open()->commit(object_id(old)).value().subject == "change a.yaml");
  }
  repo.unset_environment("GIT_ALTERNATE_OBJECT_DIRECTORIES");
  CHECK(repo.open()->commit(object_id(old)).error().kind == ErrorKind::unavailable);
}

TEST_CASE("alternates without an object folder add to the repository's own objects") {
  TempRepo repo;
  TempRepo other;
  const std::string there = other.commit_file("b.yaml", "there");
  const std::string here = repo.commit_file("a.yaml", "here");
  repo.set_environment("GIT_ALTERNATE_OBJECT_DIRECTORIES", other.path() + "/.git/objects");
  CHECK(repo.open()->commit(object_id(there)).value().subject == "change b.yaml");
  CHECK(repo.open()->commit(object_id(here)).value().subject == "change a.yaml");
}

TEST_CASE("no repository is not_found, and so is a ceiling below it") {
  test::TempFolder empty;
  TempRepo repo;
  fs::create_directories(repo.path() + "/a/b");
  repo.set_environment("GIT_CEILING_DIRECTORIES", empty.path());
  fs::create_directories(empty.path() + "/inner");
  auto none = open_with(repo, empty.path() + "/inner");
  REQUIRE_FALSE(none.has_value());
  CHECK(none.error().kind == ErrorKind::not_found);
  CHECK(none.error().message == "not a git repository: neither '" + empty.path() +
                                    "/inner' nor a folder above it has a '.git'");
  CHECK(none.error().help == "git init");
  repo.set_environment("GIT_CEILING_DIRECTORIES", repo.path() + "/a");
  CHECK(open_with(repo, repo.path() + "/a/b").error().kind == ErrorKind::not_found);
  CHECK(open_with(repo, repo.path()).has_value());
  repo.set_environment("GIT_DIR", "nowhere.git");
  CHECK(open_with(repo, repo.path()).error().message ==
        "GIT_DIR 'nowhere.git' is not a git repository");
  repo.set_environment("GIT_DIR", "a");
  CHECK(open_with(repo, repo.path()).error().message == "GIT_DIR 'a' is not a git repository");
  CHECK(open_with(repo, repo.path() + "/none").error().message ==
        "there is no folder '" + repo.path() + "/none'");
}

TEST_CASE("formats that cannot be read are refused with the reason") {
  TempRepo sha256({"--object-format=sha256"});
  auto refused = open_with(sha256, sha256.path());
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().kind == ErrorKind::git);
  CHECK(refused.error().message ==
        "the repository names its objects by sha256, and dcr reads sha1 alone");
  TempRepo future;
  future.git({"config", "core.repositoryFormatVersion", "2"});
  refused = open_with(future, future.path());
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().message ==
        "git refuses the repository: Expected git repo version <= 1, found 2");
}

TEST_CASE("extensions that need nothing from a reader do not stop it") {
  TempRepo repo;
  repo.git({"config", "core.repositoryFormatVersion", "1"});
  repo.git({"config", "extensions.worktreeConfig", "true"});
  repo.git({"config", "extensions.preciousObjects", "true"});
  CHECK(open_with(repo, repo.path()).has_value());
}

TEST_CASE(
    "a repository of another owner is refused in git's words, unless safe.directory names it") {
  if (geteuid() != 0) {
    MESSAGE("SKIPPED: only root can give files away");
    return;
  }
  TempRepo repo;
  repo.commit_file("a.yaml", "x");
  for (const auto& entry : fs::recursive_directory_iterator(repo.path())) {
    REQUIRE(lchown(entry.path().c_str(), 12345, 12345) == 0);
  }
  REQUIRE(chown(repo.path().c_str(), 12345, 12345) == 0);
  const auto refused = open_with(repo, repo.path());
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().kind == ErrorKind::git);
  CHECK(refused.error().message ==
        "git refuses the repository: detected dubious ownership in repository at '" + repo.path() +
            "'");
  CHECK(refused.error().help == "git config --global --add safe.directory " + repo.path());

  const std::string global = repo.around() + "/global";
  repo.set_environment("GIT_CONFIG_GLOBAL", global);
  test::write_file(global, "[safe]\n\tdirectory = /elsewhere\n");
  CHECK_FALSE(open_with(repo, repo.path()).has_value());
  test::write_file(global, "[safe]\n\tdirectory = *\n");
  CHECK(open_with(repo, repo.path()).has_value());
  test::write_file(global, "[safe]\n\tdirectory = " + repo.path() + "\n");
  CHECK(repo.open()->head().value().has_value());
  // The check is on again for the next one.
  test::write_file(global, "");
  CHECK_FALSE(open_with(repo, repo.path()).has_value());
  repo.set_environment("GIT_DIR", repo.path() + "/.git");
  CHECK(open_with(repo, repo.path()).has_value());
}

}  // namespace
}  // namespace dcr::git
