// SPDX-License-Identifier: Apache-2.0
#include "core/check/register.hpp"

#include "core/base/text.hpp"
#include "core/check/policy.hpp"
#include "core/check/register_file.hpp"
#include "core/compat/diff.hpp"
#include "core/git/mainline_tip.hpp"
#include "core/registry/claims.hpp"
#include "core/registry/versions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace dcr::check {
namespace {

using SnapshotPtr = std::unique_ptr<Snapshot>;
using DocumentPtr = std::shared_ptr<const LoadedDocument>;

bool is_same_version(const LoadedDocument& a, const LoadedDocument& b) {
  return a.usable && b.usable && a.key() == b.key() &&
         a.contract.version.value == b.contract.version.value;
}

const LoadedDocument* same_version(const std::vector<DocumentPtr>& documents,
                                   const LoadedDocument& wanted) {
  const auto found = std::ranges::find_if(
      documents, [&](const DocumentPtr& one) { return is_same_version(*one, wanted); });
  return found == documents.end() ? nullptr : found->get();
}

/// The judgement in the making.
class Judge {
 public:
  Judge(const git::Repository& repository, const PromotionRequest& request)
      : repository_(repository), request_(request), shelves_(repository.common_folder() + "/dcr") {}

  Result<Promotion> run() {
    for (const auto step : {&Judge::open, &Judge::find_origins, &Judge::check,
                            &Judge::add_contracts, &Judge::find_duplicates}) {
      if (auto done = (this->*step)(); !done) {
        return done.error();
      }
    }
    choose_subjects();
    return std::move(promotion_);
  }

 private:
  Result<void> open() {
    auto worktree = repository_.worktree_snapshot();
    if (!worktree) {
      return worktree.error();
    }
    worktree_ = std::move(*worktree);
    auto config = load_config(*worktree_);
    if (!config) {
      return config.error();
    }
    promotion_.config = std::move(config->config);
    filter_ = PathFilter(promotion_.config.registered());
    auto file = find_contract_file(repository_, *worktree_, promotion_.config, request_.path);
    if (!file) {
      return file.error();
    }
    promotion_.file = *file;
    auto loaded = load_file(*worktree_, *file);
    if (!loaded) {
      return loaded.error();
    }
    if (loaded->documents.empty() && loaded->problems.empty()) {
      return no_contract_in(request_.path);
    }
    documents_ = std::move(loaded->documents);
    return open_head();
  }

  Result<void> open_head() {
    const auto head = repository_.head();
    if (!head) {
      return head.error();
    }
    head_commit_ = *head;
    committed_ = git::Repository::empty_snapshot();
    if (head_commit_) {
      auto snapshot = repository_.commit_snapshot(*head_commit_);
      if (!snapshot) {
        return snapshot.error();
      }
      committed_ = std::move(*snapshot);
    }
    return {};
  }

  /// Where HEAD has what the file holds: the file itself; for a new one the files that claim the
  /// same names and are gone from the working tree, so that a move is one commit and no duplicate.
  Result<void> find_origins() {
    promotion_.paths = {request_.path};
    const auto committed = committed_->find(request_.path);
    if (committed) {
      promotion_.unchanged = *committed == promotion_.file;
      return add_committed(*committed);
    }
    if (committed.error().kind != ErrorKind::not_found) {
      return committed.error();
    }
    const auto files = committed_->list(filter_);
    if (!files) {
      return files.error();
    }
    std::set<std::string, std::less<>> names;
    for (const DocumentPtr& document : documents_) {
      names.insert(document->contract.name);
    }
    const auto claiming =
        files_claiming(*committed_, *files, names, repository_.common_folder() + "/dcr");
    if (!claiming) {
      return claiming.error();
    }
    for (const FileRef& file : *claiming) {
      if (auto added = add_if_moved(file); !added) {
        return added;
      }
    }
    return {};
  }

