// SPDX-License-Identifier: Apache-2.0
#include "core/registry/history_steps.hpp"

#include "core/formats/model_path.hpp"
#include "core/git/beside.hpp"
#include "core/registry/claims.hpp"

#include <algorithm>
#include <utility>

namespace dcr {

/// Reads the commits of one thread.
class HistorySteps::Reader {
 public:
  Reader(const HistorySteps& all, std::unique_ptr<git::HistoryReader> git)
      : all_(all), git_(std::move(git)) {}

  Result<std::vector<NamedChange>> changes(const std::optional<ObjectId>& before,
                                           const ObjectId& after) {
    auto files = git_->changes(before, after, all_.globs_);
    if (!files) return files.error();
    std::vector<NamedChange> changes;
    for (git::FileChange& file : *files) {
      std::vector<std::uint64_t> names{any_name};
      if (all_.names_ == HistoryQuestion::Names::of_contracts) {
        auto found = names_of(file);
        if (!found) return found.error();
        names = std::move(*found);
      }
      changes.push_back({std::move(file), std::move(names)});
    }
    return changes;
  }

  /// What was read since the last time.
  [[nodiscard]] NamesOfBlobs take_fresh() { return std::exchange(fresh_, {}); }

 private:
  Result<std::vector<std::uint64_t>> names_of(const git::FileChange& change) {
    std::vector<std::uint64_t> names{name_hash(formats::read_model_path(change.path).name)};
    for (const auto& side : {change.before, change.after}) {
      if (!side || side->kind != FileKind::regular) continue;
      const auto claimed = names_in(side->id);
      if (!claimed) return claimed.error();
      names.insert(names.end(), (*claimed)->begin(), (*claimed)->end());
    }
    return names;
  }

  /// What a blob claims.
  Result<const std::vector<std::uint64_t>*> names_in(const ObjectId& blob) {
    if (const auto known = all_.known_.find(blob); known != all_.known_.end()) {
      return &known->second;
    }
    if (const auto known = fresh_.find(blob); known != fresh_.end()) return &known->second;
    const Result<std::string> text = git_->read(blob);
    if (!text) return text.error();
    const Claims claims = scan_claims(*text);
    std::vector<std::uint64_t>& names = fresh_[blob];
    if (claims.opaque) names.push_back(any_name);
    for (const std::string& name : claims.names) names.push_back(name_hash(name));
    return &names;
  }

  const HistorySteps& all_;
  std::unique_ptr<git::HistoryReader> git_;
  NamesOfBlobs fresh_;
};

HistorySteps::HistorySteps(const git::Repository& repository, const PathFilter& globs,
                           HistoryQuestion::Names names)
    : repository_(repository), globs_(globs), names_(names) {}

HistorySteps::~HistorySteps() = default;

Result<void> HistorySteps::open_readers(std::size_t count) {
  if (readers_.empty()) {
    readers_.push_back(std::make_unique<Reader>(*this, git::history_reader(repository_)));
  }
  while (readers_.size() < count) {
    const auto beside = repository_.beside(readers_.size());
    if (!beside) return beside.error();
    readers_.push_back(std::make_unique<Reader>(*this, git::history_reader(**beside)));
  }
  return {};
}

Result<std::vector<std::vector<NamedChange>>> HistorySteps::changes(
    std::span<const WalkedCommit> commits, const std::optional<ObjectId>& tree_below,
    std::size_t most) {
  // A thread takes commits that follow one another: the tree after one is that before the next.
  constexpr std::size_t fewest_each = 32;
  const std::size_t threads =
      std::clamp<std::size_t>(commits.size() / fewest_each, 1, std::min(most, git::most_beside));
  if (auto opened = open_readers(threads); !opened) return opened.error();
  std::vector<std::vector<NamedChange>> found(commits.size());
  auto done = try_each_index(threads, [&](std::size_t thread) -> Result<void> {
    const std::size_t end = commits.size() * (thread + 1) / threads;
    for (std::size_t i = commits.size() * thread / threads; i < end; ++i) {
      const auto before = i == 0 ? tree_below : std::optional(commits[i - 1].tree);
      auto changes = readers_[thread]->changes(before, commits[i].tree);
      if (!changes) return changes.error();
      found[i] = std::move(*changes);
    }
    return {};
  });
  if (!done) return done.error();
  constexpr std::size_t most_blobs = 200'000;
  if (known_.size() >= most_blobs) known_.clear();
  for (const auto& reader : readers_) known_.merge(reader->take_fresh());
  return found;
}

}  // namespace dcr
