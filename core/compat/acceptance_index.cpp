// SPDX-License-Identifier: Apache-2.0
#include "core/compat/acceptance_index.hpp"

#include "core/base/sort_unique.hpp"
#include "core/base/steps.hpp"

#include <algorithm>

namespace dcr {

AcceptanceIndex::AcceptanceIndex(const std::vector<InlineAcceptance>& all) {
  count_steps(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    const InlineAcceptance& one = all[i];
    if (!one.field.empty()) {
      named_[{one.rule, one.field}].push_back(i);
      lengths_.insert(one.field.size());
      continue;
    }
    unnamed_[one.rule].push_back(i);
    at_lines_[{one.rule, one.at.begin.line}].push_back(i);
    at_lines_[{one.rule, one.applies_to_line}].push_back(i);
  }
}

void AcceptanceIndex::add_named(std::string_view rule, std::string_view path, Places& found) const {
  for (const std::size_t length : lengths_) {
    if (length > path.size()) return;
    count_steps();
    const std::size_t begin = path.size() - length;
    if (begin > 0 && path[begin - 1] != '.') continue;
    const auto at = named_.find({rule, path.substr(begin)});
    if (at != named_.end()) found.insert(found.end(), at->second.begin(), at->second.end());
  }
}

std::vector<std::size_t> AcceptanceIndex::near(const Issue& issue, int line) const {
  Places found;
  const auto add = [&](const auto& places, const auto& key) {
    const auto at = places.find(key);
    if (at != places.end()) found.insert(found.end(), at->second.begin(), at->second.end());
  };
  add_named(issue.rule, issue.field, found);
  add_named(issue.rule, issue.before, found);
  if (line > 0) add(at_lines_, std::pair(std::string_view(issue.rule), line));
  if (issue.field.empty()) add(unnamed_, std::string_view(issue.rule));
  sort_unique(found);
  count_steps(found.size());
  return found;
}

}  // namespace dcr
