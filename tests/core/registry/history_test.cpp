// SPDX-License-Identifier: Apache-2.0
#include "core/registry/history.hpp"

#include "core/base/atomic_file.hpp"
#include "core/registry/history_draft.hpp"
#include "core/registry/version_facts.hpp"
#include "core/registry/versions.hpp"
#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace dcr {
namespace {

namespace fs = std::filesystem;

std::string contract(const std::string& name, int minor, const std::string& more = "") {
  return fmt::format(
      "dataset_id: {}\nversion: \"1.{}.0\"\nstatus: active\nowners: [{{team: a}}]\n"
      "fields: [{{name: id, type: string}}]\n{}",
      name, minor, more);
}

PathFilter contracts() {
  auto glob = Glob::compile("contracts/**/*.yaml");
  REQUIRE(glob.has_value());
  return PathFilter({*glob});
}

/// Version, path, first and last commit of each.
using Answer = std::vector<std::tuple<std::string, std::string, std::string, std::string>>;

using Beyond = std::optional<ObjectId>;

Answer answer(const git::Repository& repository, const ObjectId& tip, const std::string& name,
              const std::string& cache_folder, const Beyond& beyond = {}) {
  HistoryShelves shelves(cache_folder);
  const auto found = registered_versions(repository, tip, contracts(), name,
                                         {.shelves = &shelves, .beyond = beyond});
  REQUIRE(found.has_value());
  Answer out;
  for (const RegisteredVersion& each : *found) {
    CHECK(is_whole(*each.document));
    out.emplace_back(each.document->contract.version.value.text(), each.document->path,
                     each.first_commit.hex(), each.last_commit.hex());
  }
  return out;
}

std::set<ObjectId> chain_of(const git::Repository& repository, const Beyond& tip) {
  std::set<ObjectId> commits;
  const auto visit = [&](const git::Commit& commit) { return commits.insert(commit.id).second; };
  if (tip) REQUIRE(repository.walk_first_parents(*tip, visit).has_value());
  return commits;
}

/// The same without index and diffs: every file of every commit is read.
Answer plain_answer(const git::Repository& repository, const ObjectId& tip, const std::string& name,
                    const Beyond& beyond = {}) {
  std::map<Version, std::tuple<std::string, std::string, std::string, std::string>> versions;
  const std::set<ObjectId> others = chain_of(repository, beyond);
  if (others.contains(tip)) return {};
  const auto visit = [&](const git::Commit& commit) {
    const auto snapshot = repository.commit_snapshot(commit.id);
    REQUIRE(snapshot.has_value());
    const auto files = (*snapshot)->list(contracts());
    REQUIRE(files.has_value());
    for (const FileRef& file : *files) {
      if (file.kind != FileKind::regular) continue;
      const auto loaded = load_file(**snapshot, file);
      REQUIRE(loaded.has_value());
      for (const auto& document : loaded->documents) {
        if (!document->usable || document->key() != name) continue;
        const Version& version = document->contract.version.value;
        const auto [at, is_new] = versions.try_emplace(version, version.text(), file.path,
                                                       commit.id.hex(), commit.id.hex());
        std::get<2>(at->second) = commit.id.hex();
      }
    }
    return !others.contains(commit.id);
  };
  REQUIRE(repository.walk_first_parents(tip, visit).has_value());
  Answer out;
  for (const auto& [version, row] : versions) out.push_back(row);
  return out;
}

/// A history for `git fast-import` with what histories have: changes, moves, deletions, contracts
/// in two places, broken files, symbolic links, merges, and branches that begin anywhere.
class RandomHistory {
 public:
  explicit RandomHistory(std::uint32_t seed) : random_(seed) {}

  std::string stream(int commits) {
    for (int i = 1; i <= commits; ++i) add(i);
    return out_;
  }

 private:
  int below(int end) { return static_cast<int>(random_() % static_cast<std::uint32_t>(end)); }

