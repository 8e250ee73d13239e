// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/pairing.hpp"
#include "core/check/unchanged_files.hpp"
#include "core/git/repository.hpp"

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace dcr::check {

/// The two sides of a comparison, and what may be remembered between runs.
struct Sides {
  const Snapshot* before = nullptr;
  const Snapshot* after = nullptr;
  PathFilter before_filter;
  PathFilter after_filter;
  /// What the base's own globs covered: a file outside is validated even if it did not change.
  std::optional<PathFilter> covered_before{};
  std::optional<ObjectId> before_commit;  ///< empty when the base is no commit
  std::string before_folder{};  ///< the folder of that commit which is the base's root; "" = all
  std::string cache_folder;     ///< empty = no cache
  bool all = false;             ///< unchanged contracts are read too
};

/// The documents a comparison is about: those of changed files, and those of unchanged files that
/// claim the same names.
struct Documents {
  std::vector<DocumentPtr> before;
  std::vector<DocumentPtr> after;
  std::vector<git::FileChange> changes;
  UnchangedFiles unchanged;
  std::set<const LoadedDocument*> touched;    ///< of the new side, in a changed file
  std::set<std::string, std::less<>> broken;  ///< changed files of the new side that do not parse
  std::set<std::string, std::less<>> base_broken;  ///< whose base does not parse
  std::size_t total = 0;                           ///< contracts on the new side
  std::size_t skipped = 0;  ///< files of the new side without a key of any format
};

/// Every file of the new side, ascending by path.
///
/// Errors: those of listing.
Result<std::vector<FileRef>> files_after(const Documents& documents);

/// Stands for a file that does not parse, so that its problems have a document to belong to.
[[nodiscard]] DocumentPtr broken_document(const LoadedFile& file);

/// Reads what changed. A base file that does not parse is replaced by its newest state in the
/// base's history that does.
///
/// Errors: those of comparing and reading.
Result<Documents> load_documents(const git::Repository& repository, const Sides& sides);

}  // namespace dcr::check
