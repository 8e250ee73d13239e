// SPDX-License-Identifier: Apache-2.0
#include "core/base/bug.hpp"
#include "core/base/text.hpp"
#include "core/report/formats.hpp"
#include "core/report/listed.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace dcr::report {

namespace {

using Json = nlohmann::ordered_json;

bool breaks(const Issue& issue) { return issue.breaking || issue.bump == Bump::major; }

/// A break that no version could announce blocks; one that a major version could is critical.
std::string_view severity_of_break(const Listed& listed) {
  const bool judged = !listed.comparison->lists_differences;
  return judged && listed.contract && listed.contract->breaking_forbidden ? "blocker" : "critical";
}

std::string_view severity_of(const Listed& listed) {
  const Issue& issue = *listed.issue;
  // GitLab knows no acceptance; what was accepted is still told.
  if (issue.accepted) return "info";
  switch (issue.severity) {
    case Severity::error: return breaks(issue) ? severity_of_break(listed) : "major";
    case Severity::warning: return "minor";
    case Severity::info: return "info";
  }
  unreachable();
}

std::string description_of(const Listed& listed) {
  std::string out = message_of(listed);
  if (listed.contract && listed.contract->name != listed.path) {
    out = fmt::format("{}: {}", printable(listed.contract->name), out);
  }
  for (const std::string& line : note_lines(listed)) {
    if (line.starts_with("why: ") || line.starts_with("reason: ")) out += "; " + line;
  }
  return out;
}

Json violation(const Listed& listed) {
  return {{"description", description_of(listed)},
          {"check_name", listed.issue->rule},
          {"fingerprint", listed.id},
          {"severity", severity_of(listed)},
          {"location", {{"path", listed.path}, {"lines", {{"begin", listed.at.begin.line}}}}}};
}

}  // namespace

std::string to_gitlab(const Report& report) {
  Json out = Json::array();
  for (const Listed& listed : list_issues(report)) out.push_back(violation(listed));
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace dcr::report