  void add(int number) {
    const int parent = number == 1 ? 0 : below(4) > 0 ? number - 1 : 1 + below(number - 1);
    out_ += fmt::format("commit refs/heads/b{}\nmark :{}\ncommitter A <a@b> {} +0000\ndata 1\nm\n",
                        number, number, 1700000000 + number);
    if (parent > 0) out_ += fmt::format("from :{}\n", parent);
    if (number > 2 && below(5) == 0) out_ += fmt::format("merge :{}\n", 1 + below(number - 1));
    for (int i = below(3); i >= 0; --i) change();
  }

  void change() {
    const std::string path = fmt::format("contracts/f{}/c{}.yaml", below(2), below(4));
    const int what = below(10);
    if (what == 0) {
      out_ += fmt::format("D {}\n", path);
    } else if (what == 1) {
      out_ += fmt::format("D contracts/f{}\n", below(2));
    } else if (what == 2) {
      out_ += fmt::format("M 120000 inline {}\ndata 7\nc1.yaml\n", path);
    } else {
      const std::string text =
          what == 3   ? "fields: [\n"
          : what == 4 ? contract(name(), below(6), "\n# \\u0041 <<\n")
          : what == 5 ? contract(name(), below(6)) + "---\n" + contract(name(), below(6))
                      : contract(name(), below(6));
      out_ += fmt::format("M 100644 inline {}\ndata {}\n{}\n", path, text.size(), text);
    }
  }

  std::string name() { return fmt::format("set{}", below(3)); }

