// SPDX-License-Identifier: Apache-2.0
#include "core/registry/registry.hpp"

#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace {

std::string contract(std::string_view name, std::string_view version,
                     std::string_view status = "active") {
  std::string out = "dataset_id: " + std::string(name) + "\nversion: \"" + std::string(version) +
                    "\"\nowners: [{team: a}]\nfields: [{name: id, type: string}]\n";
  if (!status.empty()) out += "status: " + std::string(status) + "\n";
  return out;
}

std::string titled(std::string_view id, std::string_view title) {
  return "kind: DataContract\napiVersion: v3.0.2\nid: " + std::string(id) +
         "\nname: " + std::string(title) + "\nversion: 1.0.0\n";
}

/// The registry of the working tree of `repo`, `mainline` being what registers.
dcr::Registry registry_of(const dcr::test::TempRepo& repo, const std::string& mainline = "main") {
  const std::shared_ptr<const dcr::git::Repository> repository = repo.open();
  auto tree = repository->worktree_snapshot();
  REQUIRE(tree.has_value());
  dcr::RegistrySource source{.repository = repository,
                             .tree = std::move(*tree),
                             .filter = dcr::PathFilter({*dcr::Glob::compile("contracts/**")})};
  source.mainline = repository->resolve(mainline)->commit;
  source.head = **repository->head();
  auto registry = dcr::Registry::open(std::move(source));
  REQUIRE(registry.has_value());
  return std::move(*registry);
}

dcr::Result<dcr::ContractVersion> resolve(const dcr::Registry& registry, std::string_view text) {
  return registry.resolve(*dcr::parse_reference(text));
}

std::string version_of(const dcr::Registry& registry, std::string_view text) {
  const auto version = resolve(registry, text);
  return version ? version->version().text() : version.error().message;
}

}  // namespace

TEST_CASE("latest is the newest active version, newest the newest of any status") {
  dcr::test::TempRepo repo;
  repo.commit_file("contracts/u.yaml", contract("users", "1.0.0"));
  repo.commit_file("contracts/u.yaml", contract("users", "1.1.0"));
  repo.commit_file("contracts/u.yaml", contract("users", "2.0.0", "draft"));
  const dcr::Registry registry = registry_of(repo);
  CHECK(version_of(registry, "users") == "1.1.0");
  CHECK(version_of(registry, "users@latest") == "1.1.0");
  CHECK(version_of(registry, "users@newest") == "2.0.0");
  CHECK(version_of(registry, "users@~1.0") == "1.0.0");
  CHECK(version_of(registry, "users@2.0.0") == "2.0.0");
  CHECK(version_of(registry, "users@^2") ==
        "no version of 'users' in '^2' is active: 2.0.0 is draft");
  CHECK(version_of(registry, "users@3") ==
        "contract 'users' has no version '3'; it has 2.0.0, 1.1.0, 1.0.0");
}

TEST_CASE("the ledger speaks for versions the tree has lost, documents for those it has") {
  dcr::test::TempRepo repo;
  repo.commit_file("contracts/u.yaml", contract("users", "1.0.0"));
  repo.commit_file("contracts/u.yaml", contract("users", "1.1.0"));
  repo.commit_file(".dcr/lifecycle.yaml",
                   "users:\n"
                   "  1.0.0: {status: deprecated, deprecation_uri: https://example.com/1}\n"
                   "  1.1.0: {status: archived}\n");
  const auto versions = registry_of(repo).versions("users");
  REQUIRE(versions.has_value());
  REQUIRE(versions->size() == 2);
  CHECK((*versions)[0].status == dcr::Status::deprecated);
  CHECK((*versions)[0].deprecation_uri == "https://example.com/1");
  CHECK_FALSE((*versions)[0].in_tree);
  CHECK((*versions)[1].status == dcr::Status::active);
  CHECK((*versions)[1].in_tree);
}

