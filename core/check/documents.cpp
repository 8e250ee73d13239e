// SPDX-License-Identifier: Apache-2.0
#include "core/check/documents.hpp"

#include "core/base/parallel.hpp"
#include "core/base/progress.hpp"
#include "core/git/partial_clone.hpp"
#include "core/model/model_schema.hpp"
#include "core/registry/claims.hpp"
#include "core/registry/versions.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

namespace dcr::check {
namespace {

bool is_broken(const LoadedFile& file) { return !file.problems.empty(); }

class Loader {
 public:
  Loader(const git::Repository& repository, const Sides& sides)
      : repository_(repository), sides_(sides) {}

  Result<Documents> run() {
    std::optional<Phase> phase(std::in_place, "looking for what changed");
    auto changes = git::changes_between(*sides_.before, sides_.before_filter, *sides_.after,
                                        sides_.after_filter);
    if (!changes) {
      return changes.error();
    }
    documents_.changes = std::move(*changes);
    if (auto covered = add_newly_covered(); !covered) return covered.error();
    auto unchanged = UnchangedFiles::open(repository_, sides_, documents_.changes);
    if (!unchanged) return unchanged.error();
    documents_.unchanged = std::move(*unchanged);
    phase.reset();
    phase.emplace("reading what changed", documents_.changes.size());
    if (auto loaded = load_changes(*phase); !loaded) {
      return loaded.error();
    }
    phase.reset();
    phase.emplace("reading what did not change");
    if (auto loaded = sides_.all ? load_unchanged() : load_namesakes(); !loaded) {
      return loaded.error();
    }
    return std::move(documents_);
  }

 private:
  /// Files that the base's globs did not cover are looked at whether or not they changed.
  Result<void> add_newly_covered() {
    if (!sides_.covered_before) return {};
    auto files = sides_.before->list(sides_.before_filter);
    if (!files) return files.error();
    std::vector<git::FileChange> covered;
    for (const FileRef& file : *files) {
      const bool changed =
          std::ranges::binary_search(documents_.changes, file.path, {}, &git::FileChange::path);
      if (!changed && !sides_.covered_before->matches(file.path)) {
        covered.push_back({file.path, file, file});
      }
    }
    std::ranges::move(covered, std::back_inserter(documents_.changes));
    std::ranges::sort(documents_.changes, {}, &git::FileChange::path);
    return {};
  }

  /// For a partial clone; see git::fetch_contents.
  Result<void> fetch_changed() const {
    std::vector<FileRef> before;
    std::vector<FileRef> after;
    for (const git::FileChange& change : documents_.changes) {
      if (change.before) before.push_back(*change.before);
      if (change.after) after.push_back(*change.after);
    }
    if (auto fetched = git::fetch_contents(*sides_.before, before); !fetched) return fetched;
    return git::fetch_contents(*sides_.after, after);
  }

  /// A changed file on one side, read.
  using Read = std::optional<Result<LoadedFile>>;

  /// The sides of all changes are read on several threads, and taken in in their order.
  Result<void> load_changes(const Phase& phase) {
    if (auto fetched = fetch_changed(); !fetched) return fetched;
    std::vector<Read> read(2 * documents_.changes.size());
    for_each_index(read.size(), [&](std::size_t index) {
      const git::FileChange& change = documents_.changes[index / 2];
      const bool is_after = index % 2 == 1;
      const auto& file = is_after ? change.after : change.before;
      if (file) read[index].emplace(load_file(is_after ? *sides_.after : *sides_.before, *file));
      if (is_after) phase.advance();
    });
    for (std::size_t i = 0; i < documents_.changes.size(); ++i) {
      auto taken = take_change(documents_.changes[i], std::exchange(read[2 * i], std::nullopt),
                               std::exchange(read[2 * i + 1], std::nullopt));
      if (!taken) return taken;
    }
    return {};
  }

  Result<void> take_change(const git::FileChange& change, Read before, Read after) {
    bool was_contract = false;
    if (before) {
      auto loaded = readable_before(*change.before, std::move(*before));
      if (!loaded) {
        return loaded.error();
      }
      was_contract = loaded->is_contract_file() || is_broken(*loaded);
      std::ranges::copy(loaded->documents, std::back_inserter(documents_.before));
    }
    if (!after) {
      return {};
    }
    if (!*after) {
      return after->error();
    }
    const LoadedFile& loaded = **after;
    if (is_broken(loaded)) {
      documents_.broken.insert(change.path);
      add_after(broken_document(loaded));
    }
    for (const DocumentPtr& document : loaded.documents) {
      add_after(document);
    }
    if (loaded.documents.empty() && !is_broken(loaded) && !was_contract) {
      ++documents_.skipped;
    }
    return {};
  }

  void add_after(const DocumentPtr& document) {
    documents_.after.push_back(document);
    documents_.touched.insert(document.get());
    ++documents_.total;
  }

