// SPDX-License-Identifier: Apache-2.0
#include "core/registry/history.hpp"

#include "core/base/progress.hpp"
#include "core/git/history_reader.hpp"
#include "core/git/partial_clone.hpp"
#include "core/registry/history_draft.hpp"
#include "core/registry/history_steps.hpp"

#include <algorithm>
#include <set>
#include <span>
#include <utility>

namespace dcr {
namespace {

/// Reads what commits changed and what that may be called, oldest commit first.
class Reading {
 public:
  Reading(const git::Repository& repository, HistoryShelf& shelf, const PathFilter& filter)
      : repository_(repository),
        shelf_(shelf),
        globs_(filter.globs()),
        reader_(repository, globs_, shelf.question().names) {}

  /// The places of the history, from its newest commit down.
  Result<std::vector<HistoryShelf::Place>> places_of(const ObjectId& tip) {
    std::vector<WalkedCommit> steps;
    std::optional<HistoryShelf::Place> known;
    std::optional<ObjectId> tree_below;
    const auto walk = git::history_reader(repository_);
    const auto walked = walk->walk(tip, [&](const ObjectId& commit, const ObjectId& tree) {
      known = shelf_.find(commit);
      if (known) {
        tree_below = tree;
        return false;
      }
      steps.push_back({commit, tree});
      return true;
    });
    if (!walked) return walked.error();
    std::vector<HistoryShelf::Place> places;
    if (known) places = shelf_.down_from(*known);
    if (steps.empty()) return places;
    const std::set<ObjectId> last =
        known ? std::set{known->part->commit(known->commits - 1)} : std::set<ObjectId>{};
    auto fetched = git::fetch_history(repository_, tip, globs_, &last);
    if (!fetched) return fetched.error();
    std::ranges::reverse(steps);
    if (auto added = add_steps(steps, tree_below, places); !added) return added.error();
    return places;
  }

 private:
  /// `steps` are oldest first.
  Result<void> add_steps(std::span<const WalkedCommit> steps, std::optional<ObjectId> tree,
                         std::vector<HistoryShelf::Place>& places) {
    const Phase phase("reading history", steps.size());
    HistoryDraft draft;
    auto made_of = begin_with_young(draft, steps.size(), places);
    constexpr std::size_t batch = 1024;
    for (; !steps.empty(); steps = steps.subspan(std::min(batch, steps.size()))) {
      const auto now = steps.first(std::min(batch, steps.size()));
      const auto changes = reader_.changes(now, tree);
      if (!changes) return changes.error();
      tree = now.back().tree;
      for (std::size_t i = 0; i < now.size(); ++i) {
        phase.advance();
        draft.add_commit(now[i].id);
        for (const auto& [file, names] : (*changes)[i]) draft.add_change(file, names);
        const bool full = draft.commits() >= History::most_commits;
        if (full && !finish(draft, made_of, places)) return {};
      }
    }
    if (draft.commits() > 0) finish(draft, made_of, places);
    return {};
  }

  /// Takes from the top the places that are no longer than what is to come, into the draft.
  std::vector<std::shared_ptr<HistoryPart>> begin_with_young(
      HistoryDraft& draft, std::size_t coming, std::vector<HistoryShelf::Place>& places) {
    std::size_t taken = 0;
    std::size_t commits = coming;
    while (taken < places.size() && places[taken].commits <= 2 * commits &&
           places[taken].commits + commits <= History::most_commits) {
      commits += places[taken++].commits;
    }
    std::vector<std::shared_ptr<HistoryPart>> made_of;
    for (std::size_t i = taken; i-- > 0;) {
      draft.append(*places[i].part, places[i].commits);
      copied_.push_back(places[i].part);
      // Of another branch's part only the lower end is taken; the part has to stay.
      const bool whole = places[i].commits == places[i].part->commits();
      if (whole) made_of.push_back(places[i].part);
    }
    places.erase(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(taken));
    return made_of;
  }

  /// Keeps the draft as a part; false when what it stands on turned out to be damaged.
  bool finish(HistoryDraft& draft, std::vector<std::shared_ptr<HistoryPart>>& made_of,
              std::vector<HistoryShelf::Place>& places) {
    ObjectId base{};
    if (!places.empty()) base = places.front().part->commit(places.front().commits - 1);
    const bool damaged =
        std::ranges::any_of(copied_, [](const auto& part) { return part->is_damaged(); }) ||
        std::ranges::any_of(places, [](const auto& place) { return place.part->is_damaged(); });
    if (damaged) return false;
    auto part = shelf_.add(draft.bytes(base, shelf_.question()), made_of);
    const std::uint32_t commits = part->commits();
    places.insert(places.begin(), {std::move(part), commits});
    draft = {};
    made_of.clear();
    copied_.clear();
    return true;
  }

  const git::Repository& repository_;
  HistoryShelf& shelf_;
  PathFilter globs_;  // all they let through: paths narrow an answer, not what is kept
  HistorySteps reader_;
  std::vector<std::shared_ptr<HistoryPart>> copied_;  // into the draft at hand
};

}  // namespace

Result<History> History::open(const git::Repository& repository, const ObjectId& tip,
                              HistoryShelf& shelf, const PathFilter& filter) {
  while (true) {
    auto places = Reading(repository, shelf, filter).places_of(tip);
    if (!places) return places.error();
    // Each turn forgets one part at least.
    if (!shelf.forget_damaged()) return History(std::move(*places));
  }
}

History::History(std::vector<HistoryShelf::Place> places) : places_(std::move(places)) {
  std::ranges::reverse(places_);
  for (const HistoryShelf::Place& place : places_) {
    older_.push_back(commits_);
    commits_ += place.commits;
  }
}

ObjectId History::commit(std::uint64_t position) const {
  const auto above = std::ranges::upper_bound(older_, position);
  const auto at = static_cast<std::size_t>(above - older_.begin()) - 1;
  return places_[at].part->commit(static_cast<std::uint32_t>(position - older_[at]));
}

std::optional<std::uint64_t> History::find(const ObjectId& commit) const {
  for (std::size_t i = places_.size(); i-- > 0;) {
    const auto position = places_[i].part->find(commit);
    if (position && *position < places_[i].commits) return older_[i] + *position;
  }
  return std::nullopt;
}

std::vector<HistoryChange> History::changes_named(const std::vector<std::string>& names) const {
  std::vector<std::uint64_t> hashes;
  for (const std::string& name : names) hashes.push_back(name_hash(name));
  std::vector<HistoryChange> changes;
  for (std::size_t i = 0; i < places_.size(); ++i) {
    places_[i].part->append_changes(hashes, places_[i].commits, older_[i], changes);
  }
  return changes;
}

std::vector<HistoryChange> History::all_changes() const {
  std::vector<HistoryChange> changes;
  for (std::size_t i = 0; i < places_.size(); ++i) {
    places_[i].part->append_all_changes(places_[i].commits, older_[i], changes);
  }
  return changes;
}

bool History::is_damaged() const {
  return std::ranges::any_of(
      places_, [](const HistoryShelf::Place& place) { return place.part->is_damaged(); });
}

}  // namespace dcr
