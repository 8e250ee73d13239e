// SPDX-License-Identifier: Apache-2.0
#include "core/registry/versions.hpp"

#include "core/base/parallel.hpp"
#include "core/registry/document_source.hpp"
#include "core/registry/history.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <utility>

namespace dcr {
namespace {

using VersionsByKey = std::map<std::string, std::vector<RegisteredVersion>>;

/// A stretch of a history, by positions: what stood at `until`, and how that came since `from`.
struct Stretch {
  std::uint64_t from = 0;
  std::uint64_t until = 0;
};

/// Collects versions from the changes of a history, from the newest back.
class Collector {
 public:
  Collector(const History& history, const PathFilter& filter, DocumentSource& source)
      : history_(history), filter_(filter), source_(source) {}

  Result<void> collect(std::span<const HistoryChange> changes, const Stretch& stretch) {
    const auto later = std::ranges::upper_bound(changes, stretch.until, {}, &HistoryChange::commit);
    changes = changes.first(static_cast<std::size_t>(later - changes.begin()));
    if (auto added = add_standing(changes, stretch.until); !added) return added;
    while (!changes.empty() && changes.back().commit > stretch.from) {
      const std::uint64_t commit = changes.back().commit;
      const auto first = std::ranges::lower_bound(changes, commit, {}, &HistoryChange::commit);
      const auto own = static_cast<std::size_t>(first - changes.begin());
      if (auto stepped = step_over(commit, changes.subspan(own)); !stepped) return stepped;
      changes = changes.first(own);
    }
    return {};
  }

  /// By key, ascending by version. What was there when the stretch began was registered by that.
  [[nodiscard]] VersionsByKey take(const Stretch& stretch) {
    VersionsByKey all;
    for (auto& [key, versions] : versions_) {
      for (auto& [version, registered] : versions) {
        if (registered.first_commit.is_zero()) {
          registered.first_commit = history_.commit(stretch.from);
        }
        all[key].push_back(std::move(registered));
      }
    }
    return all;
  }

 private:
  enum class Seen { present, registered };

  /// What the tree of the newest commit has.
  Result<void> add_standing(std::span<const HistoryChange> changes, std::uint64_t commit) {
    std::map<std::string_view, const FileRef*> files;
    for (const HistoryChange& change : changes) {
      if (change.file.after) {
        files[change.file.path] = &*change.file.after;
      } else {
        files.erase(change.file.path);
      }
    }
    for (const auto& [path, file] : files) {
      if (auto added = add(*file, commit, Seen::present); !added) return added;
    }
    return {};
  }

  /// Steps to the parent: what it has and its child lacks or changed was last carried by it.
  Result<void> step_over(std::uint64_t commit, std::span<const HistoryChange> changes) {
    // All that is new first: a moved file has both, and then the parent's word counts.
    for (const HistoryChange& change : changes) {
      if (!change.file.after) continue;
      if (auto left = add(*change.file.after, commit, Seen::registered); !left) return left;
    }
    for (const HistoryChange& change : changes) {
      if (!change.file.before) continue;
      if (auto added = add(*change.file.before, commit - 1, Seen::present); !added) return added;
    }
    return {};
  }

  Result<void> add(const FileRef& file, std::uint64_t position, Seen seen) {
    if (file.kind != FileKind::regular || !filter_.matches(file.path)) return {};
    const ObjectId commit = history_.commit(position);
    // Where the index is damaged, nothing it names can be looked for.
    if (history_.is_damaged()) return {};
    const auto documents = source_.documents(file, commit);
    if (!documents) return documents.error();
    for (const auto& document : **documents) {
      auto [at, is_new] = versions_[document->key()].try_emplace(document->contract.version.value);
      if (is_new) at->second = {document, commit, {}};
      // Of two files with one version the other may stay: then an older commit has it too.
      std::size_t& carriers = carriers_[document->key()][document->contract.version.value];
      seen == Seen::registered ? --carriers : ++carriers;
      at->second.first_commit = carriers == 0 ? commit : ObjectId{};
    }
    return {};
  }

  const History& history_;
  const PathFilter& filter_;
  DocumentSource& source_;
  std::map<std::string, std::map<Version, RegisteredVersion>> versions_;
  /// How many documents of the commit at hand have a version.
  std::map<std::string, std::map<Version, std::size_t>> carriers_;
};

std::string bare_name(std::string_view key) {
  const std::string_view name = key.substr(key.find(' ') + 1);  // All of it where no kind stands.
  const auto colons = name.find("::");
  return std::string(colons == std::string_view::npos ? name : name.substr(colons + 2));
}

/// What is asked of a history.
struct Question {
  const git::Repository& repository;
  ObjectId tip;
  const PathFilter& filter;
  std::optional<std::string> key;  // empty = every contract
  const WalkOptions& options;

