// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/registry/history_layout.hpp"
#include "core/registry/history_part.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace dcr {

/// A part of the history index in the making: commits and their changes, oldest first.
class HistoryDraft {
 public:
  void add_commit(const ObjectId& commit);
  /// Of the commit that was added last; it is found under `names`.
  void add_change(const git::FileChange& change, std::span<const std::uint64_t> names);
  /// The first `commits` commits of a part, and all it knows of them.
  void append(HistoryPart& part, std::uint32_t commits);

  [[nodiscard]] std::size_t commits() const { return commits_.size(); }
  [[nodiscard]] std::size_t changes() const { return changes_.size(); }

  /// The part, which lies above the commit `base` (zero = above none).
  [[nodiscard]] std::string bytes(const ObjectId& base, const HistoryQuestion& question) const;

 private:
  std::uint32_t path_at(std::string_view path);
  void append_names(std::string& body, history_layout::Header& header) const;

  std::vector<ObjectId> commits_;
  std::vector<history_layout::Change> changes_;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> postings_;  // a name, the number of a change
  std::unordered_map<std::string, std::uint32_t> path_places_;
  std::string paths_;
};

}  // namespace dcr
