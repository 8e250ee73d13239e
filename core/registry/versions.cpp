// SPDX-License-Identifier: Apache-2.0
#include "core/registry/versions.hpp"

#include "core/registry/claim_cache.hpp"
#include "core/registry/claims.hpp"
#include "core/registry/entry_cache.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace dcr {
namespace {

using VersionsByName = std::map<std::string, std::vector<RegisteredVersion>>;

/// Collects versions while history is walked from its newest commit back: those of one name, or of
/// every name.
class Collector {
 public:
  Collector(const git::Repository& repository, const PathFilter& filter,
            std::optional<std::string> key, const WalkOptions& options)
      : repository_(repository), filter_(filter), key_(std::move(key)) {
    if (!key_) return;
    const std::string name = key_->substr(key_->find(' ') + 1);  // All of it where no kind stands.
    if (options.entries_alone) {
      entry_name_ = name;
      entries_ = EntryCache::open(options.cache_folder, name);
      return;
    }
    cache_ = ClaimCache::open(options.cache_folder);
    const auto colons = name.find("::");
    wanted_.insert(colons == std::string::npos ? name : name.substr(colons + 2));
  }

  [[nodiscard]] bool has_begun() const { return newest_ != nullptr; }

  Result<void> visit(const ObjectId& commit) { return newest_ ? step_to(commit) : add_all(commit); }

  [[nodiscard]] VersionsByName finish() {
    cache_.save();
    entries_.save();
    VersionsByName all;
    for (auto& [name, versions] : versions_) {
      for (auto& [version, registered] : versions) {
        if (registered.first_commit.is_zero()) {
          registered.first_commit = newest_commit_;  // It was there when history began.
        }
        all[name].push_back(std::move(registered));
      }
    }
    return all;
  }

 private:
  enum class Seen { present, registered };

  Result<void> add_all(const ObjectId& commit) {
    auto snapshot = repository_.commit_snapshot(commit);
    if (!snapshot) {
      return snapshot.error();
    }
    newest_ = std::move(*snapshot);
    newest_commit_ = commit;
    auto files = newest_->list(filter_);
    if (!files) {
      return files.error();
    }
    for (const FileRef& file : *files) {
      if (auto added = add(*newest_, file, commit, Seen::present); !added) {
        return added;
      }
    }
    return {};
  }

  /// Steps to the parent: what it has and its child lacks or changed was last carried by it.
  Result<void> step_to(const ObjectId& parent) {
    auto snapshot = repository_.commit_snapshot(parent);
    if (!snapshot) {
      return snapshot.error();
    }
    auto changes = git::changes_between(**snapshot, *newest_, filter_);
    if (!changes) {
      return changes.error();
    }
    // All that is new first: a moved file has both, and then the parent's word counts.
    for (const git::FileChange& change : *changes) {
      if (change.after) {
        if (auto left = add(*newest_, *change.after, newest_commit_, Seen::registered); !left) {
          return left;
        }
      }
    }
    for (const git::FileChange& change : *changes) {
      if (change.before) {
        if (auto added = add(**snapshot, *change.before, parent, Seen::present); !added) {
          return added;
        }
      }
    }
    newest_ = std::move(*snapshot);
    newest_commit_ = parent;
    return {};
  }

  Result<void> add(const Snapshot& snapshot, const FileRef& file, const ObjectId& commit,
                   Seen seen) {
    if (file.kind != FileKind::regular) {
      return {};
    }
    const Result<LoadedFile*> loaded = load(snapshot, file, commit);
    if (!loaded) {
      return loaded.error();
    }
    if (*loaded == nullptr) {
      return {};
    }
    for (const auto& document : (*loaded)->documents) {
      if (!document->usable || (key_ && document->key() != *key_)) {
        continue;
      }
      auto [at, is_new] = versions_[document->key()].try_emplace(document->contract.version.value);
      if (is_new) {
        at->second = {document, commit, {}};
      }
      if (seen == Seen::registered) {
        at->second.first_commit = commit;
      } else {
        at->second.first_commit = ObjectId{};  // An older commit has it too.
      }
    }
    return {};
  }

