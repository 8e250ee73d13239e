// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/descriptor.hpp"
#include "core/git/repository.hpp"
#include "core/registry/history_layout.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dcr {

/// What a history index answers: which files it looks at, and whether it knows their names. Parts
/// of one question fit together.
struct HistoryQuestion {
  /// Whether changes are found by what their contracts may be called; without, each is found under
  /// every name.
  enum class Names { of_contracts, none };

  std::string digest;  ///< of history_layout::question_size bytes
  Names names = Names::of_contracts;

  static HistoryQuestion about(const PathFilter& filter, Names names);
};

/// What stands for a name in the index. Two names may share one: then too much is found.
[[nodiscard]] std::uint64_t name_hash(std::string_view name);
/// What changes are found under whatever name is asked for.
constexpr std::uint64_t any_name = 0;

/// A file that a commit changed.
struct HistoryChange {
  std::uint64_t commit = 0;  ///< how many commits of the history are older
  git::FileChange file;
};

/// A run of first-parent commits and what they changed, of a file or in memory.
///
/// A file is read in blocks, as they are needed, and each is checked: one that is damaged makes
/// the part damaged, what was read of it then is worth nothing, and no read goes astray.
class HistoryPart {
 public:
  /// Null when there is no such file, or it is no sound part of this question.
  static std::shared_ptr<HistoryPart> open(const std::string& path,
                                           const HistoryQuestion& question);
  /// Of what HistoryDraft wrote.
  static std::shared_ptr<HistoryPart> of_bytes(std::string bytes, const HistoryQuestion& question);

  [[nodiscard]] const ObjectId& base() const { return header_.base; }
  [[nodiscard]] const ObjectId& tip() const { return header_.tip; }
  [[nodiscard]] std::uint32_t commits() const { return header_.commits; }
  [[nodiscard]] bool is_damaged() const { return is_damaged_; }
  /// How much was read so far.
  [[nodiscard]] std::uint64_t blocks_read() const { return blocks_read_; }

  ObjectId commit(std::uint32_t position);
  std::optional<std::uint32_t> find(const ObjectId& commit);

  /// Appends the changes of the first `commits` commits that are found under one of `names` or
  /// under any; `older` is added to their positions.
  void append_changes(const std::vector<std::uint64_t>& names, std::uint32_t commits,
                      std::uint64_t older, std::vector<HistoryChange>& changes);
  /// The same for every change.
  void append_all_changes(std::uint32_t commits, std::uint64_t older,
                          std::vector<HistoryChange>& changes);

  /// Each name with the number of a change it is found under, below `changes`.
  std::vector<std::pair<std::uint64_t, std::uint32_t>> postings(std::uint32_t changes);
  /// How many changes the first `commits` commits have.
  std::uint32_t changes_of(std::uint32_t commits);
  HistoryChange change(std::uint32_t number);

 private:
  explicit HistoryPart(const history_layout::Header& header) : header_(header), tables_(header) {}
  static std::shared_ptr<HistoryPart> checked(std::string_view front, std::uint64_t size,
                                              const HistoryQuestion& question);

  /// Fills `out` from the body; zeros where that is damaged.
  void read(std::uint64_t at, char* out, std::size_t size);
  template <class Row>
  Row row(std::uint64_t table, std::uint64_t number);
  std::string_view block(std::uint64_t number);
  std::string path(std::uint32_t at);
  std::vector<history_layout::Posting> postings_of(std::uint64_t hash);

  history_layout::Header header_;
  history_layout::Tables tables_;
  std::vector<std::uint64_t> sums_;  // of the blocks
  Descriptor file_;
  std::string bytes_;  // of a part in memory
  std::unordered_map<std::uint64_t, std::string> blocks_;
  std::uint64_t blocks_read_ = 0;
  bool is_damaged_ = false;
};

}  // namespace dcr
