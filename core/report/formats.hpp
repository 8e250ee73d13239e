// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/report/report.hpp"

#include <cstddef>
#include <string>

namespace dcr::report {

// The report in the formats of other programs. Each is a whole document that ends with a line end.

/// Source: SARIF 2.1.0, OASIS Standard incorporating Approved Errata 01.
[[nodiscard]] std::string to_sarif(const Report& report);

/// Annotations as commands of a GitHub workflow, errors first and at most ten of a level, and below
/// them the text report, in which no command is read.
///
/// Source: GitHub's "Workflow commands for GitHub Actions"; ten is its limit for one step.
[[nodiscard]] std::string to_github(const Report& report, const TextOptions& options);

/// Source: GitLab's "Code Quality", "Code Quality report format".
[[nodiscard]] std::string to_gitlab(const Report& report);

/// One test case a contract, failed by an issue of at least severity `fails_from`.
///
/// Source: the JUnit XML that Jenkins, GitLab and others read; XML 1.0.
[[nodiscard]] std::string to_junit(const Report& report, Severity fails_from);

/// A comment on a pull request, as GitHub and GitLab render it. What does not fit into `most_bytes`
/// is left out and said so.
///
/// Units: `most_bytes` at least 4096.
[[nodiscard]] std::string to_markdown(const Report& report, bool all, std::size_t most_bytes);

/// What GitHub takes as one comment. It counts characters, of which a byte is never more than one.
inline constexpr std::size_t longest_comment = 65'536;

/// A line for each issue and a last one for the whole.
///
/// Source: schemas/report-line.schema.json.
[[nodiscard]] std::string to_json_lines(const Report& report);

}  // namespace dcr::report