  std::mt19937 random_;
  std::string out_;
};

std::vector<fs::path> files_in(const std::string& folder) {
  std::vector<fs::path> files;
  if (!fs::exists(folder)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  return files;
}

ObjectId numbered(std::uint32_t number) {
  ObjectId id;
  std::mt19937 random(number);
  for (auto& byte : id.bytes) byte = static_cast<std::uint8_t>(random());
  return id;
}

void flip_a_bit(const std::vector<fs::path>& files, std::mt19937& random) {
  if (files.empty()) return;
  const std::string victim = files[random() % files.size()].string();
  std::string bytes = test::read_file(victim);
  bytes[random() % bytes.size()] ^= static_cast<char>(1U << (random() % 8));
  test::write_file(victim, bytes);
}

/// How much is tried: a sample, unless DCR_MANY_HISTORIES is set.
bool tries_many() { return std::getenv("DCR_MANY_HISTORIES") != nullptr; }

TEST_CASE("with an index, a damaged one and none, random histories give the plain answer") {
  const std::uint32_t seeds = tries_many() ? 60 : 3;
  for (std::uint32_t seed = 1; seed <= seeds; ++seed) {
    CAPTURE(seed);
    test::TempRepo repo;
    constexpr int commits = 40;
    repo.git({"fast-import", "--quiet"}, RandomHistory(seed).stream(commits));
    const auto repository = repo.open();
    const test::TempFolder cache;
    std::mt19937 random(seed);
    const auto any_tip = [&] {
      return repository->resolve(fmt::format("b{}", 1 + random() % commits))->commit;
    };
    // Each branch tip in turn, as pushes of rewritten branches would have it.
    for (int i = 0; i < 30; ++i) {
      const ObjectId tip = any_tip();
      const Beyond beyond = random() % 2 > 0 ? Beyond(any_tip()) : std::nullopt;
      const std::string name = fmt::format("set{}", random() % 3);
      CAPTURE(tip.hex());
      CAPTURE(name);
      const Answer expected = plain_answer(*repository, tip, name, beyond);
      CHECK(answer(*repository, tip, name, "", beyond) == expected);
      CHECK(answer(*repository, tip, name, cache.path(), beyond) == expected);
      CHECK(answer(*repository, tip, name, cache.path(), beyond) == expected);
      if (random() % 4 == 0) flip_a_bit(files_in(cache.path()), random);
    }
  }
}

TEST_CASE("whatever byte of the kept files is lost or wrong, the answer is the same") {
  test::TempRepo repo;
  repo.commit_file("contracts/users.yaml", contract("users", 0));
  repo.commit_file("contracts/users.yaml", contract("users", 1));
  const ObjectId tip = test::object_id(repo.commit_file("contracts/b.yaml", contract("users", 2)));
  const auto repository = repo.open();
  const test::TempFolder cache;
  const Answer expected = answer(*repository, tip, "users", cache.path());
  REQUIRE(expected.size() == 3);
  REQUIRE(files_in(cache.path()).size() == 2);
  const std::size_t step = tries_many() ? 1 : 7;  // No table has rows of a multiple of 7 bytes.
  for (const fs::path& file : files_in(cache.path())) {
    const std::string sound = test::read_file(file.string());
    CAPTURE(file.string());
    for (std::size_t i = 0; i < sound.size(); i += step) {
      CAPTURE(i);
      test::write_file(file.string(), sound.substr(0, i));
      REQUIRE(answer(*repository, tip, "users", cache.path()) == expected);
      std::string flipped = sound;
      flipped[i] ^= 0x10;
      test::write_file(file.string(), flipped);
      REQUIRE(answer(*repository, tip, "users", cache.path()) == expected);
    }
  }
}

TEST_CASE("a cache that cannot be written changes no answer") {
  test::TempRepo repo;
  const ObjectId tip = test::object_id(repo.commit_file("contracts/a.yaml", contract("users", 0)));
  const auto repository = repo.open();
  const test::TempFolder cache;
  test::write_file(cache.path() + "/file", "");
  const Answer expected = answer(*repository, tip, "users", "");
  CHECK(answer(*repository, tip, "users", cache.path() + "/file") == expected);
}

TEST_CASE("what comes later is added in parts, which stay few") {
  test::TempRepo repo;
  const auto repository = repo.open();
  const test::TempFolder cache;
  std::string stream;
  constexpr int commits = 200;
  for (int i = 1; i <= commits; ++i) {
    const std::string text = contract("users", i);
    stream += fmt::format(
        "commit refs/heads/main\nmark :{}\ncommitter A <a@b> {} +0000\ndata 1\nm\n{}"
        "M 100644 inline contracts/a.yaml\ndata {}\n{}\n",
        i, 1700000000 + i, i == 1 ? "" : fmt::format("from :{}\n", i - 1), text.size(), text);
  }
  repo.git({"fast-import", "--quiet"}, stream);
  const HistoryQuestion question =
      HistoryQuestion::about(contracts(), HistoryQuestion::Names::of_contracts);
  for (int age = commits - 1; age >= 0; --age) {
    HistoryShelf shelf(cache.path(), question);
    const ObjectId tip = repository->resolve(fmt::format("main~{}", age))->commit;
    const auto history = History::open(*repository, tip, shelf, contracts());
    REQUIRE(history.has_value());
    CHECK(history->commits() == static_cast<std::uint64_t>(commits - age));
    CHECK(files_in(cache.path()).size() <= 9);
  }
}

TEST_CASE("a look-up in a long part reads a few blocks of it") {
  HistoryDraft draft;
  constexpr std::uint32_t commits = 30'000;
  for (std::uint32_t i = 0; i < commits; ++i) {
    draft.add_commit(numbered(i));
    const std::string path = fmt::format("contracts/c{}.yaml", i % 1000);
    const std::vector<std::uint64_t> names{name_hash(fmt::format("set{}", i % 1000))};
    draft.add_change({path, FileRef{path, numbered(i + commits)}, FileRef{path, numbered(i)}},
                     names);
  }
  const HistoryQuestion question =
      HistoryQuestion::about(contracts(), HistoryQuestion::Names::of_contracts);
  const test::TempFolder folder;
  const std::string file = folder.path() + "/part";
  const std::string bytes = draft.bytes({}, question);
  REQUIRE(write_atomically(file, bytes).has_value());
  const auto part = HistoryPart::open(file, question);
  REQUIRE(part);
  CHECK(part->find(numbered(17)) == 17U);
  CHECK_FALSE(part->find(numbered(commits + 5)));
  std::vector<HistoryChange> changes;
  part->append_changes({name_hash("set7")}, commits, 0, changes);
  CHECK(changes.size() == commits / 1000);
  CHECK(changes.front().commit == 7);
  CHECK(changes.front().file.path == "contracts/c7.yaml");
  CHECK(changes.front().file.after->id == numbered(7));
  CHECK_FALSE(part->is_damaged());
  CHECK(part->blocks_read() < 100);
  CHECK(bytes.size() / history_layout::block_size > 500);
}

}  // namespace
}  // namespace dcr
