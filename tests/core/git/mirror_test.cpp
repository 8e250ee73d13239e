// SPDX-License-Identifier: Apache-2.0
#include "core/git/mirror.hpp"

#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/time.h>

#include <ctime>
#include <filesystem>
#include <thread>

namespace dcr::git {
namespace {

namespace fs = std::filesystem;
using test::TempRepo;

/// A remote with one commit, and a user with an empty cache folder.
class Remote {
 public:
  explicit Remote(const std::vector<std::string>& arguments = {}) : repo(arguments) {
    repo.set_environment("XDG_CACHE_HOME", repo.around() + "/cache");
    repo.set_environment("HOME", repo.around() + "/home");
    repo.set_environment("GIT_CONFIG_GLOBAL", "/dev/null");
    repo.set_environment("GIT_CONFIG_NOSYSTEM", "1");
  }

  [[nodiscard]] std::string url() const { return "file://" + repo.path(); }

  [[nodiscard]] Result<Mirror> try_find(const std::string& suffix = "",
                                        Contact contact = Contact::fetch) const {
    return find_registry({url() + suffix, repo.environment(), contact});
  }

  /// The copy; a failure or a warning fails the test.
  [[nodiscard]] Mirror find(const std::string& suffix = "") const {
    Result<Mirror> mirror = try_find(suffix);
    REQUIRE_MESSAGE(mirror.has_value(), mirror.error().message);
    CHECK(mirror->warning.value_or("") == "");
    CHECK(mirror->is_remote);
    return *mirror;
  }

  /// References of a repository, HEAD included: what the copy must share with the remote.
  [[nodiscard]] std::string references(const std::string& folder) const {
    const std::string listed = repo.git_in(
        folder, {"for-each-ref", "--format=%(objectname) %(refname)", "refs/heads", "refs/tags"});
    return listed + "\nHEAD " + repo.git_in(folder, {"rev-parse", "HEAD"});
  }

  void check_same(const Mirror& mirror) const {
    CHECK(references(mirror.folder) == references(repo.path()));
    CHECK(repo.git_in(mirror.folder, {"fsck", "--no-dangling"}) == "");
  }

  void move_away() const { fs::rename(repo.path(), repo.path() + ".away"); }
  void move_back() const { fs::rename(repo.path() + ".away", repo.path()); }

