// SPDX-License-Identifier: Apache-2.0
#include "core/compat/judge.hpp"

#include "core/base/bug.hpp"
#include "core/base/text.hpp"
#include "core/compat/acceptance.hpp"
#include "core/compat/catalogue.hpp"
#include "core/compat/diff.hpp"
#include "core/compat/version_verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace dcr {
namespace {

/// A value as a message shows it: one line, and no longer than a reader wants.
std::string shown(std::string_view value) {
  constexpr std::size_t longest = 60;
  std::string out;
  std::size_t length = 0;
  for (const char c : value) {
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (blank && (out.empty() || out.back() == ' ')) {
      continue;
    }
    // A byte that does not begin a code point belongs to the one before.
    const bool begins = (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    if (begins && ++length > longest) {
      return out + "…";
    }
    out += blank ? ' ' : c;
  }
  while (out.ends_with(' ')) {
    out.pop_back();
  }
  return out.empty() ? "nothing" : out;
}

/// Fills a template of the catalogue.
std::string fill(std::string_view pattern, std::string_view contract, const Change& change) {
  std::string out;
  while (!pattern.empty()) {
    const auto open = pattern.find('{');
    out += pattern.substr(0, open);
    if (open == std::string_view::npos) {
      break;
    }
    const auto close = pattern.find('}', open);
    const std::string_view name = pattern.substr(open + 1, close - open - 1);
    out += name == "contract" ? std::string(contract)
           : name == "field"  ? change.field
           : name == "before" ? shown(change.before)
           : name == "after"  ? shown(change.after)
                              : shown(change.detail);
    pattern.remove_prefix(close + 1);
  }
  return out;
}

std::optional<Severity> larger_of(std::optional<Severity> a, std::optional<Severity> b) {
  return !a ? b : !b ? a : std::max(*a, *b);
}

/// What a trigger raises under a mode; no severity = nothing.
struct Raised {
  std::optional<Severity> severity;
  Bump bump = Bump::none;
};

Raised raised_in(const Rule& rule, const Trigger& trigger, const Mode& mode) {
  Raised raised;
  if (mode.direction == Direction::none && rule.scope == RuleScope::always) {
    return {rule.backward, rule.bump};
  }
  if (mode.backward() && trigger.in != RaisedIn::forward_only && rule.backward) {
    raised = {rule.backward, rule.bump};
  }
  if (mode.forward() && trigger.in != RaisedIn::backward_only && rule.forward) {
    raised = {larger_of(raised.severity, rule.forward),
              std::max(raised.bump, rule.bump_forward.value_or(rule.bump))};
  }
  return raised;
}

std::optional<Severity> configured(std::string_view rule, Severity severity, const Policy& policy) {
  const auto level = policy.levels.find(rule);
  return level == policy.levels.end() ? std::optional(severity) : level->second;
}

std::string help_for(const Rule& rule, const Contract& before) {
  if (rule.bump == Bump::major && rule.fix.find("new major version") != std::string_view::npos) {
    const Version& version = before.version.value;
    const Version next = raised(version, Bump::major);
    return fmt::format("restore it, or publish {} beside {}.x; see dcr explain {}", next.text(),
                       version.major, rule.id);
  }
  if (rule.fix == "nothing to do") {
    return "";
  }
  return fmt::format("{}; see dcr explain {}", rule.fix, rule.id);
}

std::vector<Affected> affected(const Source& before, const Source& after, std::string_view field) {
  std::vector<Affected> all = affected_by(*before.contract, field);
  for (Affected& one : affected_by(*after.contract, field)) {
    if (std::ranges::find(all, one.consumer, &Affected::consumer) == all.end()) {
      all.push_back(std::move(one));
    }
  }
  return all;
}

Issue make_issue(const Rule& rule, const Trigger& trigger, const Raised& raised,
                 const Change& change, const Source& before, const Source& after) {
  const std::string name = after.contract->full_name();
  Issue issue;
  issue.severity = *raised.severity;
  issue.rule = rule.id;
  issue.field = change.field;
  issue.message = fill(trigger.message, name, change);
  issue.why = fill(rule.why, name, change);
  issue.help = help_for(rule, *before.contract);
  issue.bump = raised.bump;
  issue.breaking = raised.bump == Bump::major && raised.severity == Severity::error;
  issue.before = change.before;
  issue.after = change.after;
  issue.fingerprint =
      fingerprint(rule.id, name, change.field + change.detail, change.before, change.after);
  issue.removed_thing = change.removed_thing;
  issue.block_first_line = change.block_first_line;
  issue.block_last_line = change.block_last_line;
  if (change.after_at.known()) {
    issue.at = locate(after.path, after.text, change.after_at, change.after_mark);
  }
  if (change.before_at.known()) {
    issue.previous = locate(before.path, before.text, change.before_at, change.before_mark);
  }
  if (*raised.severity != Severity::info) {
    issue.affects = affected(before, after, change.field);
  }
  return issue;
}

/// The issues a change raises under the policy.
std::vector<Issue> raise(const Change& change, const Source& before, const Source& after,
                         const Policy& policy) {
  std::vector<Issue> issues;
  for (const Rule& rule : catalogue()) {
    for (const Trigger& trigger : rule.triggers) {
      if (trigger.on != change.kind) {
        continue;
      }
      const Raised raised = raised_in(rule, trigger, policy.mode);
      if (!raised.severity) {
        continue;
      }
      const auto severity = configured(rule.id, *raised.severity, policy);
      if (!severity) {
        continue;
      }
      Issue issue = make_issue(rule, trigger, raised, change, before, after);
      issue.severity = *severity;
      issue.breaking = issue.breaking && *severity == Severity::error;
      issues.push_back(std::move(issue));
    }
  }
  return issues;
}

}  // namespace

Location locate(std::string_view path, std::string_view text, Span at, Span mark) {
  Location location;
  location.path = path;
  location.at = at;
  location.mark = mark.begin.line == at.begin.line ? mark : at;
  location.source_line = line_of(text, at.begin.line);
  return location;
}

std::vector<Affected> affected_by(const Contract& contract, std::string_view field) {
  const auto relies = [&](const Consumer& consumer) {
    return field.empty() || consumer.fields.empty() ||
           std::ranges::any_of(consumer.fields, [&](const std::string& used) {
             // A change of `order` hits who reads `order.sku`, and the other way round.
             const auto inside = [](std::string_view part, std::string_view whole) {
               return part == whole || (part.starts_with(whole) && part.size() > whole.size() &&
                                        (part[whole.size()] == '.' || part[whole.size()] == '['));
             };
             return inside(used, field) || inside(field, used);
           });
  };
  std::vector<Affected> all;
  for (const Consumer& consumer : contract.consumers) {
    if (relies(consumer)) {
      all.push_back({consumer.name, consumer.contact});
    }
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
  for (const Change& change : diff(*older.contract, *after.contract)) {
    for (Issue& issue : raise(change, older, after, policy)) {
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
  const std::vector<Change> changes = diff(*before.contract, *after.contract);
  std::vector<std::size_t> change_of;  // Which change an issue belongs to.
  for (std::size_t i = 0; i < changes.size(); ++i) {
    for (Issue& issue : raise(changes[i], before, after, policy)) {
      judgement.issues.push_back(std::move(issue));
      change_of.push_back(i);
    }
  }
  accept_issues(judgement.issues, after, policy, acceptances, judgement.used);
  judge_version(changes, change_of, before, after, policy, acceptances, judgement);
  return judgement;
}

}  // namespace dcr
