// SPDX-License-Identifier: Apache-2.0
#include "core/registry/versions.hpp"

#include "core/registry/claims.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace dcr {
namespace {

/// Collects the versions of one name while history is walked from its newest commit back.
class Collector {
 public:
  Collector(const git::Repository& repository, const PathFilter& filter, std::string full_name)
      : repository_(repository), filter_(filter), full_name_(std::move(full_name)) {
    const auto colons = full_name_.find("::");
    wanted_.insert(colons == std::string::npos ? full_name_ : full_name_.substr(colons + 2));
  }

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
    for (const git::FileChange& change : *changes) {
      if (change.after) {
        if (auto left = add(*newest_, *change.after, newest_commit_, Seen::registered); !left) {
          return left;
        }
      }
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

  [[nodiscard]] std::vector<RegisteredVersion> finish() {
    std::vector<RegisteredVersion> all;
    for (auto& [version, registered] : versions_) {
      if (registered.first_commit.is_zero()) {
        registered.first_commit = newest_commit_;  // It was there when history began.
      }
      all.push_back(std::move(registered));
    }
    return all;
  }

 private:
  enum class Seen { present, registered };

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
      if (!document->usable || document->full_name() != full_name_) {
        continue;
      }
      auto [at, is_new] = versions_.try_emplace(document->contract.version.value);
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
    const Result<std::string> text = snapshot.read(file);
    if (!text) {
      return text.error();
    }
    if (scan_claims(*text).may_claim(wanted_)) {
      Result<LoadedFile> loaded = load_file(snapshot, file, commit.short_hex());
      if (!loaded) {
        return loaded.error();
      }
      slot = std::make_unique<LoadedFile>(std::move(*loaded));
    }
    return slot.get();
  }

  const git::Repository& repository_;
  const PathFilter& filter_;
  std::string full_name_;
  std::set<std::string, std::less<>> wanted_;
  std::unique_ptr<Snapshot> newest_;
  ObjectId newest_commit_;
  std::map<ObjectId, std::unique_ptr<LoadedFile>> files_;
  std::map<Version, RegisteredVersion> versions_;
};

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
                                                           const std::string& full_name) {
  Collector collector(repository, filter, full_name);
  std::optional<Error> failure;
  bool first = true;
  const auto visit = [&](const git::Commit& commit) {
    const Result<void> done = first ? collector.add_all(commit.id) : collector.step_to(commit.id);
    first = false;
    if (!done) {
      failure = done.error();
    }
    return !failure;
  };
  const Result<void> walked = repository.walk_first_parents(tip, visit);
  if (failure) {
    return *failure;
  }
  if (!walked) {
    return walked.error();
  }
  return collector.finish();
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
