// SPDX-License-Identifier: Apache-2.0
#include "core/check/gate.hpp"

#include "core/base/progress.hpp"
#include "core/check/stand_in.hpp"
#include "core/check/verdict.hpp"

#include <algorithm>

namespace dcr::check {
namespace {

/// The contract of a file whose index entry is unmerged: there is no one content to judge.
report::ContractVerdict conflicted(const std::string& path, const Config& config) {
  report::ContractVerdict verdict;
  verdict.name = path;
  verdict.dataset_id = path;
  verdict.path = path;
  verdict.change = report::Change::modified;
  const Policy policy = policy_for(config, std::nullopt, std::nullopt, "", path);
  verdict.mode = policy.mode.text();
  auto issue = gate_issue({.rule = "contract_invalid",
                           .message = "the file has merge conflicts",
                           .after = "merge conflicts"},
                          path, policy);
  if (issue) {
    issue->why.clear();
    issue->help = "resolve them, then git add the file";
    issue->at = locate(path, nullptr, {});
    verdict.issues.push_back(std::move(*issue));
  }
  return verdict;
}

Result<void> note_seen(const Documents& documents, SeenFiles& seen) {
  if (!seen.wants_paths) {
    seen.globs = documents.unchanged.matched_globs();
  } else {
    auto files = documents.unchanged.list();
    if (!files) return files.error();
    for (FileRef& file : *files) seen.paths.push_back(std::move(file.path));
  }
  for (const git::FileChange& change : documents.changes) seen.paths.push_back(change.path);
  return {};
}

}  // namespace

Policy policy_for(const Terms& terms, const LoadedDocument& base) {
  const std::string name = base.full_name();
  std::optional<Mode> own;
  if (base.contract.compatibility) {
    own = base.contract.compatibility->value;
  }
  if (own && terms.trust == Trust::policy &&
      is_laxer(*own, terms.config->mode_for(name, base.path))) {
    own.reset();
  }
  return policy_for(*terms.config, terms.forced_mode, own, name, base.path);
}

Acceptances acceptances_for(const Terms& terms, const Contract* base) {
  Acceptances acceptances{.configured = &terms.config->acceptances, .today = terms.today};
  acceptances.only_approved = terms.trust != Trust::authors;
  if (terms.trust == Trust::approved && base != nullptr) {
    acceptances.approved = &base->acceptances;
  }
  return acceptances;
}

bool is_shown(const report::ContractVerdict& verdict, bool all) {
  return all || verdict.change != report::Change::unchanged || !verdict.issues.empty();
}

Result<report::Comparison> judge_sides(const git::Repository& repository, const Sides& sides,
                                       const Terms& terms) {
  auto documents = load_documents(repository, sides);
  if (!documents) {
    return documents.error();
  }
  if (terms.seen != nullptr) {
    if (auto noted = note_seen(*documents, *terms.seen); !noted) return noted.error();
  }
  const Pairing pairing = pair_documents(documents->before, documents->after);
  VerdictMaker maker(repository, sides, terms, *documents);
  report::Comparison comparison;
  comparison.contracts_total = documents->total;
  comparison.files_skipped = documents->skipped;
  const Phase phase("judging contracts", pairing.pairs.size());
  for (const Pair& pair : pairing.pairs) {
    phase.advance();
    auto verdict = maker.judge_pair(pair);
    if (!verdict) {
      return verdict.error();
    }
    if (is_shown(*verdict, terms.all)) {
      comparison.contracts.push_back(std::move(*verdict));
    }
  }
  comparison.contracts_total += terms.conflicts.size();
  for (const std::string& path : terms.conflicts) {
    comparison.contracts.push_back(conflicted(path, *terms.config));
  }
  const Remains remains(pairing.pairs);
  for (const DocumentPtr& gone : pairing.removed) {
    const bool unreadable = documents->broken.contains(gone->path) ||
                            std::ranges::binary_search(terms.conflicts, gone->path);
    if (gone->usable && !unreadable) {
      comparison.contracts.push_back(judge_removed(*gone, remains, terms));
    }
  }
  if (auto added = add_stand_ins(comparison, *sides.after, [&] { return files_after(*documents); });
      !added) {
    return added.error();
  }
  // By path, as issues are within a contract; documents of one file stay in their order.
  std::ranges::stable_sort(comparison.contracts, {}, &report::ContractVerdict::path);
  return comparison;
}

}  // namespace dcr::check
