// SPDX-License-Identifier: Apache-2.0
#include "core/report/issue_text.hpp"

#include "core/base/bug.hpp"
#include "core/base/text.hpp"
#include "core/report/excerpt.hpp"
#include "core/report/issue_words.hpp"

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

std::string head_line(const Issue& issue, const IssueContext& context, const Paint& paint) {
  const std::string place = issue.at ? place_words(*issue.at) : printable(context.path);
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

/// The old line, where the new one does not already show the same.
std::string old_excerpt(const Issue& issue, const Paint& paint) {
  const bool repeats =
      shows_new_side(issue) && issue.at->source_line == issue.previous->source_line;
  if (repeats || !has_excerpt(*issue.previous)) return "";
  return excerpt(*issue.previous, paint, ink_of(issue));
}

}  // namespace

std::string issue_text(const Issue& issue, const IssueContext& context, const Paint& paint) {
  std::string out = head_line(issue, context, paint);
  const bool shows = !issue.accepted && (context.is_difference || !is_brief(issue));
  if (shows && shows_new_side(issue)) out += excerpt(*issue.at, paint, ink_of(issue));
  for (const IssueNote& note : issue_notes(issue, context.base_commit, context.is_difference)) {
    out += labelled(paint, note.label, note.text);
    if (note.label == "was") out += old_excerpt(issue, paint);
  }
  return out;
}

}  // namespace dcr::report
