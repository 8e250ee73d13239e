// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/compat/issue.hpp"
#include "core/report/paint.hpp"

#include <string>

namespace dcr::report {

/// Whether there is a source line to show for `place`.
[[nodiscard]] bool has_excerpt(const Location& place);

/// The source line of `place` behind its number, and carets under the span; two whole lines. Of a
/// long line only the part around the span is shown.
[[nodiscard]] std::string excerpt(const Location& place, const Paint& paint, Ink caret_ink);

}  // namespace dcr::report