  /// The parsed file, or null where it cannot hold the name. History shows a blob many times.
  Result<LoadedFile*> load(const Snapshot& snapshot, const FileRef& file, const ObjectId& commit) {
    if (const auto known = files_.find(file.id); known != files_.end()) {
      return known->second.get();
    }
    std::unique_ptr<LoadedFile>& slot = files_[file.id];
    if (entry_name_) {
      auto loaded = load_entry(snapshot, file, commit);
      if (!loaded) {
        return loaded.error();
      }
      slot = std::make_unique<LoadedFile>(std::move(*loaded));
      return slot.get();
    }
    const Result<bool> wanted = is_wanted(snapshot, file);
    if (!wanted) {
      return wanted.error();
    }
    if (*wanted) {
      Result<LoadedFile> loaded = load_file(snapshot, file, commit.short_hex());
      if (!loaded) {
        return loaded.error();
      }
      slot = std::make_unique<LoadedFile>(std::move(*loaded));
    }
    return slot.get();
  }

  /// A file with the one document that is wanted.
  Result<LoadedFile> load_entry(const Snapshot& snapshot, const FileRef& file,
                                const ObjectId& commit) {
    std::optional<formats::ModEntry> entry = entries_.find(file.id);
    if (!entry) {
      const Result<std::string> text = snapshot.read(file);
      if (!text) {
        return text.error();
      }
      entry = formats::cut_mod(*text, *entry_name_);
      if (entry) entries_.add(file.id, *entry);
    }
    LoadedFile loaded;
    loaded.file = file;
    loaded.text = std::make_shared<const std::string>();
    if (entry && entry->text.empty()) {
      return loaded;
    }
    auto read = entry ? formats::read_mod_entry(*entry) : std::nullopt;
    if (!read) {
      // Only the whole file can tell.
      auto whole = load_file(snapshot, file, commit.short_hex());
      if (!whole) {
        return whole;
      }
      std::erase_if(whole->documents, [&](const auto& each) { return each->key() != *key_; });
      return whole;
    }
    auto document = std::make_shared<LoadedDocument>();
    document->path = file.path;
    document->text = loaded.text;
    document->contract = std::move(read->contract);
    document->problems = std::move(read->problems);
    document->usable = read->usable;
    document->revision = commit.short_hex();
    loaded.documents.push_back(std::move(document));
    return loaded;
  }

  /// Whether the file may hold the name; a blob that was scanned before is not even read.
  Result<bool> is_wanted(const Snapshot& snapshot, const FileRef& file) {
    if (!key_ || path_claims(file.path, wanted_)) {
      return true;
    }
    if (const auto known = cache_.may_claim(file.id, wanted_)) {
      return *known;
    }
    const Result<std::string> text = snapshot.read(file);
    if (!text) {
      return text.error();
    }
    const Claims claims = scan_claims(*text);
    cache_.add(file.id, claims);
    return claims.may_claim(wanted_);
  }

  const git::Repository& repository_;
  const PathFilter& filter_;
  std::optional<std::string> key_;         // empty = every name
  std::optional<std::string> entry_name_;  // of a mod whose entry alone is read
  ClaimCache cache_;
  EntryCache entries_;
  std::set<std::string, std::less<>> wanted_;
  std::unique_ptr<Snapshot> newest_;
  ObjectId newest_commit_;
  std::map<ObjectId, std::unique_ptr<LoadedFile>> files_;
  std::map<std::string, std::map<Version, RegisteredVersion>> versions_;
};

Result<VersionsByName> collect(const git::Repository& repository, const ObjectId& tip,
                               Collector collector, const WalkOptions& options) {
  std::optional<Error> failure;
  const Result<void> walked = repository.walk_first_parents(tip, [&](const git::Commit& commit) {
    const bool last = options.stop_at && options.stop_at->contains(commit.id);
    if (last && !collector.has_begun()) return false;
    if (options.visited) options.visited->insert(commit.id);
    if (const auto done = collector.visit(commit.id); !done) failure = done.error();
    return !failure && !last;
  });
  if (failure) {
    return *failure;
  }
  if (!walked) {
    return walked.error();
  }
  return collector.finish();
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
  auto all = collect(repository, tip, Collector(repository, filter, key, options), options);
  if (!all) {
    return all.error();
  }
  const auto found = all->find(key);
  return found == all->end() ? std::vector<RegisteredVersion>{} : std::move(found->second);
}

Result<VersionsByName> all_registered_versions(const git::Repository& repository,
                                               const ObjectId& tip, const PathFilter& filter) {
  return collect(repository, tip, Collector(repository, filter, std::nullopt, {}), {});
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
