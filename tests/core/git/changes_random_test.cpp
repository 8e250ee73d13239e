// SPDX-License-Identifier: Apache-2.0
#include "core/git/changes.hpp"
#include "core/git/content.hpp"
#include "tests/core/git/changes_oracle.hpp"
#include "tests/support/temp_repo.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <array>
#include <filesystem>
#include <random>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

// The differential test: random repositories after random edits, and every comparison that dcr
// makes next to the one that git makes.
namespace dcr::test {
namespace {

namespace fs = std::filesystem;

constexpr int seeds = 5;
constexpr int rounds_per_seed = 12;
constexpr int edits_per_round = 5;

class RandomRepo {
 public:
  explicit RandomRepo(unsigned seed) : random_(seed) {
    repo_.git({"config", "core.safecrlf", "false"});
    for (int i = 0; i < 25; ++i) write_something();
    repo_.write(".gitignore", "ignored*\n*.bak\n");
    repo_.commit();
    repo_.write("contracts/second.yaml", "second: commit\n");
    repo_.commit();
  }

  TempRepo& repo() { return repo_; }

  void edit() {
    switch (below(23)) {
      case 0:
      case 1:
      case 2:
      case 3:
      case 4: write_something(); break;
      case 5:
      case 6: remove_something(); break;
      case 7: rename_something(); break;
      case 8: make_link(); break;
      case 9: change_mode(); break;
      case 10: make_folder_of_file(); break;
      case 11: stage(); break;
      case 12: repo_.git({"add", "-A"}); break;
      case 13: announce(); break;
      case 14: forget(); break;
      case 15: mark("--skip-worktree"); break;
      case 16: mark("--assume-unchanged"); break;
      case 17: make_conflict(); break;
      case 18: write_attributes(); break;
      case 19: write_ignores(); break;
      case 20: touch(); break;
      case 21: change_index_format(); break;
      default: make_repository_inside(); break;
    }
  }

  unsigned below(unsigned limit) { return static_cast<unsigned>(random_() % limit); }

 private:
  std::string some_path() {
    static const std::array<std::string, 8> folders = {
        "",       "contracts/",        "contracts/a/", "contracts/a.b/", "contracts/a/deep/er/",
        "other/", "contracts/\xff\n/", "ignored/"};
    static const std::array<std::string, 11> names = {
        "a.yaml",    "b.yaml",       "c.yaml",       "a",
        "a.b",       "a.yaml.bak",   "q\"uote.yaml", "new\nline.yaml",
        "\xff.yaml", "ignored.yaml", "contracts"};
    return folders[below(folders.size())] + names[below(names.size())];
  }

  std::string some_content() {
    static const std::array<std::string, 5> ends = {"\n", "\r\n", "\r\n", "\r", "\n"};
    const std::size_t kind = below(8);
    if (kind == 0) return "";
    if (kind == 1) return std::string("binary\0\r\n", 9);
    if (kind == 2) return "$Id: some$\n";
    std::string content;
    for (unsigned i = 0, n = 1 + below(4); i < n; ++i) {
      content +=
          "key" + std::to_string(below(3)) + ": value" + ends[kind == 3 ? below(5) : kind % 2];
    }
    return content;
  }

  std::string full(const std::string& path) { return repo_.path() + "/" + path; }

  /// Makes `path` writable as a file: what is in its way goes.
  void clear(const std::string& path) {
    std::string folder;
    for (std::size_t slash = path.find('/'); slash != std::string::npos;
         slash = path.find('/', slash + 1)) {
      folder = full(path.substr(0, slash));
      if (fs::exists(fs::symlink_status(folder)) && !fs::is_directory(fs::symlink_status(folder))) {
        fs::remove(folder);
      }
    }
    fs::remove_all(full(path));
  }

  void write(const std::string& path, const std::string& content) {
    const auto status = fs::symlink_status(full(path));
    if (!fs::is_regular_file(status)) clear(path);
    repo_.write(path, content);
  }

  void write_something() { write(some_path(), some_content()); }

  /// A tracked path, or any at all.
  std::string tracked_path() {
    const auto all = records(repo_.git({"ls-files", "-z"}));
    return all.empty() ? some_path() : all[below(static_cast<unsigned>(all.size()))];
  }

  void remove_something() {
    std::error_code ignored;  // a folder above it may be a file by now
    fs::remove_all(full(tracked_path()), ignored);
  }

  void rename_something() {
    const std::string from = tracked_path();
    const std::string to = some_path();
    if (!fs::is_regular_file(fs::symlink_status(full(from)))) return;
    const std::string content = repo_.read(from);
    fs::remove(full(from));
    write(to, content);
  }

