// SPDX-License-Identifier: Apache-2.0
#include "core/check/verdict.hpp"

#include "core/check/pair_problems.hpp"
#include "core/check/verdict_draft.hpp"
#include "core/compat/acceptance.hpp"
#include "core/compat/diff.hpp"
#include "core/model/component.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

namespace dcr::check {

using report::Change;
using report::ContractVerdict;

namespace {

Change change_of(const Pair& pair, const Documents& documents) {
  if (!pair.before) {
    return Change::added;
  }
  if (!documents.touched.contains(pair.after.get())) {
    return Change::unchanged;
  }
  const LoadedDocument& before = *pair.before;
  const LoadedDocument& after = *pair.after;
  // An older document that stands for a broken base may be the very same: the file did change.
  const bool repaired = documents.base_broken.contains(before.path);
  // A registry of mods is one text for all of them.
  const bool same = after.contract.kind == ContractKind::mod
                        ? before.contract.version_text == after.contract.version_text &&
                              diff(before.contract, after.contract).empty()
                        : before.text->view() == after.text->view();
  if (pair.before_stays || repaired || !same) {
    return Change::modified;
  }
  return before.path == after.path ? Change::unchanged : Change::moved;
}

}  // namespace

void name_verdict(ContractVerdict& verdict, const LoadedDocument& document,
                  const LoadedDocument* base) {
  const bool nameless = document.contract.name.empty();
  const Contract& contract = nameless && base != nullptr ? base->contract : document.contract;
  verdict.name = contract.name.empty() ? document.path : contract.full_name();
  verdict.dataset_id = contract.name.empty() ? document.path : contract.name;
  verdict.name_space = contract.name_space;
  verdict.title = contract.title;
  verdict.kind = contract.kind;
  verdict.format = contract.format;
}

VerdictMaker::VerdictMaker(const git::Repository& repository, const Sides& sides,
                           const Terms& terms, const Documents& documents)
    : repository_(repository),
      sides_(sides),
      terms_(terms),
      documents_(documents),
      shelves_(sides.cache_folder) {
  for (const DocumentPtr& document : documents.after) {
    if (document->usable) {
      after_[{document->key(), document->contract.version.value}].push_back(document);
    }
  }
}

bool VerdictMaker::stays(const LoadedDocument& document) const {
  return after_.contains({document.key(), document.contract.version.value});
}

Policy VerdictMaker::policy_of(const Pair& pair) const {
  return policy_for(terms_, pair.before ? *pair.before : *pair.after);
}

void VerdictMaker::add(Draft& draft, GateIssue what, Span at) const {
  if (auto issue = gate_issue(std::move(what), draft.verdict.name, draft.policy)) {
    issue->at = locate(draft.pair.after->path, draft.pair.after->text.get(), at);
    draft.gate_issues.push_back(std::move(*issue));
  }
}

void VerdictMaker::add_problems(Draft& draft) const {
  const LoadedDocument& document = *draft.pair.after;
  const bool changed = draft.verdict.change != Change::unchanged;
  // A warning that the base had as well is no news of this change; validate lists it.
  std::set<std::tuple<std::string_view, std::string_view, std::string_view>> old_problems;
  if (document.usable && draft.pair.before) {
    for (const Problem& old : draft.pair.before->problems) {
      old_problems.emplace(old.rule, old.message, old.field);
    }
  }
  // A consumer that lists a removed field is among those the removal hits.
  std::set<std::string_view> removed;
  for (const Issue& issue : draft.verdict.issues) {
    if (issue.removed_thing && !issue.field.empty()) removed.insert(issue.field);
  }
  for (const Problem& problem : pair_problems(draft.pair, changed)) {
    const bool known = problem.severity != Severity::error &&
                       old_problems.contains({problem.rule, problem.message, problem.field});
    if (known || removed.contains(problem.field)) {
      continue;
    }
    if (auto issue =
            problem_issue(problem, source_of(document), draft.verdict.name, draft.policy)) {
      draft.gate_issues.push_back(std::move(*issue));
    }
  }
  if (documents_.base_broken.contains(document.path) && document.usable) {
    add(draft,
        {.rule = "base_invalid",
         .message = draft.pair.before && draft.pair.before->usable
                        ? "the committed document cannot be read; compared with the newest one "
                          "that can"
                        : "the committed document cannot be read; only validated"},
        document.contract.at);
  }
  if (changed && draft.pair.before && document.contract.component &&
      has_broken_schema(draft.pair.before->contract)) {
    add(draft, {.rule = "base_invalid", .message = std::string(broken_schema_note)},
        document.contract.component->config_schema_at);
  }
}

void VerdictMaker::add_transition(Draft& draft) const {
  const Contract* before = draft.before();
  if (before == nullptr || draft.pair.before_stays || !draft.pair.before->usable ||
      !draft.pair.after->usable) {
    return;
  }
  const auto& was = before->status;
  const auto& is = draft.after().status;
  const bool revived = says(was, Status::archived) && !says(is, Status::archived);
  const bool redrafted = (!was || says(was, Status::active) || says(was, Status::deprecated)) &&
                         says(is, Status::draft);
  if (!revived && !redrafted) {
    return;
  }
  const std::string_view old_word = was ? to_string(was->value) : "active (no status)";
  const std::string_view new_word = is ? to_string(is->value) : "active (no status)";
  add(draft,
      {.rule = "status_transition_invalid",
       .message = fmt::format("status went from {} to {}", old_word, new_word),
       .before = std::string(old_word),
       .after = std::string(new_word)},
      is ? is->at : draft.after().at);
}

/// A contract that loosens its own mode: the base's mode judges this change, but not the next.
void VerdictMaker::add_own_mode(Draft& draft) const {
  if (!draft.pair.before || draft.pair.before_stays) {
    return;
  }
  const auto effective = [&](const LoadedDocument& document) {
    return document.contract.compatibility
               ? document.contract.compatibility->value
               : terms_.config->mode_for(draft.verdict.name, document.path);
  };
  const Mode was = effective(*draft.pair.before);
  const Mode is = effective(*draft.pair.after);
  if (!is_laxer(is, was)) {
    return;
  }
  const auto& stated = draft.after().compatibility;
  add(draft,
      {.rule = "policy_weakened",
       .message = fmt::format("compatibility was weakened from {} to {}", was.text(), is.text()),
       .before = std::string(was.text()),
       .after = std::string(is.text())},
      stated ? stated->at : draft.after().at);
}

void VerdictMaker::add_duplicates(Draft& draft) const {
  const LoadedDocument& own = *draft.pair.after;
  if (!own.usable) {
    return;
  }
  const auto& all = after_.at({own.key(), own.contract.version.value});
  if (all.size() < 2) {
    return;
  }
  const LoadedDocument* claimant = all.front().get() == &own ? all[1].get() : all.front().get();
  const std::size_t others = all.size() - 1;
  std::string place = fmt::format("{}:{}", claimant->path, claimant->contract.name_at.begin.line);
  if (others > 1) {
    place += fmt::format(" and {} more", others - 1);
  }
  add(draft,
      {.rule = "duplicate_contract",
       .message = fmt::format("{}@{} is also claimed by {}", own.full_name(),
                              own.contract.version.value.text(), place),
       .after = claimant->path},
      own.contract.name_at);
}

Result<ContractVerdict> VerdictMaker::judge_pair(const Pair& pair) {
  Draft draft{
      .pair = pair, .policy = policy_of(pair), .verdict = {}, .gate_issues = {}, .used = {}};
  ContractVerdict& verdict = draft.verdict;
  name_verdict(verdict, *pair.after, pair.before.get());
  verdict.path = pair.after->path;
  verdict.change = change_of(pair, documents_);
  verdict.version = version_of(*pair.after);
  verdict.mode = draft.policy.mode.text();
  verdict.breaking_forbidden = draft.policy.breaking_forbidden;
  if (pair.before) {
    // What still stands beside it has not moved.
    verdict.previous_path = pair.before_stays ? verdict.path : pair.before->path;
    verdict.previous_version = version_of(*pair.before);
  }
  if (!documents_.touched.contains(pair.after.get())) {
    return std::move(verdict);
  }
  if (auto added = add_compatibility(draft); !added) {
    return added.error();
  }
  add_problems(draft);
  add_transition(draft);
  add_own_mode(draft);
  add_duplicates(draft);
  if (auto added = add_taken(draft); !added) {
    return added.error();
  }
  const Acceptances acceptances = acceptances_for(terms_, draft.before());
  accept_issues(draft.gate_issues, source_of(*pair.after), draft.policy, acceptances, draft.used);
  verdict.breaking =
      verdict.breaking || std::ranges::any_of(draft.gate_issues, [](const Issue& issue) {
        return issue.breaking && !issue.accepted;
      });
  std::ranges::move(draft.gate_issues, std::back_inserter(verdict.issues));
  std::ranges::move(
      judge_acceptances(draft.before(), source_of(*pair.after), draft.used, draft.policy),
      std::back_inserter(verdict.issues));
  sort_issues(verdict.issues);
  return std::move(verdict);
}

}  // namespace dcr::check
