// SPDX-License-Identifier: Apache-2.0
#include "core/formats/extent.hpp"

#include <algorithm>

namespace dcr::formats {

namespace {

/// The line before the first of `begins` (sorted) that is below `own`. Lines are compared, not
/// neighbours: an alias or a merged key stands where its anchor is.
int last_line(const std::vector<int>& begins, int own, int end) {
  const auto next = std::upper_bound(begins.begin(), begins.end(), own);
  return std::max(own, next == begins.end() ? end : std::min(*next - 1, end));
}

std::vector<int> last_lines(const std::vector<int>& begins, int end) {
  std::vector<int> sorted = begins;
  std::sort(sorted.begin(), sorted.end());
  std::vector<int> lines;
  for (const int own : begins) lines.push_back(last_line(sorted, own, end));
  return lines;
}

std::vector<int> lines_of_keys(const yaml::Node& mapping) {
  std::vector<int> lines;
  for (const yaml::Entry& entry : mapping.entries) lines.push_back(entry.key_at.begin.line);
  return lines;
}

}  // namespace

std::vector<int> last_lines_of_items(const yaml::Node& list, int end) {
  std::vector<int> begins;
  for (const auto& item : list.items) begins.push_back(item->at.begin.line);
  return last_lines(begins, end);
}

std::vector<int> last_lines_of_entries(const yaml::Node& mapping, int end) {
  return last_lines(lines_of_keys(mapping), end);
}

int last_line_of_entry(const yaml::Node& mapping, std::string_view key, int end) {
  const yaml::Entry* entry = mapping.find_entry(key);
  if (entry == nullptr) return end;
  std::vector<int> begins = lines_of_keys(mapping);
  std::sort(begins.begin(), begins.end());
  return last_line(begins, entry->key_at.begin.line, end);
}

}  // namespace dcr::formats
