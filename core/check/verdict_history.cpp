// SPDX-License-Identifier: Apache-2.0
#include "core/check/pair_problems.hpp"
#include "core/check/verdict.hpp"
#include "core/check/verdict_draft.hpp"
#include "core/compat/diff.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

/// What verdicts take from history: predecessors of drafts, older versions, versions taken.
namespace dcr::check {

using report::ContractVerdict;

namespace {

/// The version above all that the mainline carries by now; empty where no version would pass.
std::string free_version(const report::ContractVerdict& verdict, const LoadedDocument& own,
                         const std::vector<DocumentPtr>& mainline) {
  if (verdict.breaking && verdict.breaking_forbidden) {
    return "";
  }
  const Version* highest = &own.contract.version.value;
  for (const DocumentPtr& other : mainline) {
    if (*highest < other->contract.version.value) {
      highest = &other->contract.version.value;
    }
  }
  return raised(*highest, std::max(verdict.required_bump, Bump::patch)).text();
}

/// The documents of a file whose very blob the new side has too; empty where it has not, or where a
/// document depends on other files, which may differ.
std::optional<std::vector<DocumentPtr>> documents_already_read(const Documents& documents,
                                                               const FileRef& file) {
  const auto change =
      std::ranges::lower_bound(documents.changes, file.path, {}, &git::FileChange::path);
  if (change == documents.changes.end() || change->after != file ||
      documents.broken.contains(file.path)) {
    return std::nullopt;
  }
  std::vector<DocumentPtr> found;
  for (const DocumentPtr& document : documents.after) {
    if (document->path != file.path) continue;
    if (!document->references.empty()) return std::nullopt;
    found.push_back(document);
  }
  return found;
}

}  // namespace

Result<const std::vector<RegisteredVersion>*> VerdictMaker::history_of(const std::string& key) {
  auto known = histories_.find(key);
  if (known == histories_.end()) {
    std::vector<RegisteredVersion> versions;
    if (sides_.before_commit) {
      auto found = registered_versions(repository_, *sides_.before_commit, sides_.before_filter,
                                       key, {.shelves = &shelves_});
      if (!found) {
        return found.error();
      }
      versions = std::move(*found);
    }
    known = histories_.emplace(key, std::move(versions)).first;
  }
  return &known->second;
}

/// What `pair.after` is judged against: its base document or, where that says it is a draft, the
/// newest active version before it. Null when it is only validated.
Result<DocumentPtr> VerdictMaker::predecessor(const Pair& pair) {
  if (!pair.before || !pair.before->usable || !pair.before->contract.says_draft()) {
    return pair.before && pair.before->usable ? pair.before : nullptr;
  }
  const auto history = history_of(pair.before->key());
  if (!history) {
    return history.error();
  }
  const Version& version = pair.after->contract.version.value;
  const RegisteredVersion* best = nullptr;
  for (const RegisteredVersion& one : **history) {
    if (!one.is_active()) {
      continue;
    }
    // The list ascends: the highest one below wins, or the highest of all where none is below.
    if (best == nullptr || one.document->contract.version.value < version) {
      best = &one;
    }
  }
  if (best == nullptr) {
    return nullptr;
  }
  const bool own_line = best->document->contract.version.value.major < version.major;
  if (own_line && stays(*best->document)) {
    return nullptr;
  }
  return best->document;
}

Result<void> VerdictMaker::add_older_versions(Draft& draft) {
  const Contract& after = draft.after();
  const auto history = history_of(draft.pair.after->key());
  if (!history) {
    return history.error();
  }
  std::set<std::pair<std::string, std::string>> known;
  for (const Issue& issue : draft.verdict.issues) known.emplace(issue.rule, issue.field);
  for (const RegisteredVersion& one : **history) {
    const Version& version = one.document->contract.version.value;
    if (!one.is_active_or_deprecated() || version.major != after.version.value.major ||
        !(version < after.version.value)) {
      continue;
    }
    const DocumentPtr older = comparable_base(one.document, *draft.pair.after);
    for (Issue& issue :
         judge_older(source_of(*older), source_of(*draft.pair.after), draft.policy)) {
      if (!known.contains({issue.rule, issue.field})) {
        if (issue.previous) {
          issue.previous->revision = one.document->revision;
        }
        draft.gate_issues.push_back(std::move(issue));
      }
    }
  }
  return {};
}

Result<void> VerdictMaker::add_compatibility(Draft& draft) {
  // Of thousands of mods few changed: the others have nothing to be judged by.
  const bool changed = draft.verdict.change != report::Change::unchanged;
  if (!changed && draft.after().component && draft.pair.before->usable) {
    return {};
  }
  auto previous = predecessor(draft.pair);
  if (!previous) {
    return previous.error();
  }
  if (changed) previous = comparable_base(*previous, *draft.pair.after);
  if (*previous == nullptr || !draft.pair.after->usable) {
    return {};
  }
  const Acceptances acceptances = acceptances_for(terms_, &(*previous)->contract);
  Judgement judgement =
      judge(source_of(**previous), source_of(*draft.pair.after), draft.policy, acceptances);
  for (Issue& issue : judgement.issues) {
    if (issue.previous) {
      issue.previous->revision = (*previous)->revision;
    }
  }
  ContractVerdict& verdict = draft.verdict;
  verdict.previous_version = version_of(**previous);
  verdict.required_bump = judgement.required_bump;
  verdict.actual_bump = judgement.actual_bump;
  verdict.suggested_version = judgement.suggested_version;
  verdict.breaking = judgement.breaking;
  verdict.issues = std::move(judgement.issues);
  draft.used = std::move(judgement.used);
  if (draft.policy.mode.transitive) {
    return add_older_versions(draft);
  }
  return {};
}

/// The documents of the mainline's tip of that key, in files that changed since the base.
Result<const std::vector<DocumentPtr>*> VerdictMaker::mainline_documents(const std::string& key) {
  static const std::vector<DocumentPtr> none;
  if (mainline_documents_) {
    const auto known = mainline_documents_->find(key);
    return known == mainline_documents_->end() ? &none : &known->second;
  }
  std::map<std::string, std::vector<DocumentPtr>> found;
  const bool moved =
      terms_.mainline_tip && sides_.before_commit && *terms_.mainline_tip != *sides_.before_commit;
  if (moved) {
    auto tip = repository_.commit_snapshot(*terms_.mainline_tip);
    if (!tip) {
      return tip.error();
    }
    auto changes = git::changes_between(*sides_.before, **tip, sides_.after_filter);
    if (!changes) {
      return changes.error();
    }
    for (const git::FileChange& change : *changes) {
      if (!change.after) {
        continue;
      }
      auto documents = documents_already_read(documents_, *change.after);
      if (!documents) {
        auto loaded = load_file(**tip, *change.after);
        if (!loaded) {
          return loaded.error();
        }
        documents = std::move(loaded->documents);
      }
      for (const DocumentPtr& document : *documents) {
        if (document->usable) found[document->key()].push_back(document);
      }
    }
  }
  mainline_documents_ = std::move(found);
  return mainline_documents(key);
}

Result<void> VerdictMaker::add_taken(Draft& draft) {
  const LoadedDocument& own = *draft.pair.after;
  const LoadedDocument* base = draft.pair.before.get();
  const bool own_version = base == nullptr || !base->usable ||
                           base->contract.version.value != own.contract.version.value;
  if (!own.usable || !own_version) {
    return {};
  }
  const auto tip = mainline_documents(own.key());
  if (!tip) {
    return tip.error();
  }
  for (const DocumentPtr& other : **tip) {
    if (other->contract.version.value != own.contract.version.value ||
        !content_differs(other->contract, own.contract)) {
      continue;
    }
    draft.verdict.suggested_version = free_version(draft.verdict, own, **tip);
    const std::string commit = terms_.mainline_tip->short_hex();
    add(draft,
        {.rule = "version_taken",
         .message = fmt::format("version {} is already taken on the mainline, with other content "
                                "({} in {})",
                                own.contract.version.value.text(), other->path, commit),
         .after = own.contract.version.value.text()},
        own.contract.version.at);
    break;
  }
  return {};
}

}  // namespace dcr::check
