// SPDX-License-Identifier: Apache-2.0
#include "core/check/changelog.hpp"

#include "core/check/policy.hpp"
#include "core/compat/change_list.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

namespace dcr::check {
namespace {

/// How many commits lie between the mainline's tip and each of its commits, where a version begins.
using Ages = std::map<ObjectId, int>;

Result<Ages> ages_of(const Registry& registry, const std::vector<ContractVersion>& versions) {
  Ages ages;
  for (const ContractVersion& version : versions) {
    ages.emplace(*version.first_commit, -1);
  }
  std::size_t missing = ages.size();
  int age = 0;
  const auto visit = [&](const git::Commit& commit) {
    const auto found = ages.find(commit.id);
    if (found != ages.end()) {
      found->second = age;
      --missing;
    }
    ++age;
    return missing > 0;
  };
  const RegistrySource& source = registry.source();
  const auto walked = source.repository->walk_first_parents(*source.mainline, visit);
  if (!walked) {
    return walked.error();
  }
  return ages;
}

/// The highest lower version that is not younger.
const ContractVersion* predecessor(const std::vector<ContractVersion>& ascending, std::size_t at,
                                   const Ages& ages) {
  const int own = ages.at(*ascending[at].first_commit);
  for (std::size_t i = at; i-- > 0;) {
    if (ages.at(*ascending[i].first_commit) >= own) {
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
  Judgement judgement = list_changes({&was.contract, was.path, *was.text},
                                     {&is.contract, is.path, *is.text}, policy, {});
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
  const auto ages = ages_of(registry, ascending);
  if (!ages) {
    return ages.error();
  }
  for (std::size_t i = ascending.size(); i-- > 0;) {
    HistoryStep step{.version = ascending[i]};
    auto commit = registry.source().repository->commit(*ascending[i].first_commit);
    if (!commit) {
      return commit.error();
    }
    step.commit = std::move(*commit);
    if (const ContractVersion* before = predecessor(ascending, i, *ages)) {
      compare(*before, config, step);
    }
    steps.push_back(std::move(step));
  }
  return steps;
}

}  // namespace dcr::check
