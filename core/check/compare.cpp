// SPDX-License-Identifier: Apache-2.0
#include "core/check/compare.hpp"

#include "core/check/pair_problems.hpp"
#include "core/check/stand_in.hpp"
#include "core/check/verdict.hpp"
#include "core/check/verdict_draft.hpp"
#include "core/compat/change_list.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace dcr::check {
namespace {

using report::Change;
using report::ContractVerdict;

Policy policy_of(const Pair& pair, const Terms& terms) {
  const LoadedDocument& named = pair.before ? *pair.before : *pair.after;
  const auto& own = named.contract.compatibility;
  return policy_for(*terms.config, terms.forced_mode,
                    own ? std::optional(own->value) : std::nullopt, named.full_name(),
                    pair.after->path);
}

/// What is wrong with the new document by itself and was not wrong before.
void add_problems(const Pair& pair, const Policy& policy, ContractVerdict& verdict) {
  // Every difference is an issue here.
  const bool changed =
      !pair.before || !verdict.issues.empty() || verdict.version != verdict.previous_version;
  for (const Problem& problem : pair_problems(pair, changed)) {
    const bool known =
        pair.before && std::ranges::any_of(pair.before->problems, [&](const Problem& old) {
          return old.rule == problem.rule && old.message == problem.message &&
                 old.field == problem.field;
        });
    if (known && pair.after->usable) {
      continue;
    }
    if (auto issue = problem_issue(problem, source_of(*pair.after), verdict.name, policy)) {
      verdict.issues.push_back(std::move(*issue));
    }
  }
}

void add_changes(const Pair& pair, const Policy& policy, const Terms& terms,
                 ContractVerdict& verdict) {
  const Acceptances acceptances{&terms.config->acceptances, terms.today};
  Judgement judgement =
      list_changes(source_of(*pair.before), source_of(*pair.after), policy, acceptances);
  for (Issue& issue : judgement.issues) {
    if (issue.previous) {
      issue.previous->revision = pair.before->revision;
    }
  }
  verdict.required_bump = judgement.required_bump;
  verdict.actual_bump = judgement.actual_bump;
  verdict.suggested_version = judgement.suggested_version;
  verdict.breaking = judgement.breaking;
  verdict.issues = std::move(judgement.issues);
}

Change change_of(const Pair& pair, const ContractVerdict& verdict) {
  if (!pair.before) {
    return Change::added;
  }
  if (!verdict.issues.empty() || verdict.version != verdict.previous_version) {
    return Change::modified;
  }
  return verdict.path == verdict.previous_path ? Change::unchanged : Change::moved;
}

std::vector<std::string> names_of(const std::vector<Object>& objects) {
  std::vector<std::string> names;
  for (const Object& object : objects) names.push_back(object.name.value);
  return names;
}

/// Where the documents lie.
enum class Places { of_one_tree, of_any };

ContractVerdict compare(const Pair& pair, const Terms& terms, Places places) {
  ContractVerdict verdict;
  const Policy policy = policy_of(pair, terms);
  name_verdict(verdict, *pair.after, pair.before.get());
  verdict.path = pair.after->path;
  verdict.version = version_of(*pair.after);
  verdict.mode = policy.mode.text();
  verdict.breaking_forbidden = policy.breaking_forbidden;
  report::DiffDetails details;
  details.objects = names_of(pair.after->contract.objects);
  if (pair.before) {
    details.previous_dataset_id = pair.before->contract.name;
    details.previous_objects = names_of(pair.before->contract.objects);
    // What still stands beside it has not moved, and files of two places cannot.
    const bool stays = pair.before_stays || places == Places::of_any;
    verdict.previous_path = stays ? verdict.path : pair.before->path;
    verdict.previous_version = version_of(*pair.before);
    if (pair.before->usable && pair.after->usable) {
      add_changes(pair, policy, terms, verdict);
      const Contract& before = pair.before->contract;
      if (before.model && pair.after->contract.model) {
        details.model = summarise(before, pair.after->contract, policy.model_policy);
      }
    }
  }
  verdict.diff = std::make_shared<const report::DiffDetails>(std::move(details));
  add_problems(pair, policy, verdict);
  sort_issues(verdict.issues);
  verdict.change = change_of(pair, verdict);
  return verdict;
}

/// Says that an older document stands for a base that cannot be read.
void note_broken_base(const Pair& pair, const Terms& terms, ContractVerdict& verdict) {
  auto issue = gate_issue({.rule = "base_invalid",
                           .message = pair.before && pair.before->usable
                                          ? "the old document cannot be read; compared with the "
                                            "newest one before it that can"
                                          : "the old document cannot be read"},
                          verdict.name, policy_of(pair, terms));
  if (issue) {
    issue->at = locate(pair.after->path, pair.after->text.get(), pair.after->contract.at);
    verdict.issues.push_back(std::move(*issue));
    sort_issues(verdict.issues);
    verdict.change = Change::modified;
  }
}

}  // namespace

Result<report::Comparison> compare_trees(const git::Repository& repository, const Sides& sides,
                                         const Terms& terms) {
  const auto documents = load_documents(repository, sides);
  if (!documents) {
    return documents.error();
  }
  report::Comparison comparison;
  comparison.lists_differences = true;
  comparison.contracts_total = documents->total;
  comparison.files_skipped = documents->skipped;
  const Pairing pairing = pair_documents(documents->before, documents->after);
  for (const Pair& pair : pairing.pairs) {
    if (!documents->touched.contains(pair.after.get())) {
      continue;
    }
    ContractVerdict verdict = compare(pair, terms, Places::of_one_tree);
    if (documents->base_broken.contains(pair.after->path)) {
      note_broken_base(pair, terms, verdict);
    }
    if (is_shown(verdict, false)) {
      comparison.contracts.push_back(std::move(verdict));
    }
  }
  const Remains remains(pairing.pairs);
  for (const DocumentPtr& gone : pairing.removed) {
    if (gone->usable && !documents->broken.contains(gone->path)) {
      comparison.contracts.push_back(judge_removed(*gone, remains, terms));
    }
  }
  if (auto added = add_stand_ins(comparison, *sides.after, [&] { return files_after(*documents); });
      !added) {
    return added.error();
  }
  std::ranges::stable_sort(comparison.contracts, {}, &ContractVerdict::path);
  return comparison;
}

report::Comparison compare_documents(const std::vector<DocumentPtr>& before,
                                     const std::vector<DocumentPtr>& after, const Terms& terms) {
  report::Comparison comparison;
  comparison.lists_differences = true;
  comparison.contracts_total = after.size();
  Pairing pairing;
  if (before.size() == 1 && after.size() == 1) {
    pairing.pairs.push_back({.after = after.front(), .before = before.front()});
  } else {
    pairing = pair_documents(before, after);
  }
  for (const Pair& pair : pairing.pairs) {
    ContractVerdict verdict = compare(pair, terms, Places::of_any);
    // That two versions of a model are identical is an answer too.
    if (is_shown(verdict, false) || verdict.diff->model) {
      comparison.contracts.push_back(std::move(verdict));
    }
  }
  const Remains remains(pairing.pairs);
  for (const DocumentPtr& gone : pairing.removed) {
    comparison.contracts.push_back(judge_removed(*gone, remains, terms));
    // The other side's documents are all there is of it.
    if (!after.empty()) comparison.contracts.back().stand_in = after.front()->path;
  }
  return comparison;
}

}  // namespace dcr::check
