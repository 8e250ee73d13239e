// SPDX-License-Identifier: Apache-2.0
#include "core/git/content.hpp"
#include "core/git/repository.hpp"
#include "tests/core/git/changes_oracle.hpp"
#include "tests/support/memory_snapshot.hpp"
#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace dcr::test {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> listed_paths(const Snapshot& snapshot, const std::string& glob) {
  const auto files = snapshot.list(filter_of({glob}));
  REQUIRE_MESSAGE(files.has_value(), files.error().message);
  std::vector<std::string> paths;
  for (const FileRef& file : *files) {
    paths.push_back(file.path + (file.kind == FileKind::symlink ? " (link)"
                                 : file.kind == FileKind::other ? " (other)"
                                                                : ""));
  }
  return paths;
}

std::unique_ptr<Snapshot> worktree_of(const TempRepo& repo) {
  auto snapshot = repo.open()->worktree_snapshot();
  REQUIRE_MESSAGE(snapshot.has_value(), snapshot.error().message);
  return std::move(*snapshot);
}

using Paths = std::vector<std::string>;

}  // namespace

TEST_CASE("links are listed as links and never followed, not even as folders or in a loop") {
  TempRepo repo;
  repo.commit_file("contracts/a.yaml", "a: 1\n");
  write_file(repo.around() + "/outside/secret.yaml", "secret: 1\n");
  fs::create_symlink("loop.yaml", repo.path() + "/contracts/loop.yaml");
  fs::create_symlink("../../outside/secret.yaml", repo.path() + "/contracts/s.yaml");
  fs::create_symlink("../../outside", repo.path() + "/contracts/folder");
  fs::create_symlink(".", repo.path() + "/contracts/self");
  const auto worktree = worktree_of(repo);
  CHECK(listed_paths(*worktree, "contracts/**/*.yaml") ==
        Paths{"contracts/a.yaml", "contracts/loop.yaml (link)", "contracts/s.yaml (link)"});
  const auto link = worktree->find("contracts/s.yaml");
  REQUIRE(link.has_value());
  CHECK(worktree->read(*link).value() == "../../outside/secret.yaml");
  CHECK(worktree->find("contracts/folder/secret.yaml").error().message ==
        "no file 'contracts/folder/secret.yaml'");
  CHECK(worktree->find("../outside/secret.yaml").error().kind == ErrorKind::not_found);
  CHECK(worktree->find(repo.around() + "/outside/secret.yaml").error().kind ==
        ErrorKind::not_found);
}

TEST_CASE("a tracked folder that became a link to elsewhere has lost its files") {
  TempRepo repo;
  repo.commit_file("contracts/a.yaml", "a: 1\n");
  write_file(repo.around() + "/outside/a.yaml", "a: 1\n");
  repo.remove("contracts");
  fs::create_symlink("../outside", repo.path() + "/contracts");
  CHECK(listed_paths(*worktree_of(repo), "**") == Paths{"contracts (link)"});
}

TEST_CASE("folders, pipes and sockets in the place of files are not read and stop nothing") {
  TempRepo repo;
  for (const char* name : {"pipe", "socket", "folder"}) repo.write(std::string("c/") + name, "x");
  repo.commit();
  for (const char* name : {"pipe", "socket", "folder"}) repo.remove(std::string("c/") + name);
  REQUIRE(::mkfifo((repo.path() + "/c/pipe").c_str(), 0600) == 0);
  REQUIRE(::mkfifo((repo.path() + "/c/untracked").c_str(), 0600) == 0);
  fs::create_directory(repo.path() + "/c/folder");
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string place = repo.path() + "/c/socket";
  REQUIRE(place.copy(address.sun_path, sizeof(address.sun_path) - 1) == place.size());
  REQUIRE(::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0);  // NOLINT
  const auto worktree = worktree_of(repo);
  CHECK(listed_paths(*worktree, "c/*") == Paths{"c/pipe (other)", "c/socket (other)"});
  CHECK(worktree->read({"c/pipe", {}, FileKind::other}).error().message ==
        "cannot read 'c/pipe': it is not a regular file");
  CHECK(worktree->read({"c/pipe", {}, FileKind::regular}).error().message ==
        "cannot read 'c/pipe': it is not a file any more");
  CHECK(worktree->find("c/folder").error().message == "no file 'c/folder'");
  ::close(socket);
}

TEST_CASE("a write that leaves size and time stamp as they were is seen") {
  for (int round = 0; round < 8; ++round) {
    TempRepo repo;
    repo.commit_file("a.yaml", "a: 1\n");
    repo.write("a.yaml", "a: 2\n");
    const auto opened = repo.open();
    const auto tree = opened->commit_snapshot(opened->head().value().value());
    const auto changes =
        git::changes_between(*tree.value(), *opened->worktree_snapshot().value(), filter_of({"*"}));
    REQUIRE(changes.has_value());
    CHECK(changes->size() == 1);
  }
}