  Result<void> add_if_moved(const FileRef& file) {
    const auto left = worktree_->find(file.path);
    if (left || left.error().kind != ErrorKind::not_found) {
      return {};
    }
    const std::size_t before = committed_documents_.size();
    if (auto added = add_committed(file); !added) {
      return added;
    }
    const bool moved = std::any_of(
        committed_documents_.begin() + static_cast<std::ptrdiff_t>(before),
        committed_documents_.end(), [&](const DocumentPtr& gone) {
          return std::ranges::any_of(
              documents_, [&](const DocumentPtr& here) { return gone->key() == here->key(); });
        });
    if (moved) {
      promotion_.paths.push_back(file.path);
    } else {
      committed_documents_.resize(before);
    }
    return {};
  }

  Result<void> add_committed(const FileRef& file) {
    auto loaded = load_file(*committed_, file);
    if (!loaded) {
      return loaded.error();
    }
    std::ranges::move(loaded->documents, std::back_inserter(committed_documents_));
    return {};
  }

  Result<void> check() {
    Request request;
    request.candidates = promotion_.paths;
    request.mode = request_.mode;
    request.today = request_.today;
    request.environment = request_.environment;
    auto answer = check::run(repository_, request);
    if (!answer) {
      return answer.error();
    }
    promotion_.report = std::move(answer->report);
    promotion_.notes = std::move(answer->notes);
    if (request_.allow_overwrite) {
      for (report::ContractVerdict& verdict : promotion_.report.comparisons.front().contracts) {
        allow_overwrite(verdict);
      }
    }
    return {};
  }

  static void allow_overwrite(report::ContractVerdict& verdict) {
    for (Issue& issue : verdict.issues) {
      const bool of_equal =
          issue.rule == "version_not_increasing" && verdict.version == verdict.previous_version;
      if (of_equal || issue.rule == "version_taken") {
        issue.accepted = true;
        issue.accepted_because = "--allow-overwrite";
      }
    }
  }

  Result<void> add_contracts() {
    std::vector<report::ContractVerdict> verdicts = promotion_.report.comparisons.front().contracts;
    for (const DocumentPtr& document : documents_) {
      const auto own = std::ranges::find_if(verdicts, [&](const report::ContractVerdict& one) {
        return one.path == document->path && one.name == document->full_name() &&
               one.version == (document->usable ? document->contract.version.value.text()
                                                : document->contract.version_text);
      });
      PromotedContract contract;
      contract.document = document;
      if (own == verdicts.end()) {
        contract.verdict = unchanged_verdict(*document);
      } else {
        contract.verdict = std::move(*own);
        verdicts.erase(own);
      }
      promotion_.contracts.push_back(std::move(contract));
    }
    // What the file no longer holds, and what cannot be named.
    for (report::ContractVerdict& rest : verdicts) {
      PromotedContract contract;
      contract.verdict = std::move(rest);
      promotion_.contracts.push_back(std::move(contract));
    }
    return {};
  }

  /// Of a document that the base has just so: check does not speak of it.
  [[nodiscard]] report::ContractVerdict unchanged_verdict(const LoadedDocument& document) const {
    report::ContractVerdict verdict;
    const Contract& contract = document.contract;
    verdict.name = contract.name.empty() ? document.path : contract.full_name();
    verdict.dataset_id = contract.name.empty() ? document.path : contract.name;
    verdict.name_space = contract.name_space;
    verdict.title = contract.title;
    verdict.kind = contract.kind;
    verdict.format = contract.format;
    verdict.path = document.path;
    verdict.previous_path = document.path;
    verdict.version = document.usable ? contract.version.value.text() : contract.version_text;
    verdict.previous_version = verdict.version;
    const auto& own = contract.compatibility;
    verdict.mode =
        policy_for(promotion_.config, request_.mode, own ? std::optional(own->value) : std::nullopt,
                   verdict.name, document.path)
            .mode.text();
    return verdict;
  }

