// SPDX-License-Identifier: Apache-2.0
#include "tests/core/git/changes_oracle.hpp"

#include "core/base/text.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>

namespace dcr::test {
namespace fs = std::filesystem;

namespace {

/// A mode and an id as git prints them: a file, or nothing for "000000" and for submodules.
std::optional<FileRef> file_of(const std::string& path, std::string_view mode,
                               std::string_view id) {
  if (mode == "120000") return FileRef{path, object_id(id), FileKind::symlink};
  if (mode.substr(0, 3) == "100") return FileRef{path, object_id(id), FileKind::regular};
  return std::nullopt;
}

struct RawRecord {
  std::string path;
  char status = ' ';
  std::optional<FileRef> before;
  std::optional<FileRef> after;
};

/// ":100644 100644 <id> <id> M", then the path.
std::vector<RawRecord> raw_records(const std::string& output) {
  std::vector<RawRecord> result;
  const std::vector<std::string> parts = records(output);
  for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
    const std::string& head = parts[i];
    REQUIRE(head.size() >= 98);
    const std::string& path = parts[i + 1];
    result.push_back({path, head[97], file_of(path, head.substr(1, 6), head.substr(15, 40)),
                      file_of(path, head.substr(8, 6), head.substr(56, 40))});
  }
  return result;
}

/// "MODE ID STAGE<TAB>PATH" (or "MODE TYPE ID<TAB>PATH" of ls-tree).
Files listed(const std::string& output) {
  Files files;
  for (const std::string& record : records(output)) {
    const std::size_t tab = record.find('\t');
    const std::string head = record.substr(0, tab);
    const std::string path = record.substr(tab + 1);
    const std::size_t id = head.size() > 51 ? head.rfind(' ') + 1 : 7;
    if (auto file = file_of(path, head.substr(0, 6), head.substr(id, 40))) files[path] = *file;
  }
  return files;
}

std::set<std::string> conflicts(const TempRepo& repo) {
  std::set<std::string> paths;
  for (const std::string& record : records(repo.git({"ls-files", "-u", "-z"}))) {
    paths.insert(record.substr(record.find('\t') + 1));
  }
  return paths;
}

using Changes = std::map<std::string, git::FileChange>;

void add(Changes& changes, const std::string& path, const std::optional<FileRef>& before,
         const std::optional<FileRef>& after) {
  if (before != after) changes[path] = {path, before, after};
}

std::vector<git::FileChange> filtered(const Changes& changes, const PathFilter& filter) {
  std::vector<git::FileChange> result;
  for (const auto& [path, change] : changes) {
    if (filter.matches(path)) result.push_back(change);
  }
  return result;
}

std::optional<FileRef> lookup(const Files& files, const std::string& path) {
  const auto found = files.find(path);
  return found == files.end() ? std::nullopt : std::optional<FileRef>(found->second);
}

}  // namespace

PathFilter filter_of(const std::vector<std::string>& globs) {
  std::vector<Glob> compiled;
  for (const std::string& glob : globs) {
    auto one = Glob::compile(glob);
    REQUIRE(one.has_value());
    compiled.push_back(*one);
  }
  return PathFilter(std::move(compiled));
}

std::vector<std::string> records(std::string_view output) {
  std::vector<std::string> result;
  while (!output.empty()) {
    const std::size_t end = std::min(output.find('\0'), output.size());
    result.emplace_back(output.substr(0, end));
    output.remove_prefix(std::min(end + 1, output.size()));
  }
  return result;
}

Files files_of_tree(const TempRepo& repo, const std::string& revision) {
  return listed(repo.git({"ls-tree", "-r", "-z", "--full-tree", revision}));
}

Files files_git_would_add(const TempRepo& repo) {
  TempRepo& other_index = const_cast<TempRepo&>(repo);  // NOLINT: restored below
  const std::string copy = repo.path() + "/.git/index-copy";
  const std::string index = repo.path() + "/.git/index";
  fs::copy_file(index, copy, fs::copy_options::overwrite_existing);
  // What git looks at again depends on when the index was written: after a change of attributes an
  // untouched file reads as clean or as changed by it.
  fs::last_write_time(copy, fs::last_write_time(index));
  other_index.set_environment("GIT_INDEX_FILE", copy);
  repo.git({"add", "-A"});
  const Files files = listed(repo.git({"ls-files", "-s", "-z"}));
  other_index.unset_environment("GIT_INDEX_FILE");
  fs::remove(copy);
  return files;
}

std::vector<git::FileChange> git_changes_of_trees(const TempRepo& repo, const std::string& before,
                                                  const std::string& after,
                                                  const PathFilter& filter) {
  Changes changes;
  for (const RawRecord& record : raw_records(repo.git(
           {"diff-tree", "-r", "--raw", "-z", "--no-renames", "--no-abbrev", before, after}))) {
    add(changes, record.path, record.before, record.after);
  }
  return filtered(changes, filter);
}

std::vector<git::FileChange> git_changes_of_index(const TempRepo& repo, const std::string& before,
                                                  const PathFilter& filter) {
  Changes changes;
  const std::set<std::string> unmerged = conflicts(repo);
  for (const RawRecord& record : raw_records(
           repo.git({"diff", "--cached", "--raw", "-z", "--no-renames", "--no-abbrev", before}))) {
    if (!unmerged.contains(record.path)) add(changes, record.path, record.before, record.after);
  }
  const Files tree = files_of_tree(repo, before);
  for (const std::string& path : unmerged) add(changes, path, lookup(tree, path), {});
  return filtered(changes, filter);
}

std::vector<git::FileChange> git_changes_of_worktree(const TempRepo& repo,
                                                     const std::string& before,
                                                     const PathFilter& filter) {
  const Files added = files_git_would_add(repo);
  const Files tree = files_of_tree(repo, before);
  Changes changes;
  for (const RawRecord& record :
       raw_records(repo.git({"diff", "--raw", "-z", "--no-renames", "--no-abbrev", before}))) {
    if (record.status == 'U') continue;
    std::optional<FileRef> after = record.after;
    if (after && after->id.is_zero()) after = lookup(added, record.path);
    add(changes, record.path, record.before, after);
  }
  for (const std::string& path : conflicts(repo)) {
    changes.erase(path);
    add(changes, path, lookup(tree, path), lookup(added, path));
  }
  for (const std::string& path :
       records(repo.git({"ls-files", "--others", "--exclude-standard", "-z"}))) {
    if (path.ends_with('/')) continue;  // another repository
    changes.erase(path);  // removed from the index only: git diff says deleted, and here it is
    add(changes, path, lookup(tree, path), lookup(added, path));
  }
  return filtered(changes, filter);
}

std::string lines(const std::vector<git::FileChange>& changes) {
  const auto side = [](const std::optional<FileRef>& file) {
    if (!file) return std::string("-");
    return file->id.short_hex() + (file->kind == FileKind::symlink ? " link"
                                   : file->kind == FileKind::other ? " other"
                                                                   : "");
  };
  std::string result;
  for (const git::FileChange& change : changes) {
    result += printable(change.path) + ": " + side(change.before) + " -> " + side(change.after);
    result += '\n';
  }
  return result;
}

}  // namespace dcr::test
