// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/glob.hpp"
#include "core/base/result.hpp"
#include "core/git/handle.hpp"
#include "core/git/index_file.hpp"
#include "core/git/repository.hpp"

#include <vector>

namespace dcr::git {

/// What differs between a tree (before) and the index (after), ascending by path. A folder whose
/// tree the index knows to be the same is skipped whole.
Result<std::vector<FileChange>> diff_tree_index(const Handle& handle, const ObjectId& tree,
                                                const IndexFile& index, const PathFilter& filter);

}  // namespace dcr::git
