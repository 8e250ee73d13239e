// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.hpp"

#include <cstddef>
#include <functional>

namespace dcr {

/// How many processors this process may use; at least 1.
[[nodiscard]] std::size_t processor_count();

/// Calls `work` with every index below `count` and returns when all calls have: on several threads
/// where there are several processors and pieces of work, in no order. An exception of a call is
/// thrown again here, when all have ended.
void for_each_index(std::size_t count, const std::function<void(std::size_t index)>& work,
                    std::size_t threads = processor_count());

/// The same for work that can fail: a failure stops none of the calls that are under way, and what
/// comes after it in the order of the indexes may be left out.
///
/// Errors: of those that failed the one with the least index.
Result<void> try_each_index(std::size_t count,
                            const std::function<Result<void>(std::size_t index)>& work);

}  // namespace dcr