  TempRepo repo;
};

TEST_CASE("a first look copies branches, tags and HEAD into the user's cache folder") {
  Remote remote;
  remote.repo.commit_file("a", "1");
  remote.repo.git({"branch", "side"});
  remote.repo.git({"tag", "-a", "v1", "-m", "one"});
  const Mirror mirror = remote.find("#side");
  CHECK(mirror.folder.starts_with(remote.repo.around() + "/cache/dcr/registries/"));
  CHECK(mirror.revision == "side");
  CHECK(mirror.fetched_at > 0);
  remote.check_same(mirror);
  struct stat status {};
  REQUIRE(::stat((remote.repo.around() + "/cache").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0700);
}

TEST_CASE("a further look brings commits, rewritten branches, and drops what is gone") {
  Remote remote;
  const std::string first = remote.repo.commit_file("a", "1");
  remote.repo.git({"branch", "gone"});
  remote.repo.git({"tag", "old"});
  Mirror mirror = remote.find();
  remote.repo.commit_file("a", "2");
  mirror = remote.find();
  remote.check_same(mirror);

  remote.repo.git({"reset", "-q", "--hard", first});
  remote.repo.commit_file("a", "3");
  remote.repo.git({"branch", "-D", "-q", "gone"});
  remote.repo.git({"branch", "gone/deeper"});  // where a file was there must be a folder
  remote.repo.git({"tag", "-d", "old"});
  mirror = remote.find();
  remote.check_same(mirror);
}

TEST_CASE("HEAD follows the remote's, to another branch, to a commit and back") {
  Remote remote;
  remote.repo.commit_file("a", "1");
  Mirror mirror = remote.find();
  remote.repo.git({"checkout", "-q", "-b", "trunk"});
  remote.repo.commit_file("a", "2");
  mirror = remote.find();
  CHECK(remote.repo.git_in(mirror.folder, {"symbolic-ref", "HEAD"}) == "refs/heads/trunk");
  remote.check_same(mirror);

  remote.repo.git({"checkout", "-q", "--detach"});
  remote.repo.commit_file("a", "on no branch");
  mirror = remote.find();
  remote.check_same(mirror);

  remote.repo.git({"checkout", "-q", "main"});
  mirror = remote.find();
  CHECK(remote.repo.git_in(mirror.folder, {"symbolic-ref", "HEAD"}) == "refs/heads/main");
  CHECK(remote.repo.git_in(mirror.folder, {"for-each-ref", "refs/dcr"}) == "");
  remote.check_same(mirror);
}

TEST_CASE("an empty remote has an empty copy, which fills up later") {
  Remote remote;
  const Mirror mirror = remote.find();
  CHECK(remote.repo.git_in(mirror.folder, {"for-each-ref"}) == "");
  remote.repo.commit_file("a", "1");
  remote.check_same(remote.find());
}

TEST_CASE("out of reach, the copy serves with a warning that says its age") {
  Remote remote;
  remote.repo.commit_file("a", "1");
  const Mirror before = remote.find();
  const std::time_t then = std::time(nullptr) - 3 * 3600 - 5;
  const timeval times[2] = {{then, 0}, {then, 0}};
  REQUIRE(::utimes((before.folder + "/dcr-fetched").c_str(), times) == 0);

  remote.move_away();
  const Result<Mirror> mirror = remote.try_find();
  REQUIRE(mirror.has_value());
  CHECK(mirror->folder == before.folder);
  CHECK(mirror->fetched_at == then);
  CHECK(mirror->warning.value_or("") ==
        "cannot reach '" + remote.url() + "': '" + remote.repo.path() +
            "' does not appear to be a git repository; using the copy of 3 hours ago");
  remote.move_back();
  remote.check_same(remote.find());
}

TEST_CASE("out of reach without a copy is an error in git's words, and leaves nothing behind") {
  Remote remote;
  remote.move_away();
  const Result<Mirror> mirror = remote.try_find();
  REQUIRE(!mirror.has_value());
  CHECK(mirror.error().kind == ErrorKind::unavailable);
  CHECK(mirror.error().message == "cannot reach '" + remote.url() + "': '" + remote.repo.path() +
                                      "' does not appear to be a git repository");
  CHECK(mirror.error().help == "there is no copy of it to use instead");
  for (const auto& entry : fs::directory_iterator(remote.repo.around() + "/cache/dcr/registries")) {
    CHECK(entry.path().extension() == ".lock");
  }
}

TEST_CASE("without contact only a copy that is there is found") {
  Remote remote;
  remote.repo.commit_file("a", "1");
  const Result<Mirror> none = remote.try_find("", Contact::copy_only);
  REQUIRE(!none.has_value());
  CHECK(none.error().kind == ErrorKind::unavailable);
  CHECK(none.error().message == "there is no copy of '" + remote.url() + "' yet");
  const Mirror fetched = remote.find();
  remote.move_away();
  const Result<Mirror> mirror = remote.try_find("", Contact::copy_only);
  REQUIRE(mirror.has_value());
  CHECK(mirror->folder == fetched.folder);
  CHECK(!mirror->warning);
}

TEST_CASE("what is no copy, or half of one, is made afresh") {
  Remote remote;
  remote.repo.commit_file("a", "1");
  const Mirror mirror = remote.find();
  fs::remove_all(mirror.folder + "/objects");
  test::write_file(mirror.folder + ".new/HEAD", "of a run that was ended");
  remote.check_same(remote.find());
  CHECK(!fs::exists(mirror.folder + ".new"));
}

TEST_CASE("several runs at once agree on one whole copy") {
  Remote remote;
  for (int round = 0; round < 3; ++round) {
    remote.repo.commit_file("a", std::to_string(round));
    std::vector<std::optional<Result<Mirror>>> found(6);
    std::vector<std::thread> runs;
    for (auto& mirror : found) {
      runs.emplace_back([&] { mirror.emplace(remote.try_find()); });
    }
    for (std::thread& run : runs) run.join();
    for (const auto& mirror : found) {
      REQUIRE(mirror->has_value());
      CHECK((*mirror)->warning.value_or("") == "");
    }
    remote.check_same(**found.front());
  }
}

TEST_CASE("the repository of a hook around dcr does not leak into the copy") {
  Remote remote;
  remote.repo.commit_file("a", "1");
  remote.repo.set_environment("GIT_DIR", remote.repo.path() + "/.git");
  remote.repo.set_environment("GIT_WORK_TREE", remote.repo.path());
  remote.repo.set_environment("GIT_INDEX_FILE", remote.repo.path() + "/.git/other-index");
  const Mirror mirror = remote.find();
  for (const char* name : {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"}) {
    remote.repo.unset_environment(name);
  }
  CHECK(!fs::exists(remote.repo.path() + "/.git/refs/dcr"));
  CHECK(!fs::exists(remote.repo.path() + "/.git/other-index"));
  remote.check_same(mirror);
}

TEST_CASE("no hook and no log of the user's git runs on a copy") {
  Remote remote;
  remote.repo.commit_file("a", "1");
  const std::string hooks = remote.repo.around() + "/hooks";
  const std::string mark = remote.repo.around() + "/ran";
  for (const char* hook : {"reference-transaction", "post-checkout", "pre-auto-gc"}) {
    test::write_file(hooks + "/" + hook, "#!/bin/sh\ntouch '" + mark + "'\n");
    fs::permissions(hooks + "/" + hook, fs::perms::owner_all);
  }
  const std::string config = remote.repo.around() + "/gitconfig";
  test::write_file(config, "[core]\nhooksPath = " + hooks + "\nlogAllRefUpdates = always\n" +
                               "[init]\ntemplateDir = " + hooks + "\n");
  remote.repo.set_environment("GIT_CONFIG_GLOBAL", config);
  const Mirror mirror = remote.find();
  CHECK(!fs::exists(mark));
  CHECK(!fs::exists(mirror.folder + "/logs"));
  CHECK(!fs::exists(mirror.folder + "/reference-transaction"));
}

/// Every file of a folder that holds `text`.
std::vector<std::string> files_with(const std::string& folder, const std::string& text) {
  std::vector<std::string> found;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string name = entry.path().string();
    const bool named = name.find(text) != std::string::npos;
    const bool holds = entry.is_regular_file() &&
                       test::read_file(entry.path().string()).find(text) != std::string::npos;
    if (named || holds) found.push_back(name);
  }
  return found;
}

TEST_CASE("user info is neither stored nor printed") {
  Remote remote;
  remote.repo.commit_file("a", "1");
  // The user's own rewriting leads the https URL to the remote, token and all.
  remote.repo.set_environment("GIT_CONFIG_COUNT", "1");
  remote.repo.set_environment("GIT_CONFIG_KEY_0", "url." + remote.url() + ".insteadOf");
  remote.repo.set_environment("GIT_CONFIG_VALUE_0", "https://ann:t0psecret@host.invalid/r");
  const MirrorRequest request{"https://ann:t0psecret@host.invalid/r", remote.repo.environment()};
  const Result<Mirror> mirror = find_registry(request);
  REQUIRE_MESSAGE(mirror.has_value(), mirror.error().message);
  remote.check_same(*mirror);
  CHECK(files_with(remote.repo.around() + "/cache", "t0psecret").empty());
  CHECK(files_with(remote.repo.around() + "/cache", "ann").empty());

  remote.move_away();
  const Result<Mirror> again = find_registry(request);
  REQUIRE(again.has_value());
  REQUIRE(again->warning.has_value());
  CHECK(again->warning->starts_with("cannot reach 'https://host.invalid/r': "));
  CHECK(again->warning->find("t0psecret") == std::string::npos);
}

TEST_CASE("a transport that the user's rewriting smuggles in is refused by git") {
  Remote remote;
  const std::string mark = remote.repo.around() + "/ran";
  remote.repo.set_environment("GIT_CONFIG_COUNT", "1");
  remote.repo.set_environment("GIT_CONFIG_KEY_0", "url.ext::touch " + mark + ".insteadOf");
  remote.repo.set_environment("GIT_CONFIG_VALUE_0", "https://host.invalid/r");
  const Result<Mirror> mirror =
      find_registry({"https://host.invalid/r", remote.repo.environment()});
  REQUIRE(!mirror.has_value());
  CHECK(mirror.error().kind == ErrorKind::unavailable);
  CHECK(mirror.error().message ==
        "cannot reach 'https://host.invalid/r': transport 'ext' not allowed");
  CHECK(!fs::exists(mark));
}

TEST_CASE("a shallow clone cannot be copied, and half of it is not taken for all") {
  Remote remote;
  remote.repo.commit_file("a", "1");
  remote.repo.commit_file("a", "2");
  const std::string clone = remote.repo.around() + "/shallow";
  remote.repo.git({"clone", "-q", "--depth=1", remote.url(), clone});
  const Result<Mirror> mirror = find_registry({"file://" + clone, remote.repo.environment()});
  REQUIRE(!mirror.has_value());
  CHECK(mirror.error().kind == ErrorKind::unavailable);
  CHECK(mirror.error().message ==
        "cannot reach 'file://" + clone +
            "': git does not hand over all of its branches and tags, as from a shallow clone");
}

TEST_CASE("a remote whose HEAD names no branch is read by its main branch") {
  Remote remote;
  remote.repo.commit_file("a", "1");
  remote.repo.git({"symbolic-ref", "HEAD", "refs/heads/gone"});
  const Mirror mirror = remote.find();
  CHECK(remote.repo.git_in(mirror.folder, {"symbolic-ref", "HEAD"}) == "refs/heads/main");
  CHECK(remote.find().fetched_at > 0);
}

TEST_CASE("a path is used as it is") {
  const TempRepo repo;
  const Result<Mirror> mirror = find_registry({repo.path() + "#main", repo.environment()});
  REQUIRE(mirror.has_value());
  CHECK(mirror->folder == repo.path());
  CHECK(mirror->revision == "main");
  CHECK(!mirror->is_remote);
}

TEST_CASE("copies lie in XDG_CACHE_HOME, else in the home folder") {
  std::map<std::string, std::string> variables;
  const Environment environment = [&](const char* name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    if (found == variables.end()) return std::nullopt;
    return found->second;
  };
  CHECK(registries_folder(environment).error().kind == ErrorKind::io);
  variables["HOME"] = "/u/ann";
  CHECK(registries_folder(environment).value() == "/u/ann/.cache/dcr/registries");
  variables["XDG_CACHE_HOME"] = "relative";
  CHECK(registries_folder(environment).value() == "/u/ann/.cache/dcr/registries");
  variables["XDG_CACHE_HOME"] = "/caches";
  CHECK(registries_folder(environment).value() == "/caches/dcr/registries");
}

}  // namespace
}  // namespace dcr::git
