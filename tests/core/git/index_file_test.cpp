// SPDX-License-Identifier: Apache-2.0
#include "core/git/index_file.hpp"

#include "core/git/index_file_match.hpp"
#include "tests/core/git/changes_oracle.hpp"
#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace dcr::test {
namespace {

void fill(TempRepo& repo) {
  repo.write("a.yaml", "a: 1\n");
  repo.write("contracts/b.yaml", "b: 1\n");
  repo.write("contracts/deep/c.yaml", "c: 1\n");
  repo.write("other/d.yaml", "d: 1\n");
  repo.commit();
}

std::vector<std::string> paths(const git::IndexFile& index) {
  std::vector<std::string> result;
  for (const git::IndexEntry& entry : index.entries()) result.emplace_back(entry.path);
  return result;
}

const std::vector<std::string> filled = {"a.yaml", "contracts/b.yaml", "contracts/deep/c.yaml",
                                         "other/d.yaml"};

}  // namespace

TEST_CASE("an index of every version lists the same entries") {
  for (const char* version : {"2", "3", "4"}) {
    CAPTURE(version);
    TempRepo repo;
    fill(repo);
    repo.git({"update-index", "--index-version", version});
    if (std::string_view(version) == "3") repo.git({"update-index", "--skip-worktree", "a.yaml"});
    const std::string bytes = repo.read(".git/index");
    const auto index = git::IndexFile::parse(bytes);
    REQUIRE(index.has_value());
    REQUIRE(index->has_value());
    CHECK(paths(**index) == filled);
    CHECK((*index)->entries()[0].is_skipped() == (std::string_view(version) == "3"));
    CHECK((*index)->find("other/d.yaml")->id().hex() == repo.git({"rev-parse", ":other/d.yaml"}));
    CHECK((*index)->find("other") == nullptr);
    CHECK((*index)->find("other/d.yaml")->stat().size == 5);
  }
}

TEST_CASE("the index knows the trees of its folders") {
  TempRepo repo;
  fill(repo);
  const std::string bytes = repo.read(".git/index");
  const auto index = git::IndexFile::parse(bytes);
  REQUIRE(index.has_value());
  const auto folders = (*index)->folders();
  REQUIRE(folders.size() == 4);
  CHECK(folders[0].tree.hex() == repo.git({"rev-parse", "HEAD^{tree}"}));
  CHECK(folders[0].entries == 4);
  CHECK(folders[0].end == 4);
  for (const git::IndexFolder& folder : folders) {
    CAPTURE(folder.name);
    CHECK(folder.is_valid);
  }
}

TEST_CASE("a split or a sparse index is left to git, which lists the same") {
  TempRepo repo;
  fill(repo);
  repo.git({"update-index", "--skip-worktree", "a.yaml"});
  const std::string plain = repo.read(".git/index");
  const auto before = git::IndexFile::parse(plain);
  repo.git({"update-index", "--split-index"});
  CHECK_FALSE(git::IndexFile::parse(repo.read(".git/index"))->has_value());
  const std::string listing = repo.git({"ls-files", "--stage", "--debug", "-z"}) + "\n";
  const auto after = git::IndexFile::parse_listing(listing);
  REQUIRE(after.has_value());
  REQUIRE(paths(*after) == filled);
  for (std::size_t i = 0; i < filled.size(); ++i) {
    const git::IndexEntry& a = (*before)->entries()[i];
    const git::IndexEntry& b = after->entries()[i];
    CHECK(a.id() == b.id());
    CHECK(a.is_skipped() == b.is_skipped());
    CHECK(a.stat().modified == b.stat().modified);
    CHECK(a.stat().changed == b.stat().changed);
    CHECK(a.stat().inode == b.stat().inode);
    CHECK(a.stat().mode == b.stat().mode);
    CHECK(a.stat().size == b.stat().size);
  }
}

TEST_CASE("a damaged index is an error at whatever byte it is cut or changed, never a crash") {
  TempRepo repo;
  fill(repo);
  const std::string bytes = repo.read(".git/index");
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    const std::string cut = bytes.substr(0, length);
    const auto index = git::IndexFile::parse(cut);
    if (index && *index) CHECK(paths(**index).size() == filled.size());  // an extension is lost
  }
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (const char value : {'\0', '\x01', '\x7f', '\xff'}) {
      std::string changed = bytes;
      changed[at] = value;
      const auto index = git::IndexFile::parse(changed);
      if (index && *index) CHECK(paths(**index).size() == filled.size());
    }
  }
  CHECK(git::IndexFile::parse("DIRX").error().message ==
        "the git index is damaged: it does not begin as an index");
  std::string version = bytes;
  version[7] = '\x09';
  CHECK(git::IndexFile::parse(version).error().message ==
        "the git index is damaged: its version is 9");
  std::string count = bytes;
  count[8] = '\x7f';
  CHECK(git::IndexFile::parse(count).error().message ==
        "the git index is damaged: it is cut short");
}

TEST_CASE("a listing in another form is an error") {
  for (const char* listing :
       {"x", "100644 12", "100644 0000000000000000000000000000000000000000 0"}) {
    CAPTURE(listing);
    CHECK(git::IndexFile::parse_listing(listing).error().message ==
          "git ls-files --debug printed record 0 in an unknown form");
  }
}

TEST_CASE("matching entries are visited once each, folders without a match are jumped over") {
  TempRepo repo;
  fill(repo);
  const std::string bytes = repo.read(".git/index");
  const auto index = git::IndexFile::parse(bytes);
  struct Case {
    std::vector<std::string> globs;
    std::vector<std::string> expected;
  };
  const std::vector<Case> cases = {
      {{"**"}, filled},
      {{"*"}, {"a.yaml"}},
      {{"contracts/**"}, {"contracts/b.yaml", "contracts/deep/c.yaml"}},
      {{"contracts/*"}, {"contracts/b.yaml"}},
      {{"**/c.yaml", "other/*"}, {"contracts/deep/c.yaml", "other/d.yaml"}},
      {{"nothing/*"}, {}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.globs.front());
    std::vector<std::string> visited;
    git::each_match(**index, 0, (*index)->entries().size(), filter_of(c.globs),
                    [&](const git::IndexEntry& entry) { visited.emplace_back(entry.path); });
    CHECK(visited == c.expected);
  }
}

}  // namespace dcr::test
