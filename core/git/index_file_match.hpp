// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/glob.hpp"
#include "core/git/index_file.hpp"

#include <cstddef>
#include <string_view>

namespace dcr::git {

/// Visits the entries in [begin, end) whose paths pass `filter`. Folders in which nothing can match
/// are jumped over, so that a large repository with few contracts costs little.
template <class Visit>
void each_match(const IndexFile& index, std::size_t begin, std::size_t end,
                const PathFilter& filter, Visit visit) {
  if (!filter.may_match_below("")) return;
  std::string_view inside;  // the folder known to be worth it: "" or "a/b/"
  for (std::size_t i = begin; i < end;) {
    const IndexEntry& entry = index.entries()[i];
    while (entry.path.substr(0, inside.size()) != inside) {
      const std::size_t slash = inside.substr(0, inside.size() - 1).rfind('/');
      inside = slash == std::string_view::npos ? std::string_view{} : inside.substr(0, slash + 1);
    }
    const std::size_t slash = entry.path.find('/', inside.size());
    if (slash == std::string_view::npos) {
      if (filter.matches(entry.path)) visit(entry);
      ++i;
    } else if (filter.may_match_below(entry.path.substr(0, slash))) {
      inside = entry.path.substr(0, slash + 1);
    } else {
      i = index.end_of_folder(i, entry.path.substr(0, slash + 1));
    }
  }
}

}  // namespace dcr::git
