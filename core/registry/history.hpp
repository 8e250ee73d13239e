// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/repository.hpp"
#include "core/registry/history_shelf.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dcr {

/// The first-parent history of a commit: which files each commit changed, and what the contracts in
/// them may be called.
///
/// To read that from git takes time with the length of the history. So it is read once and kept, in
/// parts: one of the 50,000 commits there were, one of the ten that came since. The commits above
/// what is known are walked until one is met that a part has. Young parts are merged, so that ever
/// longer ones stand below ever shorter ones, and a commit is rewritten a few times at most; none
/// holds more than `most_commits` but one that begins with them.
class History {
 public:
  static constexpr std::uint32_t most_commits = 1U << 16U;

  /// Errors: those of walking and comparing; unavailable when a shallow clone ends before the
  /// history does.
  static Result<History> open(const git::Repository& repository, const ObjectId& tip,
                              HistoryShelf& shelf, const PathFilter& filter);

  /// How many commits there are; a position counts those that are older.
  [[nodiscard]] std::uint64_t commits() const { return commits_; }
  [[nodiscard]] ObjectId commit(std::uint64_t position) const;
  [[nodiscard]] std::optional<std::uint64_t> find(const ObjectId& commit) const;

  /// The changes of files whose contracts may be called as one of `names`, oldest first.
  [[nodiscard]] std::vector<HistoryChange> changes_named(
      const std::vector<std::string>& names) const;
  [[nodiscard]] std::vector<HistoryChange> all_changes() const;

  /// Whether a part turned out to be damaged: then nothing it said is true, and it has to be opened
  /// again.
  [[nodiscard]] bool is_damaged() const;

 private:
  explicit History(std::vector<HistoryShelf::Place> places);

  std::vector<HistoryShelf::Place> places_;  // oldest first
  std::vector<std::uint64_t> older_;         // commits below each
  std::uint64_t commits_ = 0;
};

}  // namespace dcr