  void make_link() {
    const std::string path = some_path();
    clear(path);
    fs::create_directories(fs::path(full(path)).parent_path());
    static const std::array<std::string, 4> targets = {"a.yaml", "contracts", "/etc/hostname",
                                                       "contracts.yaml"};
    fs::create_symlink(targets[below(4)], full(path));
  }

  void change_mode() {
    const std::string path = full(tracked_path());
    if (fs::is_regular_file(fs::symlink_status(path))) {
      fs::permissions(path, fs::perms::owner_exec,
                      below(2) == 0 ? fs::perm_options::add : fs::perm_options::remove);
    }
  }

  void make_folder_of_file() {
    const std::string path = tracked_path();
    clear(path);
    write(path + "/inside.yaml", some_content());
  }

  void stage() { repo_.git_code({"--literal-pathspecs", "add", "--", some_path()}); }

  void announce() {
    const std::string path = some_path();
    write(path, some_content());
    repo_.git_code({"--literal-pathspecs", "add", "-N", "--", path});
  }

  void forget() {
    repo_.git_code(
        {"--literal-pathspecs", "rm", "-q", "-r", "-f", "--cached", "--", tracked_path()});
  }

  void mark(const std::string& how) {
    const std::string path = tracked_path();
    repo_.git_code({"update-index", below(2) == 0 ? how : "--no-" + how.substr(2), "--", path});
  }

  void make_conflict() {
    const std::string path = tracked_path();
    std::string input = "0 " + std::string(40, '0') + "\t" + path + '\0';
    for (const std::string stage : {"1", "2", "3"}) {
      if (below(4) == 0) continue;
      const std::string id = repo_.git({"hash-object", "-w", "--stdin"}, some_content());
      input += "100644 " + id + " " + stage + "\t" + path + '\0';
    }
    repo_.git({"update-index", "-z", "--index-info"}, input);
  }

  void write_attributes() {
    static const std::array<std::string, 7> rules = {"* text=auto\n",
                                                     "*.yaml text\n",
                                                     "*.yaml -text\n",
                                                     "*.yaml eol=crlf\n",
                                                     "a.yaml ident\n",
                                                     "* text=auto eol=lf\n",
                                                     ""};
    static const std::array<std::string, 3> places = {".gitattributes", "contracts/.gitattributes",
                                                      "contracts/a/.gitattributes"};
    write(places[below(3)], rules[below(7)] + rules[below(7)]);
    static const std::array<std::string, 3> values = {"true", "input", "false"};
    repo_.git({"config", "core.autocrlf", values[below(3)]});
  }

  void write_ignores() {
    static const std::array<std::string, 12> rules = {"*.bak\n",
                                                      "ignored*\n",
                                                      "!ignored.yaml\n",
                                                      "/contracts/a/\n",
                                                      "a.b\n",
                                                      "deep\n",
                                                      "contracts/**/c.yaml\n",
                                                      "!contracts/a/c.yaml\n",
                                                      "*.yaml\n!b.yaml\n",
                                                      "a/*\n!a/b.yaml\n",
                                                      "# nothing\n\n",
                                                      "contracts/*\n!contracts/a\n"};
    static const std::array<std::string, 4> places = {
        ".gitignore", "contracts/.gitignore", "contracts/a/.gitignore", ".git/info/exclude"};
    const std::string place = places[below(4)];
    const std::string text = rules[below(12)] + rules[below(12)] + rules[below(12)];
    if (place[1] == 'g' && place[4] == '/') {
      repo_.write(place, text);
    } else {
      write(place, text);
    }
  }

  void touch() {
    const std::string path = full(tracked_path());
    if (fs::is_regular_file(fs::symlink_status(path))) {
      fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::seconds(below(9)));
    }
  }

  void change_index_format() {
    switch (below(5)) {
      case 0: repo_.git({"update-index", "--index-version", "2"}); break;
      case 1: repo_.git({"update-index", "--index-version", "4"}); break;
      case 2: repo_.git({"update-index", "--split-index"}); break;
      case 3: repo_.git({"update-index", "--no-split-index"}); break;
      default: repo_.git_code({"update-index", "--untracked-cache"}); break;
    }
  }

  void make_repository_inside() {
    const std::string path = some_path();
    clear(path);
    write(path + "/inner.yaml", "inner: 1\n");
    repo_.git_in(full(path), {"init", "-q"});
    repo_.git_in(full(path), {"add", "-A"});
    repo_.git_in(full(path), {"commit", "-q", "-m", "inner"});
  }

