// SPDX-License-Identifier: Apache-2.0
#include "core/compat/version_verdict.hpp"

#include "core/base/bug.hpp"
#include "core/compat/acceptance.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dcr {
namespace {

/// What the changes ask for, before the shift of 0.y.z.
Bump asked_bump(const std::vector<Change>& changes, const std::vector<std::size_t>& change_of,
                const std::vector<Issue>& issues) {
  struct Answer {
    Bump bump = Bump::none;
    bool raised = false;
    bool accepted = true;
  };
  std::vector<Answer> answers(changes.size());
  for (std::size_t i = 0; i < change_of.size(); ++i) {
    Answer& answer = answers[change_of[i]];
    answer.raised = true;
    answer.accepted = answer.accepted && issues[i].accepted;
    if (!issues[i].accepted) {
      answer.bump = std::max(answer.bump, issues[i].bump);
    }
  }
  Bump asked = Bump::none;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const bool excused = answers[i].raised && answers[i].accepted;
    if (is_content(changes[i].kind) && !excused) {
      asked = std::max({asked, answers[i].bump, Bump::patch});
    }
  }
  return asked;
}

std::string_view word(Bump bump) {
  switch (bump) {
    case Bump::none: return "no";
    case Bump::patch: return "a patch";
    case Bump::minor: return "a minor";
    case Bump::major: return "a major";
  }
  unreachable();
}

bool is_breaking(const Issue& issue) { return issue.breaking && !issue.accepted; }

/// Turns announced breaking issues into notes.
void note_announced(std::vector<Issue>& issues) {
  for (Issue& issue : issues) {
    if (is_breaking(issue)) {
      issue.severity = Severity::info;
    }
  }
}

class VersionJudge {
 public:
  VersionJudge(const Source& before, const Source& after, const Policy& policy,
               Judgement& judgement)
      : before_(before), after_(after), policy_(policy), judgement_(judgement) {}

  void add(std::string_view rule, std::string message) {
    auto issue = gate_issue({.rule = rule,
                             .message = std::move(message),
                             .before = before_.contract->version_text,
                             .after = after_.contract->version_text},
                            after_.contract->full_name(), policy_);
    if (!issue) {
      return;
    }
    issue->help = issue->severity == Severity::info
                      ? ""
                      : fmt::format("{}; see dcr explain {}", way_out(), rule);
    issue->at = locate(after_.path, after_.text, after_.contract->version.at);
    issue->previous = locate(before_.path, before_.text, before_.contract->version.at);
    judgement_.issues.push_back(std::move(*issue));
  }

  /// `content`: whether anything a version stands for differs; `asked`: what of it is not accepted.
  void judge(bool content, Bump asked, bool passable) {
    const Version& was = before_.contract->version.value;
    const Version& is = after_.contract->version.value;
    if (is < was) {
      add("version_not_increasing",
          fmt::format("version fell from {} to {}", was.text(), is.text()));
    } else if (is == was) {
      if (asked != Bump::none) {
        add("version_not_increasing",
            fmt::format("version is still {}, but the content changed", was.text()));
      }
    } else if (!content) {
      add("bump_without_change",
          fmt::format("version rose from {} to {} and nothing changed", was.text(), is.text()));
    } else if (passable && policy_.mode.direction != Direction::none && !was.is_prerelease() &&
               judgement_.actual_bump < judgement_.required_bump) {
      add("version_bump_too_small",
          fmt::format("version rose from {} to {}, but the changes ask for {} bump", was.text(),
                      is.text(), word(judgement_.required_bump)));
    }
  }

 private:
  [[nodiscard]] std::string way_out() const {
    if (!judgement_.suggested_version.empty()) {
      return fmt::format("set version: \"{}\"", judgement_.suggested_version);
    }
    if (judgement_.required_bump == Bump::none) {
      return fmt::format("set version: \"{}\"", before_.contract->version.value.text());
    }
    return "mend or accept what breaks first";
  }

  const Source& before_;
  const Source& after_;
  const Policy& policy_;
  Judgement& judgement_;
};

}  // namespace

void judge_version(const std::vector<Change>& changes, const std::vector<std::size_t>& change_of,
                   const Source& before, const Source& after, const Policy& policy,
                   const Acceptances& acceptances, Judgement& judgement) {
  const Version& was = before.contract->version.value;
  const Version& is = after.contract->version.value;
  const Bump asked = asked_bump(changes, change_of, judgement.issues);
  const Bump announcing = required_bump(was, asked);
  // Under `none` a version only has to rise, even where a rule of every mode was raised.
  const bool any_rise = policy.mode.direction == Direction::none && asked != Bump::none;
  judgement.required_bump = any_rise ? Bump::patch : announcing;
  judgement.actual_bump = bump_between(was, is);
  judgement.breaking = std::ranges::any_of(judgement.issues, is_breaking);
  // With `breaking: forbid` no version lets a breaking change pass, so none is suggested.
  const bool passable = !judgement.breaking || !policy.breaking_forbidden;
  if (asked != Bump::none && passable) {
    const Bump enough = judgement.breaking ? announcing : judgement.required_bump;
    judgement.suggested_version = raised(was, enough).text();
  }
  const bool announced = was.is_prerelease() ? is > was : judgement.actual_bump >= announcing;
  if (!policy.breaking_forbidden && announced) {
    note_announced(judgement.issues);
  }
  const bool any_content =
      std::ranges::any_of(changes, [](const Change& change) { return is_content(change.kind); });
  Judgement versions;
  versions.required_bump = judgement.required_bump;
  versions.actual_bump = judgement.actual_bump;
  versions.suggested_version = judgement.suggested_version;
  VersionJudge(before, after, policy, versions).judge(any_content, asked, passable);
  accept_issues(versions.issues, after, policy, acceptances, judgement.used);
  std::ranges::move(versions.issues, std::back_inserter(judgement.issues));
}

}  // namespace dcr
