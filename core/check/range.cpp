// SPDX-License-Identifier: Apache-2.0
#include "core/check/range.hpp"

#include "core/base/progress.hpp"
#include "core/base/text.hpp"
#include "core/check/policy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace dcr::check {
namespace {

Result<LoadedConfig> own_config(const git::Repository& repository) {
  if (!repository.is_bare()) {
    auto worktree = repository.worktree_snapshot();
    if (!worktree) {
      return worktree.error();
    }
    return load_config(**worktree);
  }
  const auto head = repository.head();
  if (!head) {
    return head.error();
  }
  if (!*head) {
    return LoadedConfig{};
  }
  auto snapshot = repository.commit_snapshot(**head);
  if (!snapshot) {
    return snapshot.error();
  }
  return load_config(**snapshot);
}

/// The first-parent commits of `from..to`, newest first, and the one below the last of them.
Result<std::vector<git::Commit>> commits_of(const git::Repository& repository, const ObjectId& from,
                                            const ObjectId& to) {
  // The chain leaves the range at the first commit that `from` can reach.
  std::vector<git::Commit> commits;
  std::optional<Error> failure;
  const auto base = repository.merge_base(from, to);
  if (!base) {
    return base.error();
  }
  const auto walked = repository.walk_first_parents(to, [&](const git::Commit& commit) {
    if (commit.id == from || *base == commit.id) {
      return false;
    }
    // A merge base can lie off the chain, behind a merge: then ask commit by commit.
    if (*base && **base != from) {
      const auto reached = repository.is_ancestor(commit.id, from);
      if (!reached) {
        failure = reached.error();
        return false;
      }
      if (*reached) {
        return false;
      }
    }
    commits.push_back(commit);
    return true;
  });
  if (failure) {
    return *failure;
  }
  if (!walked) {
    return walked.error();
  }
  return commits;
}

/// Opens each commit once: the new side of one step is the base of the next.
class Steps {
 public:
  Steps(const git::Repository& repository, const Request& request, const Config& config)
      : repository_(repository), request_(request), config_(config) {}

  Result<report::Comparison> judge(const git::Commit& commit) {
    auto after = repository_.commit_snapshot(commit.id);
    if (!after) {
      return after.error();
    }
    Sides sides;
    sides.after_filter = PathFilter(config_.documents());
    sides.after_filter.narrow_to(request_.paths);
    sides.before_filter = sides.after_filter;
    sides.cache_folder = repository_.common_folder() + "/dcr";
    sides.all = request_.all;
    report::Comparison comparison;
    if (auto opened = open_parent(commit); !opened) {
      return opened.error();
    }
    if (!commit.parents.empty()) {
      sides.before_commit = commit.parents.front();
    }
    sides.before = last_.get();
    sides.after = after->get();
    Terms terms;
    terms.config = &config_;
    terms.forced_mode = request_.mode;
    terms.today = request_.today;
    terms.all = request_.all;
    auto judged = judge_sides(repository_, sides, terms);
    if (!judged) {
      return judged.error();
    }
    judged->head = {"commit", "", commit.id.hex(), commit.subject};
    judged->base = {"none", "", std::nullopt, "the first commit"};
    if (!commit.parents.empty()) {
      judged->base = {"commit", "", commit.parents.front().hex(), "first parent"};
    }
    last_ = std::move(*after);
    last_id_ = commit.id;
    return judged;
  }

 private:
  Result<void> open_parent(const git::Commit& commit) {
    if (commit.parents.empty()) {
      last_ = git::Repository::empty_snapshot();
      return {};
    }
    if (last_ && last_id_ == commit.parents.front()) {
      return {};
    }
    auto opened = repository_.commit_snapshot(commit.parents.front());
    if (!opened) {
      return opened.error();
    }
    last_ = std::move(*opened);
    return {};
  }

  const git::Repository& repository_;
  const Request& request_;
  const Config& config_;
  std::unique_ptr<Snapshot> last_;
  ObjectId last_id_;
};

}  // namespace

Result<Answer> run_range(const git::Repository& repository, const Request& request) {
  const auto from = repository.resolve(request.range->first);
  if (!from) {
    return from.error();
  }
  const auto to = repository.resolve(request.range->second);
  if (!to) {
    return to.error();
  }
  const auto config = own_config(repository);
  if (!config) {
    return config.error();
  }
  auto commits = commits_of(repository, from->commit, to->commit);
  if (!commits) {
    return commits.error();
  }
  Answer answer;
  answer.report.is_range = true;
  answer.report.range_from = from->commit.hex();
  answer.report.range_to = to->commit.hex();
  if (commits->empty()) {
    answer.notes.push_back(fmt::format("no commits in {}..{}", printable(request.range->first),
                                       printable(request.range->second)));
  }
  Steps steps(repository, request, config->config);
  bool any = commits->empty();
  const Phase phase("judging commits", commits->size());
  for (auto commit = commits->rbegin(); commit != commits->rend(); ++commit) {
    phase.advance();
    auto judged = steps.judge(*commit);
    if (!judged) {
      return judged.error();
    }
    any = any || judged->contracts_total > 0 || !judged->contracts.empty();
    answer.report.comparisons.push_back(std::move(*judged));
  }
  if (!any && (!config->config.stated_globs().empty() || !request.paths.empty())) {
    return Error{ErrorKind::usage,
                 "no contract in any commit of the range",
                 {},
                 "contracts are the files that match `contracts:` of dcr.yaml"};
  }
  if (!any) {
    answer.notes.emplace_back("no contracts found in any commit of the range");
  }
  return answer;
}

}  // namespace dcr::check
