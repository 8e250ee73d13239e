// SPDX-License-Identifier: Apache-2.0
#include "core/registry/versions.hpp"

#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>

#include <string>

namespace {

std::string contract(const std::string& version, const std::string& fields = "id",
                     const std::string& status = "active") {
  return "dataset_id: users\nversion: \"" + version + "\"\nstatus: " + status +
         "\nowners: [{team: a}]\nfields: [{name: " + fields + ", type: string}]\n";
}

dcr::PathFilter contracts() {
  dcr::Result<dcr::Glob> glob = dcr::Glob::compile("contracts/**/*.yaml");
  REQUIRE(glob.has_value());
  return dcr::PathFilter({*glob});
}

dcr::ObjectId id(const std::string& hex) { return *dcr::ObjectId::parse(hex); }

}  // namespace

TEST_CASE(
    "a version's document is of the last commit that carried it, its registration the first") {
  dcr::test::TempRepo repo;
  const std::string first = repo.commit_file("contracts/users.yaml", contract("1.0.0"));
  const std::string touched =
      repo.commit_file("contracts/users.yaml", contract("1.0.0") + "# touched\n");
  const std::string moved = [&] {
    repo.remove("contracts/users.yaml");
    return repo.commit_file("contracts/people/users.yaml", contract("1.0.0") + "# touched\n");
  }();
  const std::string second = repo.commit_file("contracts/people/users.yaml", contract("1.1.0"));
  repo.commit_file("contracts/other.yaml", "dataset_id: other\n");
  const std::string beside = repo.commit_file("contracts/v2.yaml", contract("2.0.0", "uuid"));

  const auto repository = repo.open();
  const auto versions = dcr::registered_versions(*repository, id(beside), contracts(), "users");
  REQUIRE(versions.has_value());
  REQUIRE(versions->size() == 3);
  const auto& [v100, v110, v200] = std::tie((*versions)[0], (*versions)[1], (*versions)[2]);
  CHECK(v100.document->contract.version_text == "1.0.0");
  CHECK(v100.first_commit.hex() == first);
  CHECK(v100.last_commit.hex() == moved);
  CHECK(v100.last_commit.hex() != touched);
  CHECK(v110.first_commit.hex() == second);
  CHECK(v110.last_commit.hex() == beside);
  CHECK(v200.first_commit.hex() == beside);
}

TEST_CASE("a move keeps the registration, whichever of the two paths sorts first") {
  for (const std::string to : {"contracts/a.yaml", "contracts/z.yaml"}) {
    CAPTURE(to);
    dcr::test::TempRepo repo;
    repo.commit_file("contracts/other.yaml", "dataset_id: other\n");
    const std::string first = repo.commit_file("contracts/m.yaml", contract("1.0.0"));
    repo.git({"mv", "contracts/m.yaml", to});
    const std::string moved = repo.commit();
    const auto versions = dcr::registered_versions(*repo.open(), id(moved), contracts(), "users");
    REQUIRE(versions.has_value());
    REQUIRE(versions->size() == 1);
    CHECK(versions->front().first_commit.hex() == first);
    CHECK(versions->front().document->path == to);
  }
}

TEST_CASE("one walk finds the versions of every contract") {
  dcr::test::TempRepo repo;
  repo.commit_file("contracts/users.yaml", contract("1.0.0"));
  repo.commit_file("contracts/orders.yaml",
                   "dataset_id: orders\nversion: 0.1.0\nowners: [{team: a}]\n"
                   "fields: [{name: id, type: string}]\n");
  const std::string tip = repo.commit_file("contracts/users.yaml", contract("1.1.0"));
  const auto all = dcr::all_registered_versions(*repo.open(), id(tip), contracts());
  REQUIRE(all.has_value());
  REQUIRE(all->size() == 2);
  CHECK(all->at("users").size() == 2);
  CHECK(all->at("orders").size() == 1);
}

TEST_CASE("a version that only a branch carries is not registered") {
  dcr::test::TempRepo repo;
  repo.commit_file("contracts/users.yaml", contract("1.0.0"));
  repo.git({"checkout", "-q", "-b", "topic"});
  repo.commit_file("contracts/users.yaml", contract("1.1.0"));
  repo.commit_file("contracts/users.yaml", contract("1.2.0"));
  repo.git({"checkout", "-q", "main"});
  repo.git({"merge", "-q", "--no-ff", "-m", "merge", "topic"});
  const auto repository = repo.open();
  const auto versions = dcr::registered_versions(*repository, id(repo.git({"rev-parse", "HEAD"})),
                                                 contracts(), "users");
  REQUIRE(versions.has_value());
  REQUIRE(versions->size() == 2);
  CHECK((*versions)[0].document->contract.version_text == "1.0.0");
  CHECK((*versions)[1].document->contract.version_text == "1.2.0");
}

TEST_CASE("the newest state of a file that can be read is found behind broken ones") {
  dcr::test::TempRepo repo;
  repo.commit_file("contracts/users.yaml", contract("1.0.0"));
  repo.commit_file("contracts/users.yaml", contract("1.1.0"));
  repo.commit_file("contracts/users.yaml", "fields: [\n");
  const std::string tip = repo.commit_file("contracts/users.yaml", "version: {\n");
  const auto repository = repo.open();
  const auto found = dcr::newest_readable(*repository, id(tip), "contracts/users.yaml");
  REQUIRE(found.has_value());
  REQUIRE(found->documents.size() == 1);
  CHECK(found->documents.front()->contract.version_text == "1.1.0");
  const auto never = dcr::newest_readable(*repository, id(tip), "contracts/none.yaml");
  REQUIRE(never.has_value());
  CHECK(never->documents.empty());
}
