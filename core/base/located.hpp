// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/source_span.hpp"

#include <utility>

namespace dcr {

/// A value and where the document says it. An unknown span means the value was implied.
template <class T>
struct Located {
  T value{};
  Span at;

  [[nodiscard]] const T& operator*() const { return value; }
  [[nodiscard]] const T* operator->() const { return &value; }
};

}  // namespace dcr