  [[nodiscard]] HistoryQuestion::Names names() const {
    return options.entries_alone ? HistoryQuestion::Names::none
                                 : HistoryQuestion::Names::of_contracts;
  }
};

/// The histories that an answer is taken from.
struct Histories {
  History own;
  std::optional<History> other{};  // beyond which is asked

  static Result<Histories> open(const Question& asked, HistoryShelf& shelf) {
    auto own = History::open(asked.repository, asked.tip, shelf, asked.filter);
    if (!own) return own.error();
    Histories histories{std::move(*own)};
    if (!asked.options.beyond) return histories;
    auto other = History::open(asked.repository, *asked.options.beyond, shelf, asked.filter);
    if (!other) return other.error();
    histories.other = std::move(*other);
    return histories;
  }

  [[nodiscard]] bool is_damaged() const {
    return own.is_damaged() || (other && other->is_damaged());
  }
};

/// The stretch that is asked for; empty when nothing of the history is.
std::optional<Stretch> stretch_of(const Histories& histories) {
  Stretch stretch{0, histories.own.commits() - 1};
  if (!histories.other) return stretch;
  for (std::uint64_t position = histories.own.commits(); position-- > 0;) {
    if (!histories.other->find(histories.own.commit(position))) continue;
    if (position == stretch.until) return std::nullopt;
    stretch.from = position;
    break;
  }
  return stretch;
}

using WholeDocument = Result<std::shared_ptr<const LoadedDocument>>;

/// The documents in the place of their headings; false when what was kept of them is not true.
Result<bool> complete(const Question& asked, VersionsByKey& all) {
  if (asked.options.depth == Depth::heading) return true;
  std::vector<RegisteredVersion*> headings;
  for (auto& [key, versions] : all) {
    for (RegisteredVersion& version : versions) {
      if (!is_whole(*version.document)) headings.push_back(&version);
    }
  }
  std::vector<WholeDocument> documents(headings.size());
  for_each_index(headings.size(), [&](std::size_t i) {
    documents[i] =
        whole_document(asked.repository, *headings[i]->document, headings[i]->last_commit);
  });
  for (std::size_t i = 0; i < headings.size(); ++i) {
    if (!documents[i]) return documents[i].error();
    if (*documents[i] == nullptr) return false;
    headings[i]->document = std::move(*documents[i]);
  }
  return true;
}

/// Empty when the index turned out to be damaged: then nothing it said counts.
Result<std::optional<VersionsByKey>> attempt(const Question& asked, HistoryShelf& shelf,
                                             DocumentSource& source) {
  const auto histories = Histories::open(asked, shelf);
  if (!histories) return histories.error();
  const History& own = histories->own;
  VersionsByKey found;
  Result<void> collected;
  if (const auto stretch = stretch_of(*histories)) {
    const std::vector<HistoryChange> changes =
        asked.key ? own.changes_named({bare_name(*asked.key)}) : own.all_changes();
    Collector collector(own, asked.filter, source);
    collected = collector.collect(changes, *stretch);
    found = collector.take(*stretch);
  }
  if (histories->is_damaged()) return std::optional<VersionsByKey>();
  if (!collected) return collected.error();
  return std::optional(std::move(found));
}

DocumentSource source_for(const Question& asked, const std::string& cache_folder, bool trusting) {
  if (!asked.key) return DocumentSource(asked.repository);
  const auto keeps = asked.options.entries_alone ? DocumentSource::Keeps::entries
                     : trusting                  ? DocumentSource::Keeps::headings
                                                 : DocumentSource::Keeps::nothing;
  return {asked.repository, *asked.key, cache_folder, keeps};
}

/// The shelves that may be used. A clone that became shallow may have an index of what it has no
/// more.
HistoryShelves& usable(const git::Repository& repository, HistoryShelves* given,
                       HistoryShelves& own) {
  return given && !repository.is_shallow() ? *given : own;
}

Result<VersionsByKey> answer(const Question& asked) {
  HistoryShelves own("");
  HistoryShelf& shelf =
      usable(asked.repository, asked.options.shelves, own).about(asked.filter, asked.names());
  const std::string cache_folder =
      asked.options.shelves ? asked.options.shelves->cache_folder() : "";
  for (bool trusting = true;; trusting = false) {
    DocumentSource source = source_for(asked, cache_folder, trusting);
    auto found = attempt(asked, shelf, source);
    while (found && !*found) {
      shelf.forget_damaged();
      found = attempt(asked, shelf, source);
    }
    if (!found) return found.error();
    source.save();
    const auto completed = complete(asked, **found);
    if (!completed) return completed.error();
    if (*completed) return std::move(**found);
  }
}

}  // namespace

bool RegisteredVersion::is_active() const {
  const auto& status = document->contract.status;
  return !status || status->value == Status::active;
}

bool RegisteredVersion::is_active_or_deprecated() const {
  const auto& status = document->contract.status;
  return is_active() || status->value == Status::deprecated;
}

Result<std::vector<RegisteredVersion>> registered_versions(const git::Repository& repository,
                                                           const ObjectId& tip,
                                                           const PathFilter& filter,
                                                           const std::string& key,
                                                           const WalkOptions& options) {
  auto all = answer({repository, tip, filter, key, options});
  if (!all) return all.error();
  const auto found = all->find(key);
  return found == all->end() ? std::vector<RegisteredVersion>{} : std::move(found->second);
}

Result<VersionsByKey> all_registered_versions(const git::Repository& repository,
                                              const ObjectId& tip, const PathFilter& filter,
                                              HistoryShelves* shelves) {
  const WalkOptions options{.shelves = shelves};
  return answer({repository, tip, filter, std::nullopt, options});
}

Result<std::vector<std::uint64_t>> places_in_history(const git::Repository& repository,
                                                     const ObjectId& tip, const PathFilter& filter,
                                                     const std::vector<ObjectId>& commits,
                                                     HistoryShelves* shelves) {
  HistoryShelves own("");
  HistoryShelf& shelf =
      usable(repository, shelves, own).about(filter, HistoryQuestion::Names::of_contracts);
  while (true) {
    const auto history = History::open(repository, tip, shelf, filter);
    if (!history) return history.error();
    std::vector<std::uint64_t> places;
    for (const ObjectId& commit : commits) places.push_back(history->find(commit).value_or(0));
    if (!history->is_damaged()) return places;
    shelf.forget_damaged();
  }
}

Result<std::shared_ptr<const LoadedDocument>> whole_document(const git::Repository& repository,
                                                             const LoadedDocument& heading,
                                                             const ObjectId& commit) {
  const auto snapshot = repository.commit_snapshot(commit);
  if (!snapshot) return snapshot.error();
  const auto file = (*snapshot)->find(heading.path);
  if (!file && file.error().kind == ErrorKind::not_found) {
    return std::shared_ptr<const LoadedDocument>();
  }
  if (!file) return file.error();
  const auto loaded = load_file(**snapshot, *file, commit.short_hex());
  if (!loaded) return loaded.error();
  for (const auto& document : loaded->documents) {
    if (document->usable && document->key() == heading.key() &&
        document->contract.version.value == heading.contract.version.value) {
      return document;
    }
  }
  return std::shared_ptr<const LoadedDocument>();
}

Result<LoadedFile> newest_readable(const git::Repository& repository, const ObjectId& tip,
                                   const std::string& path) {
  LoadedFile found;
  std::optional<Error> failure;
  std::optional<ObjectId> last;
  const auto visit = [&](const git::Commit& commit) {
    auto snapshot = repository.commit_snapshot(commit.id);
    if (!snapshot) {
      failure = snapshot.error();
      return false;
    }
    const Result<FileRef> file = (*snapshot)->find(path);
    if (!file || last == file->id) {
      return true;
    }
    last = file->id;
    Result<LoadedFile> loaded = load_file(**snapshot, *file, commit.id.short_hex());
    if (!loaded) {
      failure = loaded.error();
      return false;
    }
    const bool usable = std::ranges::any_of(loaded->documents,
                                            [](const auto& document) { return document->usable; });
    if (usable) {
      found = std::move(*loaded);
    }
    return !usable;
  };
  const Result<void> walked = repository.walk_first_parents(tip, visit);
  if (failure) {
    return *failure;
  }
  if (!walked && walked.error().kind != ErrorKind::unavailable) {
    return walked.error();
  }
  // Where a shallow clone ends, nothing older can be looked at: the document is only validated.
  return found;
}

}  // namespace dcr
