// SPDX-License-Identifier: Apache-2.0
#include "core/check/verdict.hpp"
#include "core/check/verdict_draft.hpp"
#include "core/compat/acceptance.hpp"
#include "core/model/component.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace dcr::check {

using report::Change;
using report::ContractVerdict;

namespace {

/// Where a mod is missing: the `mods` of its file, where one that is left can say where that is.
std::optional<Location> place_of_removal(const LoadedDocument& gone,
                                         const std::vector<Pair>& pairs) {
  const auto left = std::ranges::find_if(pairs, [&](const Pair& pair) {
    return pair.after->path == gone.path && pair.after->contract.component &&
           pair.after->contract.component->registry_at.known();
  });
  if (left == pairs.end()) return std::nullopt;
  const LoadedDocument& document = *left->after;
  return locate(document.path, *document.text, document.contract.component->registry_at);
}

}  // namespace

ContractVerdict judge_removed(const LoadedDocument& gone, const std::vector<Pair>& pairs,
                              const Terms& terms) {
  ContractVerdict verdict;
  name_verdict(verdict, gone, nullptr);
  verdict.path = gone.path;
  verdict.previous_path = gone.path;
  verdict.previous_version = version_of(gone);
  verdict.change = Change::removed;
  const Policy policy = policy_for(terms, gone);
  verdict.mode = policy.mode.text();
  verdict.breaking_forbidden = policy.breaking_forbidden;
  const auto& status = gone.contract.status;
  if (says(status, Status::draft) || says(status, Status::archived)) {
    return verdict;
  }
  const bool deprecated = says(status, Status::deprecated);
  const bool is_mod = gone.contract.kind == ContractKind::mod;
  auto issue =
      gate_issue({.rule = is_mod ? "mod_removed" : "contract_removed",
                  .message = fmt::format("{}{} '{}' was removed", deprecated ? "deprecated " : "",
                                         to_string(gone.contract.kind), verdict.name),
                  .before = verdict.previous_version,
                  .severity = deprecated ? Severity::warning : Severity::error},
                 verdict.name, policy);
  if (!issue) {
    return verdict;
  }
  issue->removed_thing = true;
  if (deprecated) {
    issue->help = "restore it unless nobody depends on it any more";
  }
  if (is_mod) issue->at = place_of_removal(gone, pairs);
  issue->previous = locate(gone.path, *gone.text, gone.contract.name_at);
  issue->affects = affected_by(gone.contract, "");
  const auto renamed = std::ranges::find_if(pairs, [&](const Pair& pair) {
    return !is_mod && !pair.before && pair.after->usable && pair.after->path == gone.path;
  });
  if (renamed != pairs.end()) {
    issue->help = fmt::format(
        "if '{}' is its new name: consumers know the old one, so keep it, or "
        "deprecate it first; see dcr explain contract_removed",
        renamed->after->full_name());
  }
  verdict.issues.push_back(std::move(*issue));
  std::vector<bool> unused;
  accept_issues(verdict.issues, {nullptr, gone.path, ""}, policy, acceptances_for(terms, nullptr),
                unused);
  verdict.breaking =
      !verdict.issues.front().accepted && verdict.issues.front().severity == Severity::error;
  return verdict;
}

}  // namespace dcr::check
