// SPDX-License-Identifier: Apache-2.0
#include "core/check/register.hpp"

#include "tests/support/contracts.hpp"
#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace dcr::check {
namespace {

constexpr const char* path = "contracts/a.yaml";

std::string document(const std::string& version, const std::vector<std::string>& fields = {}) {
  std::vector<std::string> all = {"{name: id, type: string}"};
  all.insert(all.end(), fields.begin(), fields.end());
  return test::native_document(version, all);
}

const std::string note = "{name: note, type: string, required: false}";

Result<Promotion> judge(const test::TempRepo& repo, const std::string& file = path,
                        bool allow_overwrite = false) {
  PromotionRequest request;
  request.path = file;
  request.allow_overwrite = allow_overwrite;
  request.today = {2026, 1, 1};
  request.environment = repo.environment();
  return judge_promotion(*repo.open(), request);
}

TEST_CASE("a first version is new, compatible and what the commit is for") {
  const test::TempRepo repo;
  repo.write(path, document("1.0.0"));
  const auto promotion = judge(repo);
  REQUIRE(promotion);
  CHECK(promotion->compatible());
  CHECK(promotion->duplicate() == nullptr);
  CHECK(!promotion->unchanged);
  CHECK(promotion->paths == std::vector<std::string>{path});
  REQUIRE(promotion->contracts.size() == 1);
  CHECK(promotion->contracts[0].is_new);
  CHECK(promotion->contracts[0].is_subject);
}

TEST_CASE(
    "a version that history carried before is a duplicate, with the commit that had it first") {
  test::TempRepo repo;
  const std::string first = repo.commit_file(path, document("1.0.0"));
  repo.commit_file(path, "# a comment\n" + document("1.0.0"));
  repo.commit_file(path, document("1.1.0", {note}));
  repo.write(path, document("1.0.0"));
  const auto promotion = judge(repo);
  REQUIRE(promotion);
  REQUIRE(promotion->duplicate() != nullptr);
  CHECK(promotion->duplicate()->registered_by->hex() == first);
}

TEST_CASE("an unchanged file is a duplicate even of a version that may be overwritten") {
  test::TempRepo repo;
  const std::string first = repo.commit_file(path, document("1.0.0"));
  for (const bool overwrite : {false, true}) {
    const auto promotion = judge(repo, path, overwrite);
    REQUIRE(promotion);
    CHECK(promotion->unchanged);
    REQUIRE(promotion->duplicate() != nullptr);
    CHECK(promotion->duplicate()->registered_by->hex() == first);
  }
}

TEST_CASE("the content of a registered version is replaced only where that is allowed") {
  test::TempRepo repo;
  repo.commit_file(path, document("1.0.0"));
  repo.write(path, document("1.0.0", {note}));
  const auto refused = judge(repo);
  REQUIRE(refused);
  CHECK(!refused->compatible());
  const auto allowed = judge(repo, path, true);
  REQUIRE(allowed);
  CHECK(allowed->compatible());
  CHECK(!allowed->contracts[0].is_new);
  repo.write(path, document("0.9.0", {note}));
  const auto lower = judge(repo, path, true);
  REQUIRE(lower);
  CHECK(!lower->compatible());
}

TEST_CASE("a file is compared with the contract's version in another file") {
  test::TempRepo repo;
  repo.commit_file(path, document("1.0.0", {note}));
  repo.write("contracts/b.yaml", document("1.1.0"));
  const auto promotion = judge(repo, "contracts/b.yaml");
  REQUIRE(promotion);
  CHECK(!promotion->compatible());
  CHECK(promotion->contracts[0].verdict.previous_version == "1.0.0");
}

TEST_CASE("a moved file takes its old place along, but no other file that is gone") {
  test::TempRepo repo;
  repo.write("contracts/other.yaml", test::native_document("1.0.0", {note}, "namespace: x\n"));
  repo.commit_file(path, document("1.0.0"));
  repo.remove(path);
  repo.remove("contracts/other.yaml");
  repo.write("contracts/moved.yaml", document("1.0.0"));
  const auto promotion = judge(repo, "contracts/moved.yaml");
  REQUIRE(promotion);
  CHECK(promotion->compatible());
  CHECK(promotion->duplicate() == nullptr);
  CHECK(promotion->paths == std::vector<std::string>{"contracts/moved.yaml", path});
}

TEST_CASE("only what changed in a file of several contracts is what the commit is for") {
  test::TempRepo repo;
  const std::string other = test::native_document("2.0.0", {note}, "namespace: x\n");
  repo.commit_file(path, document("1.0.0") + "---\n" + other);
  repo.write(path, document("1.1.0", {note}) + "---\n" + other);
  const auto promotion = judge(repo);
  REQUIRE(promotion);
  REQUIRE(promotion->contracts.size() == 2);
  CHECK(promotion->contracts[0].is_subject);
  CHECK(!promotion->contracts[1].is_subject);
}

TEST_CASE("a commit that holds another contract than was judged is found out") {
  test::TempRepo repo;
  repo.write(path, document("1.0.0"));
  const auto promotion = judge(repo);
  REQUIRE(promotion);
  const auto holds = [&](const std::string& text) {
    const std::string commit = repo.commit_file(path, text);
    return require_judged(*repo.open(), *promotion, test::object_id(commit)).has_value();
  };
  CHECK(holds(document("1.0.0")));
  CHECK(holds("# formatted\n" + document("1.0.0")));
  CHECK(!holds(document("1.0.1")));
  CHECK(!holds(document("1.0.0", {note})));
  CHECK(!holds(document("1.0.0") + "---\n" + document("2.0.0")));
  CHECK(!holds(""));
}

}  // namespace
}  // namespace dcr::check
