// SPDX-License-Identifier: Apache-2.0
#include "core/git/merge_base.hpp"

namespace dcr::git {

Result<std::optional<MergeBase>> nearest_merge_base(const Repository& repository,
                                                    const std::vector<Branch>& branches,
                                                    const std::vector<ObjectId>& points) {
  std::optional<MergeBase> best;
  for (const Branch& branch : branches) {
    for (const ObjectId& point : points) {
      const auto base = repository.merge_base(branch.tip, point);
      if (!base) return base.error();
      if (!*base) continue;
      const Result<bool> is_later = best ? repository.is_ancestor(best->commit, **base) : true;
      if (!is_later) return is_later.error();
      if (*is_later && !(best && best->commit == **base)) best = MergeBase{branch, **base};
    }
  }
  return best;
}

}  // namespace dcr::git
