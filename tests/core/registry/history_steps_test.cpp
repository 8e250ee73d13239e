// SPDX-License-Identifier: Apache-2.0
#include "core/registry/history_steps.hpp"

#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

namespace dcr {
namespace {

constexpr int commit_count = 300;

/// For `git fast-import`: a commit changes one of seven contracts, or moves it away and back.
std::string linear_history() {
  std::string stream;
  for (int i = 1; i <= commit_count; ++i) {
    const int number = i % 7;
    const std::string text = fmt::format("dataset_id: set{}\nversion: \"1.{}.0\"\n", number, i);
    stream += fmt::format(
        "commit refs/heads/main\nmark :{}\ncommitter A <a@b> {} +0000\ndata 1\nm\n{}"
        "D contracts/{}/c{}.yaml\nM 100644 inline contracts/{}/c{}.yaml\ndata {}\n{}\n",
        i, 1700000000 + i, i == 1 ? "" : fmt::format("from :{}\n", i - 1), (i + 1) % 2, number,
        i % 2, number, text.size(), text);
  }
  return stream;
}

std::vector<WalkedCommit> walked(const git::Repository& repository, const std::string& tip) {
  std::vector<WalkedCommit> commits;
  const auto start = repository.resolve(tip);
  REQUIRE(start.has_value());
  const auto done = git::history_reader(repository)
                        ->walk(start->commit, [&](const ObjectId& commit, const ObjectId& tree) {
                          commits.push_back({commit, tree});
                          return true;
                        });
  REQUIRE(done.has_value());
  std::ranges::reverse(commits);
  return commits;
}

/// Of each change its commit, path, blobs and names, with all commits at once or `batch` each time.
using Row =
    std::tuple<std::size_t, std::string, std::string, std::string, std::vector<std::uint64_t>>;

std::vector<Row> rows(const git::Repository& repository, std::span<const WalkedCommit> commits,
                      std::size_t batch, std::size_t threads) {
  const auto glob = Glob::compile("contracts/**/*.yaml");
  REQUIRE(glob.has_value());
  const PathFilter filter({*glob});
  HistorySteps steps(repository, filter, HistoryQuestion::Names::of_contracts);
  std::vector<Row> rows;
  std::optional<ObjectId> below;
  for (std::size_t at = 0; at < commits.size(); at += batch) {
    const auto now = commits.subspan(at, std::min(batch, commits.size() - at));
    const auto found = steps.changes(now, below, threads);
    REQUIRE(found.has_value());
    below = now.back().tree;
    for (std::size_t i = 0; i < found->size(); ++i) {
      for (const auto& [file, names] : (*found)[i]) {
        rows.emplace_back(at + i, file.path, file.before ? file.before->id.hex() : "",
                          file.after ? file.after->id.hex() : "", names);
      }
    }
  }
  return rows;
}

TEST_CASE("several threads find what one does, in packs and loose objects") {
  test::TempRepo repo;
  repo.git({"fast-import", "--quiet"}, linear_history());
  repo.commit_file("contracts/loose.yaml", "dataset_id: loose\n");
  const auto repository = repo.open();
  const auto commits = walked(*repository, "main");
  const auto expected = rows(*repository, commits, 10, 1);
  CHECK(expected.size() > commit_count);
  for (const std::size_t threads : {1U, 2U, 5U}) {
    CHECK(rows(*repository, commits, commits.size(), threads) == expected);
    CHECK(rows(*repository, commits, 128, threads) == expected);
  }
}

TEST_CASE("every thread reads the objects that the environment names") {
  test::TempRepo lender;
  lender.git({"fast-import", "--quiet"}, linear_history());
  const std::string tip = lender.git({"rev-parse", "main"});
  const auto expected = rows(*lender.open(), walked(*lender.open(), tip), 10, 1);
  const std::string objects = lender.path() + "/.git/objects";
  for (const std::string name : {"GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"}) {
    CAPTURE(name);
    test::TempRepo borrower;
    borrower.set_environment(name, objects);
    const auto repository = borrower.open();
    const auto commits = walked(*repository, tip);
    CHECK(rows(*repository, commits, commits.size(), 3) == expected);
  }
}

}  // namespace
}  // namespace dcr
