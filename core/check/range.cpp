// SPDX-License-Identifier: Apache-2.0
#include "core/check/range.hpp"

#include "core/base/parallel.hpp"
#include "core/base/progress.hpp"
#include "core/base/text.hpp"
#include "core/check/policy.hpp"
#include "core/git/beside.hpp"
#include "core/git/partial_clone.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <set>

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

/// How many of `commits`, each a parent of the one before it, `from` cannot reach: what it reaches
/// is the older end.
Result<std::size_t> count_unreached(const git::Repository& repository, const ObjectId& from,
                                    const std::vector<git::Commit>& commits) {
  std::size_t begin = 0;
  std::size_t end = commits.size();
  while (begin < end) {
    const std::size_t middle = begin + (end - begin) / 2;
    const auto reached = repository.is_ancestor(commits[middle].id, from);
    if (!reached) {
      return reached.error();
    }
    (*reached ? end : begin) = *reached ? middle : middle + 1;
  }
  return begin;
}

/// The first-parent commits of `from..to`, newest first.
///
/// The chain leaves the range at the first commit that `from` can reach. That is their merge base
/// where it lies on the chain. Behind a merge it does not:
///
///   A---B---M---to     of from..to these are B, M and to: `from` reaches A, and the chain never
///    \     /           meets `from` itself
///     from
Result<std::vector<git::Commit>> commits_of(const git::Repository& repository, const ObjectId& from,
                                            const ObjectId& to) {
  const auto base = repository.merge_base(from, to);
  if (!base) {
    return base.error();
  }
  std::vector<git::Commit> commits;
  bool met = false;
  std::optional<Error> failure;
  std::size_t next_look = 4096;  // far beyond what is pushed at once, and twice as far each time
  const auto walked = repository.walk_first_parents(to, [&](const git::Commit& commit) {
    met = commit.id == from || *base == commit.id;
    if (met) {
      return false;
    }
    commits.push_back(commit);
    if (!*base || commits.size() < next_look) {
      return true;
    }
    next_look *= 2;
    const auto reached = repository.is_ancestor(commit.id, from);
    if (!reached) {
      failure = reached.error();
    }
    return reached && !*reached;
  });
  if (failure) {
    return *failure;
  }
  if (met || !*base) {
    return walked ? Result<std::vector<git::Commit>>(std::move(commits)) : walked.error();
  }
  const auto unreached = count_unreached(repository, from, commits);
  if (!unreached) {
    return unreached.error();
  }
  if (!walked && *unreached == commits.size()) {
    return walked.error();  // a shallow clone ends within the range
  }
  commits.erase(commits.begin() + static_cast<std::ptrdiff_t>(*unreached), commits.end());
  return commits;
}

/// For a partial clone: what all of the steps will read, at once.
Result<void> fetch_all(const git::Repository& repository, const std::vector<git::Commit>& commits,
                       const Request& request, const Config& config) {
  if (commits.empty()) {
    return {};
  }
  PathFilter filter(config.documents());
  filter.narrow_to(request.paths);
  std::set<ObjectId> last;
  if (!commits.back().parents.empty()) {
    last.insert(commits.back().parents.front());
  }
  return git::fetch_history(repository, commits.front().id, filter, &last);
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

/// The repository, opened as often as threads read in it.
class RepositoryPool {
 public:
  explicit RepositoryPool(const git::Repository& first) : first_(first), free_{&first} {}

  /// For so many threads.
  Result<void> open(std::size_t count) {
    while (free_.size() < std::min(count, git::most_beside)) {
      auto opened = first_.beside(free_.size());
      if (!opened) return opened.error();
      free_.push_back(opened->get());
      others_.push_back(std::move(*opened));
    }
    return {};
  }

  /// One that nobody else reads in, as long as it lives, or the first where there are more threads.
  class Borrowed {
   public:
    explicit Borrowed(RepositoryPool& pool) : pool_(pool) {
      const std::lock_guard lock(pool.guard_);
      if (pool.free_.empty()) pool.free_.push_back(&pool.first_);
      repository_ = pool.free_.back();
      pool.free_.pop_back();
    }
    Borrowed(const Borrowed&) = delete;
    Borrowed& operator=(const Borrowed&) = delete;
    ~Borrowed() {
      const std::lock_guard lock(pool_.guard_);
      pool_.free_.push_back(repository_);
    }

    [[nodiscard]] const git::Repository& repository() const { return *repository_; }

   private:
    RepositoryPool& pool_;
    const git::Repository* repository_ = nullptr;
  };

 private:
  const git::Repository& first_;
  std::mutex guard_;
  std::vector<const git::Repository*> free_;
  std::vector<std::shared_ptr<const git::Repository>> others_;
};

/// The verdicts on `commits`, which are newest first, oldest first.
Result<std::vector<report::Comparison>> judge_all(const git::Repository& repository,
                                                  const Request& request, const Config& config,
                                                  const std::vector<git::Commit>& commits) {
  std::vector<report::Comparison> judged(commits.size());
  const Phase phase("judging commits", commits.size());
  const auto judge = [&](const git::Repository& own, std::size_t begin,
                         std::size_t end) -> Result<void> {
    Steps steps(own, request, config);
    for (std::size_t i = begin; i < end; ++i) {
      phase.advance();
      auto one = steps.judge(commits[commits.size() - 1 - i]);
      if (!one) return one.error();
      judged[i] = *std::move(one);
    }
    return {};
  };
  // The first alone: the caches that it makes serve those after it, which know nothing of each
  // other and share them out in runs.
  const std::size_t alone = std::min<std::size_t>(1, commits.size());
  if (auto done = judge(repository, 0, alone); !done) return done.error();
  constexpr std::size_t run = 16;
  const std::size_t runs = (commits.size() - alone + run - 1) / run;
  RepositoryPool pool(repository);
  if (auto opened = pool.open(std::min(runs, processor_count())); !opened) return opened.error();
  const auto done = try_each_index(runs, [&](std::size_t index) {
    const std::size_t begin = alone + index * run;
    const RepositoryPool::Borrowed borrowed(pool);
    return judge(borrowed.repository(), begin, std::min(begin + run, commits.size()));
  });
  if (!done) return done.error();
  return judged;
}

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
  if (auto fetched = fetch_all(repository, *commits, request, config->config); !fetched) {
    return fetched.error();
  }
  auto judged = judge_all(repository, request, config->config, *commits);
  if (!judged) return judged.error();
  answer.report.comparisons = std::move(*judged);
  const bool any =
      commits->empty() || std::ranges::any_of(answer.report.comparisons, [](const auto& each) {
        return each.contracts_total > 0 || !each.contracts.empty();
      });
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
