// SPDX-License-Identifier: Apache-2.0
#include "core/check/documents.hpp"

#include "core/base/progress.hpp"
#include "core/model/model_schema.hpp"
#include "core/registry/claims.hpp"
#include "core/registry/versions.hpp"

#include <algorithm>
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
    if (auto listed = list_after(); !listed) {
      return listed.error();
    }
    add_newly_covered();
    phase.reset();
    phase.emplace("reading what changed", documents_.changes.size());
    for (const git::FileChange& change : documents_.changes) {
      if (auto loaded = load_change(change); !loaded) {
        return loaded.error();
      }
      phase->advance();
    }
    phase.reset();
    phase.emplace("reading what did not change");
    if (auto loaded = sides_.all ? load_unchanged() : load_namesakes(); !loaded) {
      return loaded.error();
    }
    return std::move(documents_);
  }

 private:
  /// The files of the new side: those of the base and what changed. Listing the working tree itself
  /// would look at every file of it a second time.
  Result<void> list_after() {
    auto files = sides_.before->list(sides_.before_filter);
    if (!files) {
      return files.error();
    }
    auto base = files->begin();
    for (const git::FileChange& change : documents_.changes) {
      for (; base != files->end() && base->path < change.path; ++base) {
        documents_.after_files.push_back(std::move(*base));
      }
      if (base != files->end() && base->path == change.path) {
        ++base;
      }
      if (change.after) {
        documents_.after_files.push_back(*change.after);
      }
    }
    std::move(base, files->end(), std::back_inserter(documents_.after_files));
    return {};
  }

  /// Files that the base's globs did not cover are looked at whether or not they changed.
  void add_newly_covered() {
    if (!sides_.covered_before) {
      return;
    }
    const std::vector<FileRef> unchanged = unchanged_files();
    for (const FileRef& file : unchanged) {
      if (!sides_.covered_before->matches(file.path)) {
        documents_.changes.push_back({file.path, file, file});
      }
    }
    std::ranges::sort(documents_.changes, {}, &git::FileChange::path);
  }

  Result<void> load_change(const git::FileChange& change) {
    bool was_contract = false;
    if (change.before) {
      auto loaded = load_before(*change.before);
      if (!loaded) {
        return loaded.error();
      }
      was_contract = loaded->is_contract_file() || is_broken(*loaded);
      std::ranges::copy(loaded->documents, std::back_inserter(documents_.before));
    }
    if (!change.after) {
      return {};
    }
    auto loaded = load_file(*sides_.after, *change.after);
    if (!loaded) {
      return loaded.error();
    }
    if (is_broken(*loaded)) {
      documents_.broken.insert(change.path);
      add_after(broken_document(*loaded));
    }
    for (const DocumentPtr& document : loaded->documents) {
      add_after(document);
    }
    if (loaded->documents.empty() && !is_broken(*loaded) && !was_contract) {
      ++documents_.skipped;
    }
    return {};
  }

  void add_after(const DocumentPtr& document) {
    documents_.after.push_back(document);
    documents_.touched.insert(document.get());
    ++documents_.total;
  }

  Result<LoadedFile> load_before(const FileRef& file) {
    auto loaded = load_file(*sides_.before, file);
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
    std::vector<FileRef> unchanged = unchanged_files();
    documents_.total += unchanged.size();
    // A document that refers to one that refers to a changed file is found in the next round.
    while (!names.empty() && !unchanged.empty()) {
      auto claiming = files_claiming(*sides_.after, unchanged, names, sides_.cache_folder);
      if (!claiming) {
        return claiming.error();
      }
      std::set<std::string, std::less<>> next;
      for (const FileRef& file : *claiming) {
        auto reached = load_namesake(file, names, changed);
        if (!reached) {
          return reached.error();
        }
        if (*reached) {
          next.insert(reference_claim(file.path));
        }
      }
      std::erase_if(unchanged, [&](const FileRef& file) {
        return std::ranges::find(*claiming, file) != claiming->end();
      });
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
    for (const FileRef& file : unchanged_files()) {
      auto loaded = load_file(*sides_.after, file);
      if (!loaded) {
        return loaded.error();
      }
      if (is_broken(*loaded)) {
        loaded->documents.push_back(broken_document(*loaded));
      }
      for (const DocumentPtr& document : loaded->documents) {
        documents_.before.push_back(document);
        documents_.after.push_back(document);
      }
      documents_.total += loaded->documents.size();
      documents_.skipped += loaded->documents.empty() ? 1U : 0U;
    }
    return {};
  }

  [[nodiscard]] std::vector<FileRef> unchanged_files() const {
    std::vector<FileRef> unchanged;
    auto change = documents_.changes.begin();
    // Both lists ascend by path.
    for (const FileRef& file : documents_.after_files) {
      while (change != documents_.changes.end() && change->path < file.path) {
        ++change;
      }
      if (change == documents_.changes.end() || change->path != file.path) {
        unchanged.push_back(file);
      }
    }
    return unchanged;
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

Result<Documents> load_documents(const git::Repository& repository, const Sides& sides) {
  return Loader(repository, sides).run();
}

}  // namespace dcr::check