  Result<void> find_duplicates() {
    for (PromotedContract& contract : promotion_.contracts) {
      if (!contract.document || !contract.document->usable) {
        continue;
      }
      const bool is_own = same_version(committed_documents_, *contract.document) != nullptr;
      if (!promotion_.unchanged && (is_own || request_.allow_overwrite)) {
        continue;
      }
      auto registered = registration_of(*contract.document);
      if (!registered) {
        return registered.error();
      }
      contract.registered_by = *registered;
    }
    return {};
  }

  /// The commit that registered the document's version, on the mainline or on this branch.
  Result<std::optional<ObjectId>> registration_of(const LoadedDocument& document) {
    const auto tip = git::mainline_tip(repository_, promotion_.config.mainline, head_commit_);
    if (!tip) {
      return tip.error();
    }
    std::set<std::optional<ObjectId>> seen;
    for (const std::optional<ObjectId>& from : {tip->commit, head_commit_}) {
      if (!from || !seen.insert(from).second) {
        continue;
      }
      const auto versions = registered_versions(repository_, *from, filter_, document.key(),
                                                {.shelves = &shelves_, .depth = Depth::heading});
      if (!versions) {
        return versions.error();
      }
      for (const RegisteredVersion& one : *versions) {
        if (one.document->contract.version.value == document.contract.version.value) {
          return std::optional(one.first_commit);
        }
      }
    }
    return std::optional<ObjectId>();
  }

  void choose_subjects() {
    bool any = false;
    for (PromotedContract& contract : promotion_.contracts) {
      if (!contract.document || !contract.document->usable) {
        continue;
      }
      const LoadedDocument* before = same_version(committed_documents_, *contract.document);
      contract.is_new = before == nullptr;
      contract.is_subject =
          contract.is_new || content_differs(before->contract, contract.document->contract);
      any = any || contract.is_subject;
    }
    for (PromotedContract& contract : promotion_.contracts) {
      contract.is_subject = contract.document && (contract.is_subject || !any);
    }
  }

  const git::Repository& repository_;
  const PromotionRequest& request_;
  HistoryShelves shelves_;
  Promotion promotion_;
  PathFilter filter_;
  SnapshotPtr worktree_;
  SnapshotPtr committed_;
  std::optional<ObjectId> head_commit_;
  std::vector<DocumentPtr> documents_;            // of the file
  std::vector<DocumentPtr> committed_documents_;  // of the same contracts' files in HEAD
};

}  // namespace

const PromotedContract* Promotion::duplicate() const {
  const auto found = std::ranges::find_if(
      contracts, [](const PromotedContract& one) { return one.registered_by.has_value(); });
  return found == contracts.end() ? nullptr : &*found;
}

Result<Promotion> judge_promotion(const git::Repository& repository,
                                  const PromotionRequest& request) {
  return Judge(repository, request).run();
}

Result<void> require_judged(const git::Repository& repository, const Promotion& promotion,
                            const ObjectId& commit) {
  const std::string& path = promotion.file.path;
  const auto snapshot = repository.commit_snapshot(commit);
  if (!snapshot) {
    return snapshot.error();
  }
  const auto file = (*snapshot)->find(path);
  if (file && file->id == promotion.file.id) {
    return {};
  }
  bool same = false;
  if (file) {
    const auto loaded = load_file(**snapshot, *file);
    if (!loaded) {
      return loaded.error();
    }
    std::vector<DocumentPtr> judged;
    for (const PromotedContract& contract : promotion.contracts) {
      if (contract.document) {
        judged.push_back(contract.document);
      }
    }
    // A hook that formats the file changes no contract.
    same = judged.size() == loaded->documents.size() &&
           std::ranges::all_of(judged, [&](const DocumentPtr& one) {
             const LoadedDocument* now = same_version(loaded->documents, *one);
             return now != nullptr && !content_differs(one->contract, now->contract);
           });
  }
  if (same) {
    return {};
  }
  return Error{ErrorKind::git,
               fmt::format("commit {} holds another '{}' than was judged: a hook or another "
                           "program changed it",
                           commit.short_hex(), printable(path)),
               {},
               fmt::format("dcr check --head {0} --against {0}~1 judges it", commit.short_hex())};
}

}  // namespace dcr::check
