// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/compat/issue.hpp"
#include "core/model/acceptance.hpp"

#include <cstddef>
#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace dcr {

/// Finds the comments that an issue may be accepted by, without asking each of them.
class AcceptanceIndex {
 public:
  explicit AcceptanceIndex(const std::vector<InlineAcceptance>& all);

  /// The places of those of the issue's rule that name the field, the value it had or the last
  /// parts of either, or that name nothing and stand at `line` (0 = nowhere). Where an issue has no
  /// field of its own, all that name nothing. Ascending; whether they count is not asked.
  [[nodiscard]] std::vector<std::size_t> near(const Issue& issue, int line) const;

 private:
  using Places = std::vector<std::size_t>;

  void add_named(std::string_view rule, std::string_view path, Places& found) const;

  std::map<std::pair<std::string_view, std::string_view>, Places> named_;  // rule, field
  std::set<std::size_t> lengths_;                                          // of the fields
  std::map<std::pair<std::string_view, int>, Places> at_lines_;            // rule, line
  std::map<std::string_view, Places> unnamed_;                             // rule
};

}  // namespace dcr
