// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/repository.hpp"
#include "core/registry/document.hpp"
#include "core/registry/entry_cache.hpp"
#include "core/registry/version_facts.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dcr {

/// The usable documents in the files of a history: of every contract, or of one. A content is read
/// once, however many commits carry it.
class DocumentSource {
 public:
  using Documents = VersionFacts::Documents;

  /// What is kept from one run to the next.
  enum class Keeps {
    nothing,   ///< documents are whole
    headings,  ///< those of files read before are headings, see is_whole
    entries,   ///< of a mod, and nothing around its entry is read
  };

  explicit DocumentSource(const git::Repository& repository) : repository_(repository) {}
  DocumentSource(const git::Repository& repository, std::string key,
                 const std::string& cache_folder, Keeps keeps);

  /// Of a file that is in the tree of `commit`.
  ///
  /// Errors: those of reading.
  Result<const Documents*> documents(const FileRef& file, const ObjectId& commit);

  /// Keeps what was read for the next run.
  void save() const;

 private:
  Result<Documents> read(const Snapshot& snapshot, const FileRef& file, const ObjectId& commit);
  Result<Documents> read_whole(const Snapshot& snapshot, const FileRef& file,
                               const ObjectId& commit);
  Result<Documents> read_entry(const Snapshot& snapshot, const FileRef& file,
                               const ObjectId& commit);

  const git::Repository& repository_;
  std::optional<std::string> key_;  // empty = every contract
  Keeps keeps_ = Keeps::nothing;
  std::string mod_;  // the name of the one whose entries are read
  VersionFacts facts_;
  EntryCache entries_;
  std::map<std::pair<ObjectId, std::string>, Documents> files_;  // by content and path
};

}  // namespace dcr