TEST_CASE("what a filter driver or an encoding stores is what is compared and read") {
  TempRepo repo;
  repo.write(".gitattributes", "*.up filter=lower\n*.utf16 working-tree-encoding=UTF-16LE\n");
  repo.git({"config", "filter.lower.clean", "tr A-Z a-z"});
  repo.write("a.up", "SHOUT\n");
  repo.write("b.utf16", std::string("h\0i\0", 4));
  repo.commit();
  repo.write("a.up", "sHOUT\n");
  repo.write("c.up", "NEW\n");
  repo.write("b.utf16", std::string("h\0o\0", 4));
  const auto opened = repo.open();
  const auto worktree = worktree_of(repo);
  const auto tree = opened->commit_snapshot(opened->head().value().value());
  const auto changes = git::changes_between(*tree.value(), *worktree, filter_of({"*"}));
  REQUIRE_MESSAGE(changes.has_value(), changes.error().message);
  REQUIRE(changes->size() == 2);
  CHECK(changes->at(0).path == "b.utf16");
  CHECK(worktree->read(*changes->at(0).after).value() == "ho");
  CHECK(changes->at(1).path == "c.up");
  CHECK(worktree->read(*changes->at(1).after).value() == "new\n");
}

TEST_CASE("a filter that fails is an error in git's words") {
  TempRepo repo;
  repo.commit_file(".gitattributes", "*.yaml filter=broken\n");
  repo.git({"config", "filter.broken.clean", "false"});
  repo.git({"config", "filter.broken.required", "true"});
  repo.write("a.yaml", "a: 1\n");
  const auto files = worktree_of(repo)->list(filter_of({"*.yaml"}));
  REQUIRE_FALSE(files.has_value());
  CHECK(files.error().kind == ErrorKind::git);
  CHECK(files.error().message.substr(0, 28) == "git cannot filter 'a.yaml': ");
}

TEST_CASE("in a sparse checkout, with or without a sparse index, what is outside counts as is") {
  for (const char* sparse_index : {"--no-sparse-index", "--sparse-index"}) {
    CAPTURE(sparse_index);
    TempRepo repo;
    repo.write("in/a.yaml", "a: 1\n");
    repo.write("out/b.yaml", "b: 1\n");
    repo.commit();
    repo.git({"sparse-checkout", "set", "--cone", sparse_index, "in"});
    CHECK_FALSE(fs::exists(repo.path() + "/out/b.yaml"));
    repo.write("in/a.yaml", "a: 22\n");
    const auto opened = repo.open();
    const auto tree = opened->commit_snapshot(opened->head().value().value());
    const auto worktree = worktree_of(repo);
    const auto changes = git::changes_between(*tree.value(), *worktree, filter_of({"**"}));
    REQUIRE_MESSAGE(changes.has_value(), changes.error().message);
    REQUIRE(changes->size() == 1);
    CHECK(changes->at(0).path == "in/a.yaml");
    CHECK(worktree->read(worktree->find("out/b.yaml").value()).value() == "b: 1\n");
    CHECK(listed_paths(*opened->index_snapshot().value(), "**") ==
          Paths{"in/a.yaml", "out/b.yaml"});
  }
}

TEST_CASE("a file of 100 MB is hashed without being taken in, and read only up to the limit") {
  TempRepo repo;
  repo.commit_file("big.yaml", "small: 1\n");
  std::string content(std::size_t{100} << 20, 'x');
  repo.write("big.yaml", content);
  const auto worktree = worktree_of(repo);
  const auto file = worktree->find("big.yaml");
  REQUIRE_MESSAGE(file.has_value(), file.error().message);
  CHECK(file->id == git::WorkingContent::id_of(content).value());
  CHECK(worktree->read(*file).value().size() == longest_read + 1);
}

TEST_CASE("each side's filter decides what is seen of it") {
  const MemorySnapshot before({{"a.yaml", "1"}, {"b.yml", "1"}, {"c.yaml", "1"}});
  const MemorySnapshot after({{"a.yaml", "1"}, {"b.yml", "1"}, {"c.yaml", "2"}});
  const auto changes =
      git::changes_between(before, filter_of({"*.yaml"}), after, filter_of({"*.yml", "c.*"}));
  REQUIRE(changes.has_value());
  REQUIRE(changes->size() == 3);
  CHECK(changes->at(0).path == "a.yaml");
  CHECK_FALSE(changes->at(0).after.has_value());
  CHECK(changes->at(1).path == "b.yml");
  CHECK_FALSE(changes->at(1).before.has_value());
  CHECK(changes->at(2).path == "c.yaml");
  CHECK(changes->at(2).before.has_value());
  CHECK(changes->at(2).after.has_value());
}

TEST_CASE("a repository without a commit compares with the empty snapshot") {
  TempRepo repo;
  repo.write("a.yaml", "a: 1\n");
  const auto changes = git::changes_between(*git::Repository::empty_snapshot(), *worktree_of(repo),
                                            filter_of({"**"}));
  REQUIRE(changes.has_value());
  CHECK(changes->size() == 1);
  CHECK(listed_paths(*repo.open()->index_snapshot().value(), "**").empty());
}

TEST_CASE("a bare repository has no working tree") {
  TempRepo repo({"--bare"});
  CHECK(repo.open()->worktree_snapshot().error().message ==
        "the repository is bare and has no working tree");
}

TEST_CASE("a folder of a commit is a snapshot of its own") {
  TempRepo repo;
  const std::string commit = repo.commit_file("teams/sales/a.yaml", "a: 1\n");
  const auto opened = repo.open();
  const auto snapshot = opened->commit_snapshot(object_id(commit), "teams/sales");
  REQUIRE(snapshot.has_value());
  CHECK(listed_paths(**snapshot, "**") == Paths{"a.yaml"});
  CHECK((*snapshot)->read((*snapshot)->find("a.yaml").value()).value() == "a: 1\n");
  CHECK(opened->commit_snapshot(object_id(commit), "teams/none").error().message ==
        "no folder 'teams/none' in commit " + commit.substr(0, 7));
}

}  // namespace dcr::test
