// SPDX-License-Identifier: Apache-2.0
#include "core/check/head.hpp"

#include <utility>

namespace dcr::check {

Result<Head> open_head(const git::Repository& repository, const Request& request) {
  Head head;
  Result<std::unique_ptr<Snapshot>> snapshot = std::unique_ptr<Snapshot>();
  switch (request.side) {
    case NewSide::worktree:
      head.side.kind = "worktree";
      snapshot = repository.worktree_snapshot();
      break;
    case NewSide::index:
      head.side.kind = "index";
      snapshot = repository.index_snapshot();
      break;
    case NewSide::commit: {
      const auto revision = repository.resolve(request.head_revision);
      if (!revision) {
        return revision.error();
      }
      head.commit = revision->commit;
      head.side.kind = "commit";
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
