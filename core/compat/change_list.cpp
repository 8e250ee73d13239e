// SPDX-License-Identifier: Apache-2.0
#include "core/compat/change_list.hpp"

#include "core/compat/diff.hpp"
#include "core/compat/raise.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace dcr {
namespace {

/// The rules that judge the step from one version to the next.
bool is_about_version(const Issue& issue) {
  static constexpr auto rules = std::to_array<std::string_view>(
      {"version_not_increasing", "version_bump_too_small", "bump_without_change"});
  return std::ranges::find(rules, issue.rule) != rules.end();
}

}  // namespace

Judgement list_changes(const Source& before, const Source& after, const Policy& policy,
                       const Acceptances& acceptances) {
  Judgement judgement = judge(before, after, policy, acceptances);
  Raiser raiser(before, after, policy);
  for (const Change& change : diff(*before.contract, *after.contract, policy.model_policy)) {
    // It is told by field_removed, and is a difference of its own only where it is raised.
    const bool told = change.kind == ChangeKind::field_removed_undeprecated;
    if (!told && raiser.raise(change).empty()) {
      judgement.issues.push_back(raiser.note(change));
    }
  }
  const auto unversioned = [](const Source& side) { return !side.contract->version.at.known(); };
  if (before.contract->full_name() != after.contract->full_name() || unversioned(before) ||
      unversioned(after)) {
    std::erase_if(judgement.issues, is_about_version);
    judgement.suggested_version.clear();
  }
  return judgement;
}

}  // namespace dcr
