// SPDX-License-Identifier: Apache-2.0
#include "core/check/unchanged_files.hpp"

#include "core/check/documents.hpp"

#include <algorithm>
#include <utility>

namespace dcr::check {
namespace {

/// Beyond so many files an index of another commit is no help: it is written anew.
constexpr std::size_t most_drift = 64;

/// Whether what an index remembers is what this comparison asks for.
bool may_use_index(const Sides& sides) {
  return sides.before_commit && !sides.cache_folder.empty() && !sides.covered_before &&
         !sides.all && sides.before_filter.paths().empty();
}

std::ptrdiff_t count_matching(const std::vector<git::FileChange>& changes, const Glob& glob) {
  std::ptrdiff_t count = 0;
  for (const git::FileChange& change : changes) {
    if (!glob.matches(change.path)) continue;
    count += (change.after ? 1 : 0) - (change.before ? 1 : 0);
  }
  return count;
}

}  // namespace

Result<UnchangedFiles> UnchangedFiles::open(const git::Repository& repository, const Sides& sides,
                                            const std::vector<git::FileChange>& changes) {
  UnchangedFiles files;
  files.sides_ = &sides;
  std::size_t changed_before = 0;
  for (const git::FileChange& change : changes) {
    files.changed_.insert(change.path);
    changed_before += change.before ? 1U : 0U;
  }
  const auto opened = files.open_index(repository);
  if (!opened) return opened.error();
  if (!*opened) {
    auto listed = sides.before->list(sides.before_filter);
    if (!listed) return listed.error();
    files.listed_ = std::move(*listed);
    files.size_ = files.listed_->size();
  }
  files.size_ -= std::min(files.size_, changed_before);
  return files;
}

/// Whether there is an index that knows the base's files, but for a few.
Result<bool> UnchangedFiles::open_index(const git::Repository& repository) {
  if (!may_use_index(*sides_)) return false;
  auto index =
      ClaimIndex::open(sides_->cache_folder, sides_->before_folder, sides_->before_filter.globs());
  if (!index) return false;
  if (index->commit() != *sides_->before_commit) {
    // Of a commit that is gone, or that a shallow clone lacks, nothing can be said.
    const auto then = repository.commit_snapshot(index->commit(), sides_->before_folder);
    if (!then) return false;
    auto drift = git::changes_between(**then, *sides_->before, sides_->before_filter);
    if (!drift || drift->size() > most_drift) return false;
    drift_ = std::move(*drift);
  }
  size_ = index->size();
  for (const git::FileChange& change : drift_) {
    size_ += change.after ? 1U : 0U;
    size_ -= change.before ? 1U : 0U;
  }
  index_ = std::make_shared<const ClaimIndex>(std::move(*index));
  return true;
}

Result<std::vector<FileRef>> UnchangedFiles::list() const {
  std::vector<FileRef> base;
  if (sides_ == nullptr) return base;
  if (!listed_) {
    auto files = sides_->before->list(sides_->before_filter);
    if (!files) return files;
    base = std::move(*files);
  } else {
    base = *listed_;
  }
  std::erase_if(base, [&](const FileRef& file) { return changed_.contains(file.path); });
  return base;
}

/// By what is scanned now, and left behind for the next run.
Result<std::vector<FileRef>> UnchangedFiles::scan(
    const std::set<std::string, std::less<>>& names) const {
  if (!may_use_index(*sides_)) {
    const auto files = list();
    if (!files) return files.error();
    return files_claiming(*sides_->before, *files, names, sides_->cache_folder);
  }
  const auto files = sides_->before->list(sides_->before_filter);
  if (!files) return files.error();
  const auto claims = claims_of(*sides_->before, *files, sides_->cache_folder);
  if (!claims) return claims.error();
  ClaimIndex::write(sides_->cache_folder, sides_->before_folder, sides_->before_filter.globs(),
                    *sides_->before_commit, *claims);
  std::vector<FileRef> found;
  for (const ClaimingFile& file : *claims) {
    if (!changed_.contains(file.file.path) && file.may_claim(names)) found.push_back(file.file);
  }
  return found;
}

Result<std::vector<FileRef>> UnchangedFiles::claiming(
    const std::set<std::string, std::less<>>& names) const {
  auto known = index_ ? index_->claiming(names) : std::nullopt;
  if (!known) return scan(names);
  std::set<std::string_view> drifted;
  std::vector<FileRef> now;
  for (const git::FileChange& change : drift_) {
    drifted.insert(change.path);
    if (change.after && !changed_.contains(change.path)) now.push_back(*change.after);
  }
  std::erase_if(*known, [&](const FileRef& file) {
    return drifted.contains(file.path) || changed_.contains(file.path);
  });
  auto found = files_claiming(*sides_->before, now, names, "");
  if (!found) return found;
  found->insert(found->end(), known->begin(), known->end());
  std::ranges::sort(*found, {}, &FileRef::path);
  return found;
}

std::set<std::string, std::less<>> UnchangedFiles::matched_globs() const {
  std::set<std::string, std::less<>> matched;
  const std::vector<Glob>& globs = sides_->before_filter.globs();
  for (std::size_t i = 0; i < globs.size(); ++i) {
    const Glob& glob = globs[i];
    const bool any =
        index_ ? static_cast<std::ptrdiff_t>(index_->matching(i)) + count_matching(drift_, glob) > 0
               : std::ranges::any_of(*listed_,
                                     [&](const FileRef& file) { return glob.matches(file.path); });
    if (any) matched.insert(glob.text());
  }
  return matched;
}

}  // namespace dcr::check
