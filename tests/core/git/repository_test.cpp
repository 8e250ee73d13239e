// SPDX-License-Identifier: Apache-2.0
#include "core/git/repository.hpp"

#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>

namespace dcr::git {
namespace {

using test::object_id;
using test::TempRepo;

TEST_CASE("head is the commit of HEAD, on a branch and detached") {
  TempRepo repo;
  const std::string first = repo.commit_file("a", "1");
  const std::string second = repo.commit_file("a", "2");
  auto opened = repo.open();
  CHECK(opened->head().value() == object_id(second));
  CHECK(opened->head_ref().value() == "refs/heads/main");
  repo.git({"checkout", "-q", "--detach", first});
  CHECK(opened->head().value() == object_id(first));
  CHECK(opened->head_ref().value().empty());
}

TEST_CASE("an unborn branch has a name and no commit") {
  TempRepo repo;
  repo.git({"checkout", "-q", "-b", "topic/first"});
  auto opened = repo.open();
  CHECK_FALSE(opened->head().value().has_value());
  CHECK(opened->head_ref().value() == "refs/heads/topic/first");
  Result<Revision> head = opened->resolve("HEAD");
  REQUIRE_FALSE(head.has_value());
  CHECK(head.error().kind == ErrorKind::not_found);
  CHECK(head.error().message == "'HEAD' is not a revision of this repository");
}

TEST_CASE("merge_heads are the commits being merged, and none when no merge is under way") {
  TempRepo repo;
  repo.commit_file("a", "1");
  repo.git({"checkout", "-q", "-b", "topic"});
  const std::string topic = repo.commit_file("a", "topic");
  repo.git({"checkout", "-q", "main"});
  auto opened = repo.open();
  CHECK(opened->merge_heads().value().empty());
  repo.commit_file("a", "main");
  REQUIRE(repo.git_code({"merge", "-q", "topic"}) == 1);
  CHECK(opened->merge_heads().value() == std::vector<ObjectId>{object_id(topic)});
  repo.write(".git/MERGE_HEAD", "nonsense\n");
  Result<std::vector<ObjectId>> broken = opened->merge_heads();
  REQUIRE_FALSE(broken.has_value());
  CHECK(broken.error().message == "'MERGE_HEAD' does not hold commits");
}

TEST_CASE("references match whole components, peel tags and leave out what is no commit") {
  TempRepo repo;
  const std::string first = repo.commit_file("a", "1");
  repo.git({"branch", "release/1"});
  repo.git({"branch", "release/old/0"});
  repo.git({"tag", "-a", "-m", "x", "v1"});
  repo.git({"tag", "-a", "-m", "x", "v1-again", "v1"});
  repo.git({"tag", "a-tree", "HEAD^{tree}"});
  const std::string second = repo.commit_file("a", "2");
  auto opened = repo.open();
  using List = std::vector<std::pair<std::string, ObjectId>>;
  const List heads = {{"refs/heads/main", object_id(second)}};
  const List releases = {{"refs/heads/release/1", object_id(first)}};
  const List tags = {{"refs/tags/v1", object_id(first)}, {"refs/tags/v1-again", object_id(first)}};
  for (const char* state : {"loose", "packed"}) {
    CAPTURE(state);
    CHECK(opened->references("refs/heads/*").value() == heads);
    CHECK(opened->references("refs/heads/release/*").value() == releases);
    CHECK(opened->references("refs/tags/*").value() == tags);
    CHECK(opened->references("refs/heads/main").value() == heads);
    CHECK(opened->references("refs/nothing/*").value().empty());
    repo.git({"pack-refs", "--all", "--prune"});
    opened = repo.open();
  }
}

TEST_CASE("references follow symbolic ones, and symbolic_target tells where they lead") {
  TempRepo repo;
  const std::string commit = repo.commit_file("a", "1");
  repo.git({"update-ref", "refs/remotes/origin/main", commit});
  repo.git({"symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main"});
  auto opened = repo.open();
  CHECK(opened->symbolic_target("refs/remotes/origin/HEAD").value() == "refs/remotes/origin/main");
  CHECK(opened->symbolic_target("refs/heads/main").value().empty());
  CHECK(opened->symbolic_target("refs/heads/none").value().empty());
  CHECK(opened->references("refs/remotes/origin/*").value() ==
        std::vector<std::pair<std::string, ObjectId>>{
            {"refs/remotes/origin/HEAD", object_id(commit)},
            {"refs/remotes/origin/main", object_id(commit)}});
}

TEST_CASE("remotes come in the order of the configuration, dots in names included") {
  TempRepo repo;
  repo.git({"remote", "add", "upstream", "https://example.com/u"});
  repo.git({"remote", "add", "a.b", "https://example.com/ab"});
  repo.git({"remote", "add", "origin", "https://example.com/o"});
  repo.git({"config", "remote.pushDefault", "origin"});
  CHECK(repo.open()->remotes().value() == std::vector<std::string>{"upstream", "a.b", "origin"});
  CHECK(TempRepo().open()->remotes().value().empty());
}

TEST_CASE("configuration reads every place git reads, the nearer one winning") {
  TempRepo repo;
  auto value = [&](const char* key) {
    return repo.open()->configuration(key).value().value_or("(unset)");
  };
  CHECK(value("dcr.policy") == "(unset)");
  test::write_file(repo.around() + "/home/.gitconfig", "[dcr]\n\tpolicy = home\n\tmark\n");
  test::write_file(repo.around() + "/home/.config/git/config", "[dcr]\n\tpolicy = xdg\n");
  test::write_file(repo.around() + "/global", "[dcr]\n\tpolicy = global\n");
  test::write_file(repo.around() + "/system", "[dcr]\n\tpolicy = system\n");
  CHECK(value("dcr.policy") == "(unset)");  // GIT_CONFIG_GLOBAL=/dev/null hides both of HOME
  repo.set_environment("GIT_CONFIG_SYSTEM", repo.around() + "/system");
  CHECK(value("dcr.policy") == "(unset)");  // GIT_CONFIG_NOSYSTEM
  repo.set_environment("GIT_CONFIG_NOSYSTEM", "0");
  CHECK(value("dcr.policy") == "system");
  repo.set_environment("GIT_CONFIG_GLOBAL", repo.around() + "/global");
  CHECK(value("dcr.policy") == "global");
  repo.git({"config", "dcr.policy", "local"});
  CHECK(value("dcr.policy") == "local");
  repo.git({"config", "extensions.worktreeConfig", "true"});
  repo.git({"config", "--worktree", "dcr.policy", "worktree"});
  CHECK(value("dcr.policy") == "worktree");
  repo.set_environment("GIT_CONFIG_COUNT", "1");
  repo.set_environment("GIT_CONFIG_KEY_0", "dcr.policy");
  repo.set_environment("GIT_CONFIG_VALUE_0", "counted \"\\ ' #;\n\tlines");
  CHECK(value("dcr.policy") == "counted \"\\ ' #;\n\tlines");
  repo.set_environment("GIT_CONFIG_PARAMETERS",
                       "'dcr.policy'='it'\\''s' 'dcr.Sub.Name.flag'= 'dcr.old=a=b'");
  CHECK(value("dcr.policy") == "it's");
  CHECK(value("dcr.Sub.Name.flag") == "true");
  CHECK(value("dcr.old") == "a=b");
  CHECK(repo.git({"config", "dcr.policy"}) == "it's");
}

TEST_CASE("HOME's configuration files are read when no variable replaces them") {
  TempRepo repo;
  Environment outer = repo.environment();
  auto value = [&](const char* key) {
    OpenOptions options{.start_folder = repo.path(), .environment = [&](const char* name) {
                          if (std::string_view(name) == "GIT_CONFIG_GLOBAL") {
                            return std::optional<std::string>();
                          }
                          return outer(name);
                        }};
    return Repository::open(options).value()->configuration(key).value().value_or("(unset)");
  };
  test::write_file(repo.around() + "/home/.config/git/config", "[dcr]\n\ta = xdg\n\tb = xdg\n");
  CHECK(value("dcr.a") == "xdg");
  test::write_file(repo.around() + "/home/.gitconfig", "[dcr]\n\ta = home\n\tmark\n");
  CHECK(value("dcr.a") == "home");
  CHECK(value("dcr.b") == "xdg");
  CHECK(value("dcr.mark") == "true");
}

TEST_CASE("broken configuration variables are refused as git refuses them") {
  struct Case {
    const char* name;
    const char* value;
    const char* message;
  };
  for (const Case& c : {
           Case{"GIT_CONFIG_COUNT", "two", "GIT_CONFIG_COUNT is 'two', which is no count"},
           Case{"GIT_CONFIG_COUNT", "1", "GIT_CONFIG_COUNT is 1, but GIT_CONFIG_KEY_0 is not set"},
           Case{"GIT_CONFIG_PARAMETERS", "'a.b", "the format of GIT_CONFIG_PARAMETERS is broken"},
           Case{"GIT_CONFIG_PARAMETERS", "a.b=c", "the format of GIT_CONFIG_PARAMETERS is broken"},
           Case{"GIT_CONFIG_PARAMETERS", "'ab'='c'",
                "invalid configuration key 'ab' in the environment"},
       }) {
    CAPTURE(c.name);
    CAPTURE(c.value);
    TempRepo repo;
    repo.set_environment(c.name, c.value);
    const auto opened = repo.try_open();
    REQUIRE_FALSE(opened.has_value());
    CHECK(opened.error().kind == ErrorKind::git);
    CHECK(opened.error().message == c.message);
    CHECK(repo.git_code({"status"}) == 128);
  }
}

TEST_CASE("a configuration file that does not parse is an error with its line") {
  TempRepo repo;
  repo.write(".git/config", "[core\n");
  const auto opened = repo.try_open();
  REQUIRE_FALSE(opened.has_value());
  CHECK(opened.error().kind == ErrorKind::git);
  CHECK(opened.error().message ==
        "git refuses the repository: bad config line 1 in file .git/config");
}

TEST_CASE("the index and working tree of a bare repository are told apart from its commits") {
  TempRepo repo({"--bare"});
  const auto snapshot = repo.open()->worktree_snapshot();
  REQUIRE_FALSE(snapshot.has_value());
  CHECK(snapshot.error().kind == ErrorKind::usage);
  CHECK(snapshot.error().message == "the repository is bare and has no working tree");
  CHECK(snapshot.error().help == "give a commit with --head REV");
}

}  // namespace
}  // namespace dcr::git
