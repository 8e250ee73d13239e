// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/repository.hpp"
#include "core/registry/document.hpp"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace dcr {

/// A version that the first-parent history of a commit has carried. Its document is the one at the
/// last commit that carried it; its registration is the first.
struct RegisteredVersion {
  std::shared_ptr<const LoadedDocument> document;
  ObjectId last_commit;
  ObjectId first_commit;

  /// Whether consumers may use it: a document without a status counts as active.
  [[nodiscard]] bool is_active() const;
  [[nodiscard]] bool is_active_or_deprecated() const;
};

/// How a history is walked.
struct WalkOptions {
  /// The walk ends with the first commit of these; one that begins there finds nothing.
  const std::set<ObjectId>* stop_at = nullptr;
  std::set<ObjectId>* visited = nullptr;  ///< receives every commit that was walked
  /// Keeps what was scanned between runs; empty = nowhere. It changes the time, never the answer.
  std::string cache_folder{};
  /// Of a mod its entry alone is read, whatever stands around it; its document has no text.
  bool entries_alone = false;
};

/// Every version of the contract that `key` names (as contract_key makes it) in the first-parent
/// history of `tip`, ascending by version. Documents that cannot be read are passed over.
///
/// Errors: unavailable when a shallow clone ends before the history does; those of reading.
Result<std::vector<RegisteredVersion>> registered_versions(const git::Repository& repository,
                                                           const ObjectId& tip,
                                                           const PathFilter& filter,
                                                           const std::string& key,
                                                           const WalkOptions& options = {});

/// The same for every contract of the history, by its key: the history is walked once.
///
/// Errors: as above.
Result<std::map<std::string, std::vector<RegisteredVersion>>> all_registered_versions(
    const git::Repository& repository, const ObjectId& tip, const PathFilter& filter);

/// The newest state of the file at `path` in that history that holds a usable contract; its
/// documents are empty when there never was one.
Result<LoadedFile> newest_readable(const git::Repository& repository, const ObjectId& tip,
                                   const std::string& path);

}  // namespace dcr
