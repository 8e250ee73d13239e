// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/registry/history_part.hpp"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace dcr {

/// The parts of the history index that are known, each a file named by its newest commit.
///
/// What a commit says determines all that came before it, so a part is true for ever: a branch that
/// was rewritten has other commits, which no part knows. Files are replaced by a rename and never
/// changed; one that is gone, damaged or not writable costs the time to find it out anew.
class HistoryShelf {
 public:
  /// A place in the known history: the first `commits` commits of a part.
  struct Place {
    std::shared_ptr<HistoryPart> part;
    std::uint32_t commits = 0;
  };

  /// The parts of `question` below `cache_folder`; empty = parts are only kept in memory.
  HistoryShelf(const std::string& cache_folder, HistoryQuestion question);

  [[nodiscard]] const HistoryQuestion& question() const { return question_; }

  /// The part with `commit`, which is the last of the place; all below it is known too.
  [[nodiscard]] std::optional<Place> find(const ObjectId& commit) const;
  /// From a place down to the first commit of the history.
  [[nodiscard]] std::vector<Place> down_from(const Place& place) const;

  /// Keeps what HistoryDraft wrote, in place of the parts it was made of.
  std::shared_ptr<HistoryPart> add(std::string bytes,
                                   const std::vector<std::shared_ptr<HistoryPart>>& made_of);

  /// Forgets parts that turned out to be damaged; whether there were any. Where that happens again
  /// and again, nothing is written or read any more.
  bool forget_damaged();

 private:
  void open_all();
  void tidy(std::size_t files) const;
  void forget_unfounded();

  HistoryQuestion question_;
  std::string folder_;
  int times_damaged_ = 0;
  std::map<ObjectId, std::shared_ptr<HistoryPart>> parts_;  // by their tips
};

/// The shelves of one run, so that it reads no history twice, also where nothing can be written.
class HistoryShelves {
 public:
  explicit HistoryShelves(std::string cache_folder) : cache_folder_(std::move(cache_folder)) {}

  [[nodiscard]] const std::string& cache_folder() const { return cache_folder_; }
  [[nodiscard]] HistoryShelf& about(const PathFilter& filter, HistoryQuestion::Names names);

 private:
  std::string cache_folder_;
  std::map<std::string, HistoryShelf> shelves_;  // by the digest of their question
};

}  // namespace dcr
