// SPDX-License-Identifier: Apache-2.0
#include "core/check/head.hpp"

#include "core/check/candidate.hpp"
#include "core/check/policy.hpp"

#include <utility>

namespace dcr::check {
namespace {

Result<std::unique_ptr<Snapshot>> open_worktree(const git::Repository& repository,
                                                const Request& request) {
  auto worktree = repository.worktree_snapshot();
  if (!worktree || request.candidates.empty()) {
    return worktree;
  }
  const auto head = repository.head();
  if (!head) {
    return head.error();
  }
  std::unique_ptr<Snapshot> committed = git::Repository::empty_snapshot();
  if (*head) {
    auto snapshot = repository.commit_snapshot(**head);
    if (!snapshot) {
      return snapshot;
    }
    committed = std::move(*snapshot);
  }
  std::vector<std::string> paths = request.candidates;
  // A person's own files are judged by the policy of their working tree.
  paths.emplace_back(config_path);
  return std::unique_ptr<Snapshot>(std::make_unique<CandidateSnapshot>(
      std::move(committed), std::move(*worktree), std::move(paths)));
}

}  // namespace

Result<Head> open_head(const git::Repository& repository, const Request& request) {
  Head head;
  Result<std::unique_ptr<Snapshot>> snapshot = std::unique_ptr<Snapshot>();
  switch (request.side) {
    case NewSide::worktree:
      head.side.kind = "worktree";
      snapshot = open_worktree(repository, request);
      break;
    case NewSide::index:
      head.side.kind = "index";
      snapshot = repository.index_snapshot();
      break;
    case NewSide::commit: {
      head.side.kind = "commit";
      if (request.pushed) {
        // Never by a name: a push may call a branch like the id of a commit.
        head.commit = request.pushed->head;
        head.side.commit = head.commit->hex();
        snapshot = repository.commit_snapshot(*head.commit);
        break;
      }
      const auto revision = repository.resolve(request.head_revision);
      if (!revision) {
        return revision.error();
      }
      head.commit = revision->commit;
      head.side.revision = request.head_revision;
      head.side.commit = revision->commit.hex();
      snapshot = repository.commit_snapshot(revision->commit, revision->folder);
      break;
    }
  }
  if (!snapshot) {
    return snapshot.error();
  }
  head.snapshot = std::move(*snapshot);
  return head;
}

}  // namespace dcr::check
