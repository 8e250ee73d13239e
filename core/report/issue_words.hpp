// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/compat/issue.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dcr::report {

/// `path:line:column`, as far as it is known.
[[nodiscard]] std::string place_words(const Location& place);

/// Whether it is a note that asks nobody to do anything; only a breaking change that a version
/// allows says more.
[[nodiscard]] bool is_brief(const Issue& issue);

/// A line below the message.
struct IssueNote {
  std::string_view label;  ///< "why", "help"
  std::string text;        ///< one line, safe on a terminal
};

/// Everything an issue says besides its message, with the words of the text report: where it was,
/// why, what shows it, whom it hits, the way out; of an accepted one the reason.
///
/// Units: `base_commit` is the short id of the commit compared with; empty when there is none.
[[nodiscard]] std::vector<IssueNote> issue_notes(const Issue& issue, std::string_view base_commit,
                                                 bool is_difference);

}  // namespace dcr::report
