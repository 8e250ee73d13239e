// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/compat/issue.hpp"
#include "core/model/contract.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dcr {

/// Finds who relies on a field of either side of a change, as relies_on() has it, without asking
/// every consumer about every change.
class ConsumerIndex {
 public:
  /// Both contracts must outlive the index.
  ConsumerIndex(const Contract& before, const Contract& after);

  /// Fills `affects` and `affects_more` of an issue about `field`: each consumer once, those of the
  /// old side first, and of many the first alone.
  void name_affected(std::string_view field, Issue& issue);

  /// How many an issue names: a list that is longer is no longer read, and may stand in every issue
  /// of a report.
  static constexpr std::size_t most_named = 50;

 private:
  /// Places in readers_, ascending; each consumer once.
  using Readers = std::vector<std::size_t>;

  void add(const Contract& contract);
  [[nodiscard]] Readers united(const Readers& some, const Readers& others) const;
  /// Those that list exactly `field`.
  [[nodiscard]] Readers exactly(std::string_view field) const;
  /// Those that list a part of `field`.
  [[nodiscard]] Readers beneath(std::string_view field) const;
  /// Those that list nothing, or what `field` is part of: alike for all fields of one parent.
  const Readers& above(std::string_view field);

  std::vector<const Consumer*> readers_;
  std::vector<std::size_t> same_;                               // the first reader of the same name
  std::vector<std::pair<std::string_view, std::size_t>> used_;  // sorted: path, reader
  Readers of_all_;                                              // who list nothing
  std::map<std::string, Readers, std::less<>> known_above_;
};

}  // namespace dcr
