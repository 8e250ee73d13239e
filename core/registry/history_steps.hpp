// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/parallel.hpp"
#include "core/git/history_reader.hpp"
#include "core/registry/history_part.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace dcr {

/// A commit of a walk along history.
struct WalkedCommit {
  ObjectId id;
  ObjectId tree;
};

/// A file that a commit changed, and the hashes of the names it may be found under.
struct NamedChange {
  git::FileChange file;
  std::vector<std::uint64_t> names;
};

/// Reads what commits changed and what that may be called, on all processors.
class HistorySteps {
 public:
  /// `repository` must outlive it. Without `names` everything is found under any name.
  HistorySteps(const git::Repository& repository, const PathFilter& globs,
               HistoryQuestion::Names names);
  HistorySteps(const HistorySteps&) = delete;
  HistorySteps& operator=(const HistorySteps&) = delete;
  ~HistorySteps();

  /// What each of `commits`, oldest first, changed: the first since `tree_below`, or everything
  /// where there is none. On no more threads than `most`.
  ///
  /// Errors: as git::HistoryReader, and of opening the repository once more.
  Result<std::vector<std::vector<NamedChange>>> changes(std::span<const WalkedCommit> commits,
                                                        const std::optional<ObjectId>& tree_below,
                                                        std::size_t most = processor_count());

 private:
  struct HashOfId {
    std::size_t operator()(const ObjectId& id) const { return history_layout::prefix_of(id); }
  };
  using NamesOfBlobs = std::unordered_map<ObjectId, std::vector<std::uint64_t>, HashOfId>;

  class Reader;

  Result<void> open_readers(std::size_t count);

  const git::Repository& repository_;
  const PathFilter& globs_;
  HistoryQuestion::Names names_;
  std::vector<std::unique_ptr<Reader>> readers_;
  /// What was read before. The blob before a change was the one after another, most often.
  NamesOfBlobs known_;
};

}  // namespace dcr