  TempRepo repo_;
  std::mt19937 random_;
};

const Snapshot& value(const Result<std::unique_ptr<Snapshot>>& snapshot) {
  REQUIRE_MESSAGE(snapshot.has_value(), snapshot.error().message);
  return **snapshot;
}

int comparisons = 0;

/// The fast way, the way back and the merge of two lists all say `expected`.
void check_ways(const Snapshot& before, const Snapshot& after, const PathFilter& filter,
                const std::string& expected) {
  ++comparisons;
  const auto fast = git::changes_between(before, after, filter);
  REQUIRE_MESSAGE(fast.has_value(), fast.error().message);
  CHECK(lines(*fast) == expected);
  const auto slow = git::changes_by_listing(before, filter, after, filter);
  REQUIRE_MESSAGE(slow.has_value(), slow.error().message);
  CHECK(lines(*slow) == expected);
  auto back = git::changes_between(after, before, filter);
  REQUIRE_MESSAGE(back.has_value(), back.error().message);
  for (git::FileChange& change : *back) std::swap(change.before, change.after);
  CHECK(lines(*back) == expected);
}

/// What is read is what the id says.
void check_contents(const Snapshot& snapshot, const std::vector<git::FileChange>& changes) {
  for (const git::FileChange& change : changes) {
    if (!change.after) continue;
    CAPTURE(change.path);
    const auto content = snapshot.read(*change.after);
    REQUIRE_MESSAGE(content.has_value(), content.error().message);
    CHECK(git::WorkingContent::id_of(*content).value().hex() == change.after->id.hex());
    const auto found = snapshot.find(change.path);
    REQUIRE_MESSAGE(found.has_value(), found.error().message);
    CHECK(*found == *change.after);
  }
}

const std::vector<PathFilter>& filters() {
  static const std::vector<PathFilter> all = [] {
    std::vector<PathFilter> made = {filter_of({"**"}), filter_of({"contracts/**/*.yaml"}),
                                    filter_of({"contracts/a/*"}), filter_of({"*", "other/**"}),
                                    filter_of({"**/*.yaml"})};
    made.back().narrow_to({"contracts/a", "a.yaml"});
    return made;
  }();
  return all;
}

std::string passing(const std::vector<git::FileChange>& changes, const PathFilter& filter) {
  std::vector<git::FileChange> kept;
  for (const git::FileChange& change : changes) {
    if (filter.matches(change.path)) kept.push_back(change);
  }
  return lines(kept);
}

void check_round(TempRepo& repo) {
  const auto opened = repo.open();
  const ObjectId head = opened->head().value().value();
  const auto tree = opened->commit_snapshot(head);
  const auto older = opened->commit_snapshot(opened->commit(head).value().parents.at(0));
  const auto index = opened->index_snapshot();
  const auto worktree = opened->worktree_snapshot();
  const PathFilter& everything = filters().front();
  // Before git is asked: it refreshes the index, and dcr has to do without.
  const auto mine = git::changes_between(value(tree), value(worktree), everything);
  REQUIRE_MESSAGE(mine.has_value(), mine.error().message);
  check_contents(value(worktree), *mine);
  const auto of_trees = git_changes_of_trees(repo, "HEAD~1", "HEAD", everything);
  const auto of_index = git_changes_of_index(repo, "HEAD", everything);
  const auto of_worktree = git_changes_of_worktree(repo, "HEAD", everything);
  CHECK(lines(*mine) == lines(of_worktree));
  for (const PathFilter& filter : filters()) {
    check_ways(value(older), value(tree), filter, passing(of_trees, filter));
    check_ways(value(tree), value(index), filter, passing(of_index, filter));
    check_ways(value(tree), value(worktree), filter, passing(of_worktree, filter));
  }
  std::vector<std::string> unmerged;
  for (const std::string& record : records(repo.git({"ls-files", "-u", "-z"}))) {
    const std::string path = record.substr(record.find('\t') + 1);
    if (unmerged.empty() || unmerged.back() != path) unmerged.push_back(path);
  }
  CHECK(opened->conflicts(everything).value() == unmerged);
}

}  // namespace

TEST_CASE("random edits give the changes that git reports") {
  comparisons = 0;
  for (int seed = 1; seed <= seeds; ++seed) {
    RandomRepo random(static_cast<unsigned>(seed));
    for (int round = 0; round < rounds_per_seed; ++round) {
      CAPTURE(seed);
      CAPTURE(round);
      for (int i = 0; i < edits_per_round; ++i) random.edit();
      check_round(random.repo());
      if (random.below(4) == 0) random.repo().commit();
    }
  }
  CHECK(comparisons == seeds * rounds_per_seed * 15);
}

}  // namespace dcr::test
