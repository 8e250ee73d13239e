// SPDX-License-Identifier: Apache-2.0
#include "core/report/issue_words.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>

namespace dcr::report {

namespace {

/// Who is hit: "dashboards/revenue (#bi-team), churn-model"; empty when nobody is declared.
std::string hits_words(const Issue& issue) {
  std::string out;
  for (const Affected& affected : issue.affects) {
    if (!out.empty()) out += ", ";
    out += printable(affected.consumer);
    if (!affected.contact.empty()) out += fmt::format(" ({})", printable(affected.contact));
  }
  if (issue.affects_more > 0) out += fmt::format(" and {} more", issue.affects_more);
  return out;
}

/// The way out; it always names `dcr explain`.
std::string help_words(const Issue& issue) {
  const std::string explain = fmt::format("see dcr explain {}", printable(issue.rule));
  if (issue.help.empty()) return explain;
  if (issue.help.find("dcr explain") != std::string::npos) return printable(issue.help);
  return printable(issue.help) + "; " + explain;
}

/// How to accept the issue; empty when it is not one to accept: a document that is wrong by itself
/// or a version that is too low is mended, not excused.
std::string accept_words(const Issue& issue) {
  const bool gone = issue.rule == "contract_removed";
  if (issue.severity != Severity::error || issue.fingerprint.empty()) return "";
  if (issue.bump == Bump::none && !gone) return "";
  // JSON has no comments, and a contract that is gone has no place for one.
  if (gone || !issue.at || issue.at->path.ends_with(".json")) {
    return fmt::format("in dcr.yaml, accept: - {{fingerprint: {}, until: …, reason: \"…\"}}",
                       printable(issue.fingerprint));
  }
  const std::string field = issue.field.empty() ? "" : fmt::format("({})", printable(issue.field));
  return fmt::format("# dcr:accept {}{} until=… reason=\"…\"", printable(issue.rule), field);
}

}  // namespace

std::string place_words(const Location& place) {
  std::string out = printable(place.path);
  if (!place.at.known()) return out;
  out += fmt::format(":{}", place.at.begin.line);
  if (place.at.begin.column > 0) out += fmt::format(":{}", place.at.begin.column);
  return out;
}

bool is_brief(const Issue& issue) {
  return issue.severity == Severity::info && issue.bump != Bump::major;
}

std::vector<IssueNote> issue_notes(const Issue& issue, std::string_view base_commit,
                                   bool is_difference) {
  std::vector<IssueNote> notes;
  const auto add = [&notes](std::string_view label, std::string text) {
    if (!text.empty()) notes.push_back({label, std::move(text)});
  };
  if (issue.accepted) {
    add("reason", printable(issue.accepted_because));
    return notes;
  }
  const bool brief = is_brief(issue);
  if (issue.previous && (!brief || is_difference)) {
    const std::string& own = issue.previous->revision;
    const std::string commit = printable(own.empty() ? base_commit : own);
    add("was",
        fmt::format("{}{}{}", commit, commit.empty() ? "" : " ", place_words(*issue.previous)));
  }
  if (brief) return notes;
  add("why", printable(issue.why));
  add("shows", printable(issue.witness));
  add("hits", hits_words(issue));
  if (issue.severity == Severity::info || is_difference) return notes;
  add("help", help_words(issue));
  add("accept", accept_words(issue));
  return notes;
}

}  // namespace dcr::report