  /// The file, or its newest state before it that can be read.
  Result<LoadedFile> readable_before(const FileRef& file, Result<LoadedFile> loaded) {
    if (!loaded) {
      return loaded;
    }
    const bool unusable = std::ranges::any_of(loaded->documents, [](const DocumentPtr& document) {
      // One mod that cannot be read does not spoil the registry it stands in.
      return !document->usable && document->contract.kind != ContractKind::mod;
    });
    if ((!is_broken(*loaded) && !unusable) || file.kind != FileKind::regular) {
      return loaded;
    }
    documents_.base_broken.insert(file.path);
    if (!sides_.before_commit) {
      return loaded;
    }
    auto older = newest_readable(repository_, *sides_.before_commit, file.path);
    return older && !older->documents.empty() ? std::move(older) : std::move(loaded);
  }

  /// Unchanged files that claim a name of a changed document: a lower version to compare with, or
  /// a duplicate. And documents that refer to a changed file: with it they changed too.
  Result<void> load_namesakes() {
    std::set<std::string, std::less<>> names;
    for (const auto* side : {&documents_.before, &documents_.after}) {
      for (const DocumentPtr& document : *side) {
        if (!document->contract.name.empty()) {
          names.insert(document->contract.name);
        }
      }
    }
    std::set<std::string> changed;
    for (const git::FileChange& change : documents_.changes) {
      names.insert(reference_claim(change.path));
      changed.insert(change.path);
    }
    const UnchangedFiles& unchanged = documents_.unchanged;
    documents_.total += unchanged.size();
    std::set<std::string, std::less<>> read;
    // A document that refers to one that refers to a changed file is found in the next round.
    while (!names.empty() && unchanged.size() > read.size()) {
      auto claiming = unchanged.claiming(names);
      if (!claiming) {
        return claiming.error();
      }
      std::set<std::string, std::less<>> next;
      for (const FileRef& file : *claiming) {
        if (!read.insert(file.path).second) continue;
        auto reached = load_namesake(file, names, changed);
        if (!reached) {
          return reached.error();
        }
        if (*reached) {
          next.insert(reference_claim(file.path));
        }
      }
      names = std::move(next);
    }
    return {};
  }

  /// Whether the file holds a document that refers to a changed one.
  Result<bool> load_namesake(const FileRef& file, const std::set<std::string, std::less<>>& names,
                             const std::set<std::string>& changed) {
    auto loaded = load_file(*sides_.after, file);
    if (!loaded) {
      return loaded.error();
    }
    const bool reached = std::ranges::any_of(loaded->documents, [&](const DocumentPtr& document) {
      return std::ranges::any_of(document->references, [&](const std::string& reference) {
        return changed.contains(reference);
      });
    });
    if (!reached) {
      for (const DocumentPtr& document : loaded->documents) {
        if (names.contains(document->contract.name)) {
          documents_.before.push_back(document);
          documents_.after.push_back(document);
        }
      }
      return false;
    }
    auto before = load_file(*sides_.before, file);
    if (!before) {
      return before.error();
    }
    std::ranges::copy(before->documents, std::back_inserter(documents_.before));
    for (const DocumentPtr& document : loaded->documents) {
      documents_.after.push_back(document);
      documents_.touched.insert(document.get());
    }
    return true;
  }

  Result<void> load_unchanged() {
    const auto unchanged = documents_.unchanged.list();
    if (!unchanged) return unchanged.error();
    auto files = load_files(*sides_.after, *unchanged);
    if (!files) return files.error();
    for (LoadedFile& loaded : *files) {
      if (is_broken(loaded)) {
        loaded.documents.push_back(broken_document(loaded));
      }
      for (const DocumentPtr& document : loaded.documents) {
        documents_.before.push_back(document);
        documents_.after.push_back(document);
      }
      documents_.total += loaded.documents.size();
      documents_.skipped += loaded.documents.empty() ? 1U : 0U;
    }
    return {};
  }

  const git::Repository& repository_;
  const Sides& sides_;
  Documents documents_;
};

}  // namespace

DocumentPtr broken_document(const LoadedFile& file) {
  auto document = std::make_shared<LoadedDocument>();
  document->path = file.file.path;
  document->text = file.text;
  document->problems = file.problems;
  return document;
}

Result<std::vector<FileRef>> files_after(const Documents& documents) {
  auto files = documents.unchanged.list();
  if (!files) return files;
  for (const git::FileChange& change : documents.changes) {
    if (change.after) files->push_back(*change.after);
  }
  std::ranges::sort(*files, {}, &FileRef::path);
  return files;
}

Result<Documents> load_documents(const git::Repository& repository, const Sides& sides) {
  return Loader(repository, sides).run();
}

}  // namespace dcr::check
