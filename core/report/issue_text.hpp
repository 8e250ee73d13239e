// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/compat/issue.hpp"
#include "core/report/paint.hpp"

#include <string>

namespace dcr::report {

/// What an issue cannot say by itself.
struct IssueContext {
  std::string base_commit;     ///< short id of the commit compared with; empty when there is none
  std::string path;            ///< where to look when the issue has no place; may be empty
  bool is_difference = false;  ///< told, not judged: with both sides, and without a way out
};

/// One issue as people read it: a line that editors can jump to, and indented below it only what
/// carries news.
[[nodiscard]] std::string issue_text(const Issue& issue, const IssueContext& context,
                                     const Paint& paint);

}  // namespace dcr::report
