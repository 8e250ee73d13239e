// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/repository.hpp"
#include "core/registry/document.hpp"
#include "core/registry/history_shelf.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
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

/// How much of a document is read.
enum class Depth {
  heading,  ///< its identity, title, version, status, deprecation and metadata; see is_whole
  whole
};

/// How a history is read.
struct WalkOptions {
  /// What was read of histories so far; null = nothing. It changes the time, never the answer.
  HistoryShelves* shelves = nullptr;
  Depth depth = Depth::whole;
  /// Only what came after the newest commit that the history of this one has too, and what stood at
  /// that; nothing where that is the tip itself.
  std::optional<ObjectId> beyond{};
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

/// The same for every contract of the history, by its key.
///
/// Errors: as above.
Result<std::map<std::string, std::vector<RegisteredVersion>>> all_registered_versions(
    const git::Repository& repository, const ObjectId& tip, const PathFilter& filter,
    HistoryShelves* shelves = nullptr);

/// How many commits of the history of `tip` are older than each of `commits`, which it has.
///
/// Errors: as above.
Result<std::vector<std::uint64_t>> places_in_history(const git::Repository& repository,
                                                     const ObjectId& tip, const PathFilter& filter,
                                                     const std::vector<ObjectId>& commits,
                                                     HistoryShelves* shelves);

/// The document that a heading in the tree of `commit` is of; null when it is not there.
///
/// Errors: those of reading.
Result<std::shared_ptr<const LoadedDocument>> whole_document(const git::Repository& repository,
                                                             const LoadedDocument& heading,
                                                             const ObjectId& commit);

/// The newest state of the file at `path` in that history that holds a usable contract; its
/// documents are empty when there never was one.
Result<LoadedFile> newest_readable(const git::Repository& repository, const ObjectId& tip,
                                   const std::string& path);

}  // namespace dcr
