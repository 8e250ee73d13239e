// SPDX-License-Identifier: Apache-2.0
#include "core/check/verdict.hpp"
#include "core/check/verdict_draft.hpp"
#include "core/compat/acceptance.hpp"
#include "core/compat/consumer_index.hpp"
#include "core/model/component.hpp"

#include <fmt/format.h>

#include <optional>

namespace dcr::check {

using report::Change;
using report::ContractVerdict;

Remains::Remains(const std::vector<Pair>& pairs) {
  for (const Pair& pair : pairs) {
    const LoadedDocument& after = *pair.after;
    const auto& mod = after.contract.component;
    if (mod && mod->registry_at.known()) mods_.emplace(after.path, &after);
    if (!pair.before && after.usable) newcomers_.emplace(after.path, &after);
  }
}

std::optional<Location> Remains::place_of_mods(const std::string& path) const {
  const auto left = mods_.find(path);
  if (left == mods_.end()) return std::nullopt;
  const LoadedDocument& document = *left->second;
  return locate(document.path, document.text.get(), document.contract.component->registry_at);
}

const LoadedDocument* Remains::newcomer(const std::string& path) const {
  const auto found = newcomers_.find(path);
  return found == newcomers_.end() ? nullptr : found->second;
}

ContractVerdict judge_removed(const LoadedDocument& gone, const Remains& remains,
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
  if (is_mod) issue->at = remains.place_of_mods(gone.path);
  issue->previous = locate(gone.path, gone.text.get(), gone.contract.name_at);
  ConsumerIndex(gone.contract, {}).name_affected("", *issue);
  const LoadedDocument* renamed = is_mod ? nullptr : remains.newcomer(gone.path);
  if (renamed != nullptr) {
    issue->help = fmt::format(
        "if '{}' is its new name: consumers know the old one, so keep it, or "
        "deprecate it first; see dcr explain contract_removed",
        renamed->full_name());
  }
  verdict.issues.push_back(std::move(*issue));
  std::vector<bool> unused;
  accept_issues(verdict.issues, {nullptr, gone.path, nullptr}, policy,
                acceptances_for(terms, nullptr), unused);
  verdict.breaking =
      !verdict.issues.front().accepted && verdict.issues.front().severity == Severity::error;
  return verdict;
}

}  // namespace dcr::check
