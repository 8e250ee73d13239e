// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <functional>
#include <vector>

namespace dcr {

/// Sorts `values` by `key` and keeps one of those that are equal in it.
///
/// With `std::unique`: the subrange that `std::ranges::unique` returns is more than clang 14 can
/// compile with the library of GCC 12.
template <class T, class Key = std::identity>
void sort_unique(std::vector<T>& values, Key key = {}) {
  std::ranges::sort(values, {}, key);
  const auto same = [&](const T& left, const T& right) {
    return std::invoke(key, left) == std::invoke(key, right);
  };
  values.erase(std::unique(values.begin(), values.end(), same), values.end());
}

}  // namespace dcr
