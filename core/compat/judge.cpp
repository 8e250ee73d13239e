// SPDX-License-Identifier: Apache-2.0
#include "core/compat/judge.hpp"

#include "core/base/bug.hpp"
#include "core/base/text.hpp"
#include "core/compat/acceptance.hpp"
#include "core/compat/catalogue.hpp"
#include "core/compat/diff.hpp"
#include "core/compat/raise.hpp"
#include "core/compat/version_verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace dcr {

Location locate(std::string_view path, const SourceText* text, Span at, Span mark) {
  Location location;
  location.path = path;
  location.at = at;
  location.mark = mark.begin.line == at.begin.line ? mark : at;
  if (text == nullptr || !at.known()) return location;
  const QuotedLine line = text->line(location.mark.begin);
  location.source_line = line.text;
  location.source_column = line.first_column;
  location.line_goes_on = line.goes_on;
  return location;
}

bool relies_on(const Consumer& consumer, std::string_view field) {
  // A change of `order` hits who reads `order.sku`, and the other way round.
  const auto inside = [](std::string_view part, std::string_view whole) {
    return part == whole || (part.starts_with(whole) && part.size() > whole.size() &&
                             (part[whole.size()] == '.' || part[whole.size()] == '['));
  };
  return field.empty() || consumer.fields.empty() ||
         std::ranges::any_of(consumer.fields, [&](const std::string& used) {
           return inside(used, field) || inside(field, used);
         });
}

std::vector<Affected> affected_by(const Contract& contract, std::string_view field) {
  std::vector<Affected> all;
  for (const Consumer& consumer : contract.consumers) {
    if (relies_on(consumer, field)) all.push_back({consumer.name, consumer.contact});
  }
  return all;
}

std::optional<Issue> gate_issue(GateIssue what, std::string_view contract_name,
                                const Policy& policy) {
  const Rule* rule = find_rule(what.rule);
  if (rule == nullptr || !rule->backward) {
    bug(fmt::format("the gate raised '{}', which the catalogue lacks", what.rule));
  }
  const auto severity = configured(rule->id, what.severity.value_or(*rule->backward), policy);
  if (!severity) {
    return std::nullopt;
  }
  Change change{.kind = ChangeKind::other_changed};
  change.field = what.field;
  change.before = what.before;
  change.after = what.after;
  Issue issue;
  issue.severity = *severity;
  issue.rule = rule->id;
  issue.field = std::move(what.field);
  issue.message = std::move(what.message);
  issue.why = fill(rule->why, contract_name, change);
  issue.help = rule->fix == "nothing to do"
                   ? ""
                   : fmt::format("{}; see dcr explain {}", rule->fix, rule->id);
  issue.bump = rule->bump;
  issue.before = std::move(what.before);
  issue.after = std::move(what.after);
  issue.fingerprint = fingerprint(rule->id, contract_name, issue.field, issue.before, issue.after);
  return issue;
}

std::optional<Issue> problem_issue(const Problem& problem, const Source& source,
                                   std::string_view contract_name, const Policy& policy) {
  auto issue = gate_issue({.rule = problem.rule,
                           .message = problem.message,
                           .field = problem.field,
                           // The message is what tells one problem of a place from another.
                           .after = problem.message,
                           .severity = problem.severity},
                          contract_name, policy);
  if (issue) {
    issue->why.clear();  // The message names the cause; the rule's reason would only repeat.
    issue->help = problem.help;
    issue->at = locate(source.path, source.text, problem.at);
  }
  return issue;
}

void sort_issues(std::vector<Issue>& issues) {
  static const Location nowhere;
  std::ranges::stable_sort(issues, {}, [](const Issue& issue) {
    const Location& at = issue.at ? *issue.at : nowhere;
    return std::tuple(std::string_view(at.path), at.at.begin, std::string_view(issue.rule),
                      std::string_view(issue.field), std::string_view(issue.message));
  });
}

std::vector<Issue> judge_older(const Source& older, const Source& after, const Policy& policy) {
  std::vector<Issue> issues;
  const Version& was = older.contract->version.value;
  const Bump bump = bump_between(was, after.contract->version.value);
  Raiser raiser(older, after, policy);
  for (const Change& change : diff(*older.contract, *after.contract, policy.model_policy)) {
    for (Issue& issue : raiser.raise(change)) {
      if (issue.severity != Severity::info && issue.bump != Bump::none) {
        issue.message += fmt::format(" since {}", was.text());
        // In 0.y.z a minor version announces a break, whichever of them it came with.
        const bool announced = bump >= required_bump(was, issue.bump);
        if (issue.breaking && announced && !policy.breaking_forbidden) {
          issue.severity = Severity::info;
        }
        issues.push_back(std::move(issue));
      }
    }
  }
  return issues;
}

Judgement judge(const Source& before, const Source& after, const Policy& policy,
                const Acceptances& acceptances) {
  Judgement judgement;
  const std::vector<Change> changes = diff(*before.contract, *after.contract, policy.model_policy);
  std::vector<std::size_t> change_of;  // Which change an issue belongs to.
  Raiser raiser(before, after, policy);
  for (std::size_t i = 0; i < changes.size(); ++i) {
    for (Issue& issue : raiser.raise(changes[i])) {
      judgement.issues.push_back(std::move(issue));
      change_of.push_back(i);
    }
  }
  accept_issues(judgement.issues, after, policy, acceptances, judgement.used);
  judge_version(changes, change_of, before, after, policy, acceptances, judgement);
  return judgement;
}

}  // namespace dcr
