// SPDX-License-Identifier: Apache-2.0
//
// A version that the mainline lacks is a proposal: it may change in every commit of its branch. So
// a branch is compared with the commit where it left the mainline, and the mainline itself with the
// last commit that others could see:
//
//   A---B---C  origin/main      on `topic` at E the base is B, whatever C did;
//        \                      while C is being merged into `topic` it is C, so that
//         D---E  topic          what C did is not held against `topic`.
#include "core/git/baseline.hpp"

#include "core/git/baseline_search.hpp"

#include <utility>

namespace dcr::git {

namespace {

Result<std::optional<Judged>> find_judged(const Repository& repository,
                                          const BaselineRequest& request) {
  Judged judged;
  std::optional<ObjectId> id;
  const bool is_head =
      !request.head_revision || *request.head_revision == "HEAD" || *request.head_revision == "@";
  if (request.head_revision) {
    Result<Revision> revision = repository.resolve(*request.head_revision);
    if (!revision) return revision.error();
    judged.is_named_commit = true;
    judged.ref = revision->ref;
    id = revision->commit;
  } else {
    Result<std::optional<ObjectId>> head = repository.head();
    if (!head) return head.error();
    if (!*head) return std::optional<Judged>();
    Result<std::vector<ObjectId>> merging = repository.merge_heads();
    if (!merging) return merging.error();
    judged.merging = *merging;
    id = *head;
  }
  if (is_head) {
    Result<std::string> ref = repository.head_ref();
    if (!ref) return ref.error();
    judged.ref = *ref;
  }
  Result<Commit> commit = repository.commit(*id);
  if (!commit) return commit.error();
  Result<std::vector<std::string>> remotes = repository.remotes();
  if (!remotes) return remotes.error();
  judged.commit = *commit;
  judged.remotes = *remotes;
  judged.run = find_ci_run(request.environment, *commit, repository.worktree());
  return std::optional(std::move(judged));
}

Result<Baseline> without_commit(const Repository& repository, const BaselineRequest& request) {
  Baseline baseline;
  baseline.reason = "no commit yet";
  if (!request.against) return baseline;
  Result<Revision> revision = repository.resolve(*request.against);
  if (!revision) return revision.error();
  baseline.commit = revision->commit;
  baseline.folder = revision->folder;
  baseline.revision = revision->text;
  baseline.reason = "--against " + revision->text;
  return baseline;
}

Result<Baseline> find_base(const Repository& repository, const BaselineRequest& request,
                           const Judged& judged) {
  const Search search(repository, judged);
  Result<Mainline> mainline =
      find_mainline(repository, request.mainline, judged.run ? judged.run->default_branch : "");
  if (!mainline) return mainline.error();
  if (!request.against) {
    return judged.run ? search.ci_base(*mainline) : search.local_base(*mainline);
  }
  Result<Revision> revision = repository.resolve(*request.against);
  if (!revision) return revision.error();
  Result<Baseline> baseline = search.explicit_base(*revision, request.tip);
  if (!baseline) return baseline;
  baseline->folder = revision->folder;
  search.name_mainline(*revision, *mainline, *baseline);
  return baseline;
}

}  // namespace

Result<Baseline> find_baseline(const Repository& repository, const BaselineRequest& request) {
  if (request.against == "@release") {
    return Error{ErrorKind::usage,
                 "'@release' names no single commit: every contract has release tags of its own",
                 {},
                 "give a tag or a branch"};
  }
  Result<std::optional<Judged>> judged = find_judged(repository, request);
  if (!judged) return judged.error();
  if (!*judged) return without_commit(repository, request);
  Result<Baseline> baseline = find_base(repository, request, **judged);
  if (baseline) baseline->is_ci = (*judged)->run.has_value();
  return baseline;
}

}  // namespace dcr::git
