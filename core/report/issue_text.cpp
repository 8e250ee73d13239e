// SPDX-License-Identifier: Apache-2.0
#include "core/report/issue_text.hpp"

#include "core/base/bug.hpp"
#include "core/base/text.hpp"
#include "core/report/excerpt.hpp"

#include <fmt/format.h>

#include <string_view>

namespace dcr::report {

namespace {

Ink ink_of(const Issue& issue) {
  if (issue.accepted) return Ink::green;
  switch (issue.severity) {
    case Severity::error: return Ink::red;
    case Severity::warning: return Ink::yellow;
    case Severity::info: return Ink::cyan;
  }
  unreachable();
}

/// `path:line:column`, as far as it is known.
std::string place_text(const Location& place) {
  std::string out = printable(place.path);
  if (!place.at.known()) return out;
  out += fmt::format(":{}", place.at.begin.line);
  if (place.at.begin.column > 0) out += fmt::format(":{}", place.at.begin.column);
  return out;
}

std::string head_line(const Issue& issue, const IssueContext& context, const Paint& paint) {
  const std::string place = issue.at ? place_text(*issue.at) : printable(context.path);
  const std::string_view word = issue.accepted ? "accepted" : to_string(issue.severity);
  const bool asks = context.is_difference && issue.bump != Bump::none;
  return fmt::format("{}{}: {}{}\n", place.empty() ? "" : paint(Ink::bold, place + ":") + " ",
                     paint(ink_of(issue), fmt::format("{}[{}]", word, printable(issue.rule))),
                     printable(issue.message),
                     asks ? fmt::format(" ({})", to_string(issue.bump)) : "");
}

std::string labelled(const Paint& paint, std::string_view label, std::string_view text) {
  return fmt::format("   {}  {}\n", paint(Ink::dim, fmt::format("{:<4}", label)), text);
}

/// For what was removed, the new side only has the block it was in: nothing worth showing.
bool shows_new_side(const Issue& issue) {
  return issue.at && !issue.removed_thing && has_excerpt(*issue.at);
}

std::string was_lines(const Issue& issue, const IssueContext& context, const Paint& paint) {
  if (!issue.previous) return "";
  const std::string place = place_text(*issue.previous);
  const std::string& own = issue.previous->revision;
  const std::string commit = own.empty() ? context.base_commit : printable(own);
  std::string out = labelled(paint, "was", commit.empty() ? place : commit + " " + place);
  const bool repeats =
      shows_new_side(issue) && issue.at->source_line == issue.previous->source_line;
  if (has_excerpt(*issue.previous) && !repeats) {
    out += excerpt(*issue.previous, paint, ink_of(issue));
  }
  return out;
}

std::string hits_text(const Issue& issue) {
  std::string out;
  for (const Affected& affected : issue.affects) {
    if (!out.empty()) out += ", ";
    out += printable(affected.consumer);
    if (!affected.contact.empty()) out += fmt::format(" ({})", printable(affected.contact));
  }
  return out;
}

std::string help_text(const Issue& issue) {
  const std::string explain = fmt::format("see dcr explain {}", printable(issue.rule));
  if (issue.help.empty()) return explain;
  if (issue.help.find("dcr explain") != std::string::npos) return printable(issue.help);
  return printable(issue.help) + "; " + explain;
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

/// How to accept the issue; empty when it is not one to accept: a document that is wrong by itself
/// or a version that is too low is mended, not excused.
std::string accept_text(const Issue& issue) {
  const bool gone = issue.rule == "contract_removed";
  if (issue.severity != Severity::error || issue.fingerprint.empty()) return "";
  if (issue.bump == Bump::none && !gone) return "";
  // JSON has no comments, and a contract that is gone has no place for one.
  if (gone || !issue.at || ends_with(issue.at->path, ".json")) {
    return fmt::format("in dcr.yaml, accept: - {{fingerprint: {}, until: …, reason: \"…\"}}",
                       printable(issue.fingerprint));
  }
  const std::string field = issue.field.empty() ? "" : fmt::format("({})", printable(issue.field));
  return fmt::format("# dcr:accept {}{} until=… reason=\"…\"", printable(issue.rule), field);
}

}  // namespace

std::string issue_text(const Issue& issue, const IssueContext& context, const Paint& paint) {
  std::string out = head_line(issue, context, paint);
  if (issue.accepted) {
    if (issue.accepted_because.empty()) return out;
    return out + labelled(paint, "reason", printable(issue.accepted_because));
  }
  // A note asks nobody to do anything; only a breaking change that a version allows says more.
  const bool brief = issue.severity == Severity::info && issue.bump != Bump::major;
  if (brief && !context.is_difference) return out;

  if (shows_new_side(issue)) out += excerpt(*issue.at, paint, ink_of(issue));
  out += was_lines(issue, context, paint);
  if (brief) return out;
  if (!issue.why.empty()) out += labelled(paint, "why", printable(issue.why));
  if (!issue.witness.empty()) out += labelled(paint, "shows", printable(issue.witness));
  if (!issue.affects.empty()) out += labelled(paint, "hits", hits_text(issue));
  if (issue.severity == Severity::info || context.is_difference) return out;
  out += labelled(paint, "help", help_text(issue));
  const std::string accept = accept_text(issue);
  if (!accept.empty()) out += labelled(paint, "accept", accept);
  return out;
}

}  // namespace dcr::report
