// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/report/report.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dcr::report {

/// An issue as formats list it that know no contracts, only places in files.
struct Listed {
  const Issue* issue;
  const ContractVerdict* contract;  ///< null where it belongs to no contract
  const Comparison* comparison;
  std::string path;    ///< a file of the new side; of the base only where nothing is left
  Span at;             ///< the line is always known; column 0 = the whole line
  std::string id;      ///< unique in the report, and the same when lines move
  std::string commit;  ///< short id of the commit it is of; only of a range
};

/// Every issue of the report, in its order. What is gone stands at a line that is still there.
///
/// Units: refers into `report`, which has to outlive the list.
[[nodiscard]] std::vector<Listed> list_issues(const Report& report);

/// What happened, in one line that is safe on a terminal: an accepted issue and one of a commit's
/// history say so, and what has no place of its own says where it was.
[[nodiscard]] std::string message_of(const Listed& listed);

/// "contracts/users.yaml:17:3".
[[nodiscard]] std::string place_of(const Listed& listed);

/// The lines below the message, "why: …", as the text report has them.
[[nodiscard]] std::vector<std::string> note_lines(const Listed& listed);

/// The message and those lines; without a line end after the last.
[[nodiscard]] std::string whole_text(const Listed& listed);

/// The command that made the report: "check", "validate", "diff".
[[nodiscard]] std::string_view command_of(const Report& report);

}  // namespace dcr::report
