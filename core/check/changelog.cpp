// SPDX-License-Identifier: Apache-2.0
#include "core/check/changelog.hpp"

#include "core/check/policy.hpp"
#include "core/compat/change_list.hpp"
#include "core/registry/versions.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

namespace dcr::check {
namespace {

/// The highest lower version that is not younger.
const ContractVersion* predecessor(const std::vector<ContractVersion>& ascending, std::size_t at,
                                   const std::vector<std::uint64_t>& places) {
  for (std::size_t i = at; i-- > 0;) {
    if (places[i] <= places[at]) {
      return &ascending[i];
    }
  }
  return nullptr;
}

/// What says something of the step, or of a version's life: a status is that of the version now,
/// and is told with it.
bool is_no_difference(const Issue& issue) {
  static constexpr auto rules = std::to_array<std::string_view>(
      {"version_not_increasing", "version_bump_too_small", "bump_without_change",
       "field_removed_undeprecated", "status_changed", "deprecation_changed"});
  return std::ranges::find(rules, issue.rule) != rules.end();
}

void compare(const ContractVersion& before, const Config& config, HistoryStep& step) {
  const LoadedDocument& was = *before.document;
  const LoadedDocument& is = *step.version.document;
  const auto& own = was.contract.compatibility;
  const Policy policy =
      policy_for(config, std::nullopt, own ? std::optional(own->value) : std::nullopt,
                 was.full_name(), is.path);
  Judgement judgement = list_changes({&was.contract, was.path, was.text.get()},
                                     {&is.contract, is.path, is.text.get()}, policy, {});
  std::erase_if(judgement.issues, is_no_difference);
  sort_issues(judgement.issues);
  step.previous = before.version();
  step.required_bump = judgement.required_bump;
  step.breaking = judgement.breaking;
  step.changes = std::move(judgement.issues);
}

}  // namespace

Result<std::vector<HistoryStep>> history_steps(const Registry& registry, const Config& config,
                                               const std::vector<ContractVersion>& versions) {
  std::vector<ContractVersion> ascending;
  std::ranges::copy_if(versions, std::back_inserter(ascending), [](const ContractVersion& one) {
    return one.registered && one.first_commit;
  });
  std::vector<HistoryStep> steps;
  if (ascending.empty()) {
    return steps;
  }
  std::vector<ObjectId> commits;
  for (const ContractVersion& version : ascending) {
    commits.push_back(*version.first_commit);
  }
  const RegistrySource& source = registry.source();
  HistoryShelves shelves(source.cache_folder);
  const auto places =
      places_in_history(*source.repository, *source.mainline, source.filter, commits, &shelves);
  if (!places) {
    return places.error();
  }
  for (std::size_t i = ascending.size(); i-- > 0;) {
    HistoryStep step{.version = ascending[i]};
    auto commit = registry.source().repository->commit(*ascending[i].first_commit);
    if (!commit) {
      return commit.error();
    }
    step.commit = std::move(*commit);
    if (const ContractVersion* before = predecessor(ascending, i, *places)) {
      compare(*before, config, step);
    }
    steps.push_back(std::move(step));
  }
  return steps;
}

}  // namespace dcr::check
