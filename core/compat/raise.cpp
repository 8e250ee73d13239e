// SPDX-License-Identifier: Apache-2.0
#include "core/compat/raise.hpp"

#include "core/base/bug.hpp"
#include "core/compat/acceptance.hpp"
#include "core/compat/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>

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

/// " of 'ltv'", where there is a field to name.
std::string of_field(const Change& change) {
  return change.field.empty() ? "" : fmt::format(" of '{}'", change.field);
}

std::optional<Severity> larger_of(std::optional<Severity> a, std::optional<Severity> b) {
  return !a ? b : !b ? a : std::max(*a, *b);
}

/// What a trigger raises under a policy; no severity = nothing.
struct Raised {
  std::optional<Severity> severity;
  Bump bump = Bump::none;
};

/// Where the change itself knows whom it stops: what stops nobody under the mode is a feature.
Raised raised_by(const Breaks& breaks, const Rule& rule, const Mode& mode) {
  const bool stops = (mode.backward() && breaks.backward) || (mode.forward() && breaks.forward);
  if (stops) return {mode.backward() && breaks.backward ? rule.backward : rule.forward, rule.bump};
  return mode.direction == Direction::none ? Raised{} : Raised{Severity::info, Bump::minor};
}

Raised raised_under(const Rule& rule, const Trigger& trigger, const Change& change,
                    const Policy& policy) {
  const Mode& mode = policy.mode;
  if (change.breaks) return raised_by(*change.breaks, rule, mode);
  if (rule.scope == RuleScope::on_request) {
    const bool asked = policy.levels.contains(rule.id);
    return asked ? Raised{Severity::info, rule.bump} : Raised{};
  }
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

}  // namespace

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
           : name == "of"     ? of_field(change)
                              : shown(change.detail);
    pattern.remove_prefix(close + 1);
  }
  return out;
}

std::optional<Severity> configured(std::string_view rule, Severity severity, const Policy& policy) {
  const auto level = policy.levels.find(rule);
  return level == policy.levels.end() ? std::optional(severity) : level->second;
}

Raiser::Raiser(const Source& before, const Source& after, const Policy& policy)
    : before_(before),
      after_(after),
      policy_(policy),
      consumers_(*before.contract, *after.contract),
      name_(after.contract->full_name()) {}

Issue Raiser::make_issue(const Rule& rule, const Trigger& trigger, Severity severity, Bump bump,
                         const Change& change) {
  Issue issue;
  issue.severity = severity;
  issue.rule = rule.id;
  issue.field = change.field;
  issue.message = fill(trigger.message, name_, change);
  issue.why = fill(rule.why, name_, change);
  issue.help = help_for(rule, *before_.contract);
  issue.bump = bump;
  issue.breaking = bump == Bump::major && severity == Severity::error;
  issue.before = change.before;
  issue.after = change.after;
  issue.detail = change.detail;
  issue.fingerprint =
      fingerprint(rule.id, name_, change.field + change.detail, change.before, change.after);
  issue.removed_thing = change.removed_thing;
  issue.is_of_schema = change.breaks.has_value();
  issue.pointer = change.after_pointer;
  issue.previous_pointer = change.before_pointer;
  issue.witness = change.witness;
  issue.block_first_line = change.block_first_line;
  issue.block_last_line = change.block_last_line;
  if (change.after_at.known()) {
    issue.at = locate(after_.path, after_.text, change.after_at, change.after_mark);
  }
  if (change.before_at.known()) {
    issue.previous = locate(before_.path, before_.text, change.before_at, change.before_mark);
  }
  if (severity != Severity::info) {
    consumers_.name_affected(change.field, issue);
  }
  return issue;
}

std::vector<Issue> Raiser::raise(const Change& change) {
  std::vector<Issue> issues;
  for (const Rule& rule : catalogue()) {
    for (const Trigger& trigger : rule.triggers) {
      if (trigger.on != change.kind) {
        continue;
      }
      const Raised raised = raised_under(rule, trigger, change, policy_);
      if (!raised.severity) {
        continue;
      }
      const auto severity = configured(rule.id, *raised.severity, policy_);
      if (!severity) {
        continue;
      }
      Issue issue = make_issue(rule, trigger, *raised.severity, raised.bump, change);
      issue.severity = *severity;
      issue.breaking = issue.breaking && *severity == Severity::error;
      issues.push_back(std::move(issue));
    }
  }
  return issues;
}

Issue Raiser::note(const Change& change) {
  const Bump bump = is_content(change.kind) ? Bump::patch : Bump::none;
  for (const Rule& rule : catalogue()) {
    const auto trigger = std::ranges::find(rule.triggers, change.kind, &Trigger::on);
    if (trigger != rule.triggers.end()) {
      return make_issue(rule, *trigger, Severity::info, bump, change);
    }
  }
  bug("the catalogue names no rule for a kind of change");
}

}  // namespace dcr
