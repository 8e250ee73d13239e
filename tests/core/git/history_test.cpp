// SPDX-License-Identifier: Apache-2.0
#include "core/git/history.hpp"

#include "core/git/open.hpp"
#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>

#include <filesystem>

namespace dcr::git {
namespace {

namespace fs = std::filesystem;
using test::object_id;
using test::TempRepo;

std::shared_ptr<const Handle> handle_of(const TempRepo& repo, const std::string& folder) {
  auto handle = open_handle({.start_folder = folder, .environment = repo.environment()});
  REQUIRE_MESSAGE(handle.has_value(), handle.error().message);
  return *handle;
}

std::vector<std::string> first_parents(const Repository& repository, const std::string& tip,
                                       std::size_t most) {
  std::vector<std::string> subjects;
  const Result<void> walked =
      repository.walk_first_parents(object_id(tip), [&](const Commit& commit) {
        subjects.push_back(commit.subject);
        return subjects.size() < most;
      });
  if (!walked) subjects.push_back(walked.error().message);
  return subjects;
}

std::string loose_path(const TempRepo& repo, const std::string& id) {
  return repo.path() + "/.git/objects/" + id.substr(0, 2) + "/" + id.substr(2);
}

TEST_CASE("a commit says what git says of it") {
  TempRepo repo;
  const std::string parent = repo.commit_file("a.yaml", "1");
  const std::string id = repo.commit("two lines\nof subject\n\nand a body");
  const Result<Commit> commit = repo.open()->commit(object_id(id));
  REQUIRE(commit.has_value());
  CHECK(commit->id == object_id(id));
  CHECK(commit->tree == object_id(repo.git({"rev-parse", "HEAD^{tree}"})));
  CHECK(commit->parents == std::vector<ObjectId>{object_id(parent)});
  CHECK(commit->author_name == "Ann Author");
  CHECK(commit->author_email == "ann@example.com");
  CHECK(std::to_string(commit->author_time) == repo.git({"log", "-1", "--format=%at"}));
  CHECK(commit->committer_name == "Carl Committer");
  CHECK(std::to_string(commit->committer_time) == repo.git({"log", "-1", "--format=%ct"}));
  CHECK(commit->subject == "two lines of subject");
}

TEST_CASE("a commit is read whatever its headers, and refused without a tree") {
  const std::string id(40, '1');
  const std::string tree = "tree " + std::string(40, '2') + "\n";
  const std::string who = "author A <a@b> 5 +0000\ncommitter C <c@d> -7 +0000\n";
  struct Case {
    const char* name;
    std::string content;
    const char* author;
    std::int64_t time;
    const char* subject;
  };
  for (const Case& c : std::vector<Case>{
           {"plain", tree + who + "\nhello\n", "A", -7, "hello"},
           {"signed", tree + who + "gpgsig -----\n line\n \n end\nencoding x\n\nhello", "A", -7,
            "hello"},
           {"no message", tree + who + "\n", "A", -7, ""},
           {"no end", tree + who, "A", -7, ""},
           {"only a tree", tree, "", 0, ""},
           {"leading blank lines", tree + who + "\n\n\nhello\n", "A", -7, "hello"},
           {"no mail", tree + "author A 5\ncommitter C\n\nx", "A 5", 0, "x"},
           {"odd mail", tree + "author A <a> <b@c> 5 +0000\ncommitter > 5 <\n\nx", "A", 0, "x"},
       }) {
    CAPTURE(c.name);
    const Result<Commit> commit = parse_commit(object_id(id), c.content);
    REQUIRE(commit.has_value());
    CHECK(commit->author_name == c.author);
    CHECK(commit->committer_time == c.time);
    CHECK(commit->subject == c.subject);
  }
  for (const std::string& content :
       {std::string(), std::string("tree"), std::string("tree 12\n"), "parent " + id + "\n",
        tree + "parent zz\n" + who, "tree " + std::string(40, 'G') + "\n"}) {
    CAPTURE(content);
    const Result<Commit> commit = parse_commit(object_id(id), content);
    REQUIRE_FALSE(commit.has_value());
    CHECK(commit.error().kind == ErrorKind::git);
    CHECK(commit.error().message == "commit " + id + " is damaged");
  }
}

TEST_CASE("first parents are walked newest first, as far as the visitor wants") {
  TempRepo repo;
  repo.commit("one");
  repo.git({"checkout", "-q", "-b", "side"});
  repo.commit("aside");
  repo.git({"checkout", "-q", "main"});
  repo.commit("two");
  repo.git({"merge", "-q", "--no-ff", "-m", "merge", "side"});
  const std::string tip = repo.git({"rev-parse", "HEAD"});
  const auto repository = repo.open();
  CHECK(first_parents(*repository, tip, 99) == std::vector<std::string>{"merge", "two", "one"});
  CHECK(first_parents(*repository, tip, 2) == std::vector<std::string>{"merge", "two"});
}

TEST_CASE("merge bases and ancestry are git's; unrelated histories have none") {
  TempRepo repo;
  const std::string root = repo.commit("root");
  const std::string main = repo.commit("main");
  repo.git({"checkout", "-q", "-b", "side", root});
  const std::string side = repo.commit("side");
  repo.git({"checkout", "-q", "--orphan", "other"});
  const std::string other = repo.commit("other");
  const auto repository = repo.open();
  CHECK(repository->merge_base(object_id(main), object_id(side)).value() == object_id(root));
  CHECK(repository->merge_base(object_id(main), object_id(root)).value() == object_id(root));
  CHECK(repository->merge_base(object_id(main), object_id(main)).value() == object_id(main));
  CHECK_FALSE(repository->merge_base(object_id(main), object_id(other)).value().has_value());
  CHECK(repository->is_ancestor(object_id(root), object_id(main)).value());
  CHECK(repository->is_ancestor(object_id(main), object_id(main)).value());
  CHECK_FALSE(repository->is_ancestor(object_id(main), object_id(root)).value());
  CHECK_FALSE(repository->is_ancestor(object_id(side), object_id(main)).value());
  CHECK_FALSE(repository->is_ancestor(object_id(other), object_id(main)).value());
  const std::string absent(40, '1');
  CHECK(repository->merge_base(object_id(main), object_id(absent)).error().message ==
        "commit " + absent + " is not in this clone");
}

TEST_CASE("a shallow clone answers what it can and says what it lacks") {
  TempRepo repo;
  repo.commit("one");
  const std::string two = repo.commit("two");
  repo.git({"branch", "side"});
  const std::string three = repo.commit("three");
  const std::string clone = repo.around() + "/shallow";
  repo.git({"clone", "-q", "--depth=1", "--no-single-branch", "file://" + repo.path(), clone});
  const auto repository = repo.open(clone);
  CHECK(repository->is_shallow());
  CHECK(repository->head().value() == object_id(three));
  const std::string lacking =
      "the history before " + three.substr(0, 7) + " is not in this clone, which is shallow";
  CHECK(first_parents(*repository, three, 99) == std::vector<std::string>{"three", lacking});
  CHECK(first_parents(*repository, three, 1) == std::vector<std::string>{"three"});

  for (const std::string& text :
       {std::string("HEAD~1"), std::string("HEAD^"), repo.git({"rev-parse", two + "~1"})}) {
    CAPTURE(text);
    const Result<Revision> revision = repository->resolve(text);
    REQUIRE_FALSE(revision.has_value());
    CHECK(revision.error().kind == ErrorKind::unavailable);
    CHECK(revision.error().message == "'" + text + "' is not in this clone, which is shallow");
    CHECK(revision.error().help ==
          "git fetch --deepen=100, or git fetch --unshallow for the whole history");
  }
  CHECK(repository->resolve("HEAD").value().commit == object_id(three));
  CHECK(repository->resolve("HEAD^0").value().commit == object_id(three));
  CHECK(repository->resolve("nothing~1").error().kind == ErrorKind::not_found);

  const auto base = repository->merge_base(object_id(three), object_id(two));
  REQUIRE_FALSE(base.has_value());
  CHECK(base.error().kind == ErrorKind::unavailable);
  CHECK(base.error().message == "no merge base of " + three.substr(0, 7) + " and " +
                                    two.substr(0, 7) + " is in this clone, which is shallow");
  CHECK(repository->is_ancestor(object_id(two), object_id(three)).error().kind ==
        ErrorKind::unavailable);

  repo.git_in(clone, {"fetch", "-q", "--deepen=1"});
  const auto deeper = repo.open(clone);
  CHECK(deeper->merge_base(object_id(three), object_id(two)).value() == object_id(two));
  CHECK(deeper->is_ancestor(object_id(two), object_id(three)).value());
  CHECK(deeper->resolve("HEAD~1").value().commit == object_id(two));
}

TEST_CASE("a missing object is unavailable, a damaged one a git error, each with its id") {
  TempRepo repo;
  const std::string commit = repo.commit_file("a.yaml", "content");
  const std::string blob = repo.git({"rev-parse", "HEAD:a.yaml"});
  const auto handle = handle_of(repo, repo.path());
  CHECK(read_object(*handle, object_id(blob), GIT_OBJECT_BLOB, Verify::yes).value().content() ==
        "content");
  CHECK(read_object(*handle, object_id(blob), GIT_OBJECT_TREE).error().message ==
        blob + " is a blob, not a tree");

  // Another object's bytes under this one's name: intact to zlib, wrong to the hash.
  const std::string other = repo.git({"hash-object", "-w", "--stdin"}, "other");
  fs::copy_file(loose_path(repo, other), loose_path(repo, blob),
                fs::copy_options::overwrite_existing);
  const auto swapped = read_object(*handle, object_id(blob), GIT_OBJECT_BLOB, Verify::yes);
  REQUIRE_FALSE(swapped.has_value());
  CHECK(swapped.error().kind == ErrorKind::git);
  CHECK(swapped.error().message == "blob " + blob + " is damaged");
  CHECK(swapped.error().help == "git fsck --full");

  fs::remove(loose_path(repo, commit));
  test::write_file(loose_path(repo, commit), "no zlib stream");
  CHECK(repo.open()->commit(object_id(commit)).error().message ==
        "commit " + commit + " is damaged");

  fs::remove(loose_path(repo, commit));
  const Result<Commit> missing = repo.open()->commit(object_id(commit));
  REQUIRE_FALSE(missing.has_value());
  CHECK(missing.error().kind == ErrorKind::unavailable);
  CHECK(missing.error().message == "commit " + commit + " is not in this clone");
  CHECK(missing.error().help == "git fsck");
}

TEST_CASE("a partial clone fetches what it lacks, all at once or one by one") {
  TempRepo repo;
  repo.git({"config", "uploadpack.allowFilter", "true"});
  repo.git({"config", "uploadpack.allowAnySHA1InWant", "true"});
  repo.write("a.yaml", "first");
  repo.write("b.yaml", "second");
  repo.write("c.yaml", "third");
  repo.commit();
  const std::string clone = repo.around() + "/partial";
  repo.git({"clone", "-q", "--filter=blob:none", "--no-checkout", "file://" + repo.path(), clone});
  std::vector<ObjectId> blobs;
  for (const char* name : {"HEAD:a.yaml", "HEAD:b.yaml", "HEAD:c.yaml"}) {
    blobs.push_back(object_id(repo.git({"rev-parse", name})));
  }
  const auto handle = handle_of(repo, clone);
  CHECK(handle->promisor == "origin");
  CHECK_FALSE(has_object(*handle, blobs[0]));
  REQUIRE(fetch_promised(*handle, std::span(blobs).first(2)).has_value());
  CHECK(has_object(*handle, blobs[0]));
  CHECK(has_object(*handle, blobs[1]));
  CHECK_FALSE(has_object(*handle, blobs[2]));
  CHECK(read_object(*handle, blobs[2], GIT_OBJECT_BLOB).value().content() == "third");

  repo.write("d.yaml", "never fetched");
  repo.commit();
  const ObjectId late = object_id(repo.git({"rev-parse", "HEAD:d.yaml"}));
  fs::rename(repo.path(), repo.around() + "/moved");
  const auto lost = read_object(*handle, late, GIT_OBJECT_BLOB);
  REQUIRE_FALSE(lost.has_value());
  CHECK(lost.error().kind == ErrorKind::unavailable);
  CHECK(lost.error().message.starts_with("cannot fetch what the partial clone lacks: "));
  CHECK(lost.error().help == "git fetch origin");
}

}  // namespace
}  // namespace dcr::git