TEST_CASE("what only a branch or the working tree has is a proposal") {
  dcr::test::TempRepo repo;
  const std::string first = repo.commit_file("contracts/u.yaml", contract("users", "1.0.0"));
  repo.git({"checkout", "-q", "-b", "topic"});
  const std::string proposed = repo.commit_file("contracts/u.yaml", contract("users", "1.1.0"));
  repo.write("contracts/u.yaml", contract("users", "1.2.0"));
  const auto versions = registry_of(repo).versions("users");
  REQUIRE(versions.has_value());
  REQUIRE(versions->size() == 3);
  CHECK((*versions)[0].registered);
  CHECK((*versions)[0].first_commit->hex() == first);
  CHECK_FALSE((*versions)[1].registered);
  CHECK((*versions)[1].first_commit->hex() == proposed);
  CHECK_FALSE((*versions)[2].registered);
  CHECK_FALSE((*versions)[2].first_commit.has_value());
}

TEST_CASE("a contract is found by its title where no contract has it as its name") {
  dcr::test::TempRepo repo;
  repo.write("contracts/a.yaml", titled("0b6f", "Orders by day"));
  repo.write("contracts/b.yaml", titled("17aa", "Returns"));
  repo.write("contracts/c.yaml", titled("22bb", "Returns"));
  repo.commit();
  const dcr::Registry registry = registry_of(repo);
  const auto found = resolve(registry, "Orders by day");
  REQUIRE(found.has_value());
  CHECK(found->document->full_name() == "0b6f");
  const auto two = resolve(registry, "Returns");
  REQUIRE_FALSE(two.has_value());
  CHECK(two.error().message == "'Returns' is the name of 2 contracts");
  CHECK(two.error().help == "say which by its id: 17aa, 22bb");
  CHECK(two.error().kind == dcr::ErrorKind::usage);
}

TEST_CASE("an unknown name is answered with the nearest one") {
  dcr::test::TempRepo repo;
  repo.write("contracts/a.yaml", contract("users.daily", "1.0.0"));
  repo.write("contracts/b.yaml", "namespace: growth\n" + contract("orders", "1.0.0"));
  repo.commit();
  const dcr::Registry registry = registry_of(repo);
  CHECK(version_of(registry, "users.dialy") ==
        "no contract 'users.dialy'; did you mean 'users.daily'?");
  CHECK(version_of(registry, "daily") == "no contract 'daily'; did you mean 'users.daily'?");
  CHECK(version_of(registry, "orders") == "no contract 'orders'; did you mean 'growth::orders'?");
  CHECK(version_of(registry, "sales::users.daily") ==
        "no contract 'sales::users.daily'; did you mean '::users.daily'?");
  CHECK(version_of(registry, "zebra") == "no contract 'zebra'");
  CHECK(resolve(registry, "zebra").error().kind == dcr::ErrorKind::absent);
}

TEST_CASE("a contract that left the tree is named with what history has of it") {
  dcr::test::TempRepo repo;
  const std::string last = repo.commit_file("contracts/u.yaml", contract("users", "1.0.0"));
  repo.remove("contracts/u.yaml");
  repo.commit();
  const dcr::Registry registry = registry_of(repo);
  const auto gone = resolve(registry, "users");
  REQUIRE_FALSE(gone.has_value());
  CHECK(gone.error().message == "contract 'users' is not in this tree any more");
  CHECK(gone.error().help == "history has it: users@1.0.0, last in commit " + last.substr(0, 7));
  CHECK(version_of(registry, "users@1.0.0") == "1.0.0");
}

TEST_CASE("a native contract that states no status is a draft, one of a standard is active") {
  dcr::test::TempRepo repo;
  repo.write("contracts/a.yaml", contract("users", "1.0.0", ""));
  repo.write("contracts/b.yaml", titled("0b6f", "Orders"));
  repo.write("contracts/broken.yaml", "dataset_id: [\n");
  repo.commit();
  std::vector<std::string> unreadable;
  const auto versions = registry_of(repo).tree_versions(&unreadable);
  REQUIRE(versions.has_value());
  REQUIRE(versions->size() == 2);
  CHECK((*versions)[0].document->full_name() == "0b6f");
  CHECK((*versions)[0].status == dcr::Status::active);
  CHECK((*versions)[1].status == dcr::Status::draft);
  CHECK(unreadable == std::vector<std::string>{"contracts/broken.yaml"});
}
